"""What residents ask about their data, who asked to see an identity, and what was erased when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import BigKey, UTCDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "petitions",
        sa.Column("id", BigKey, autoincrement=True, nullable=False),
        sa.Column("resident_id", sa.BigInteger(), nullable=True),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("reminds_at", UTCDateTime(), nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petitions")),
        sqlite_autoincrement=True,
    )
    for name in ("resident_id", "reminds_at", "decided_at"):
        op.create_index(op.f(f"ix_petitions_{name}"), "petitions", [name], unique=False)
    op.create_table(
        "reveals",
        sa.Column("id", BigKey, autoincrement=True, nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_by", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("bound", sa.Boolean(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reveals")),
        sqlite_autoincrement=True,
    )
    for name in ("ticket_id", "expires_at"):
        op.create_index(op.f(f"ix_reveals_{name}"), "reveals", [name], unique=False)
    with op.batch_alter_table("residents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("agreed_text", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("seen_on", sa.Date(), nullable=True))
        batch_op.create_index(op.f("ix_residents_seen_on"), ["seen_on"], unique=False)
    op.execute(sa.text("UPDATE residents SET seen_on = CURRENT_DATE"))
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.add_column(sa.Column("purged_at", UTCDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_column("purged_at")
    with op.batch_alter_table("residents", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_residents_seen_on"))
        for name in ("seen_on", "withdrawn_at", "agreed_text"):
            batch_op.drop_column(name)
    op.drop_table("reveals")
    op.drop_table("petitions")
