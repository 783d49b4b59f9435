"""Files that are ordered, made and sent."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import BigKey, UTCDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "orders",
        sa.Column("id", BigKey, autoincrement=True, nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("likeness", sa.BigInteger(), nullable=False),
        sa.Column("ordered_at", UTCDateTime(), nullable=False),
        sa.Column("not_before", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("likeness", name=op.f("uq_orders_likeness")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "enclosures",
        sa.Column("id", BigKey, autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enclosures")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_enclosures_made_at"), "enclosures", ["made_at"], unique=False)
