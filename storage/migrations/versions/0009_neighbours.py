"""Keys for other software, what it filed, and what it is told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import BigKey, UTCDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _neighbours()
    _indices()


def downgrade() -> None:
    for name in _NEW:
        op.drop_index(name, "tickets")
    for name, columns in _OLD.items():
        op.create_index(name, "tickets", columns)
    for table in ("signals", "entries", "api_keys"):
        op.drop_table(table)


def _neighbours() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", BigKey, autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=16), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("used_at", UTCDateTime(), nullable=True),
        sa.Column("revoked_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_keys")),
        sa.UniqueConstraint("digest", name=op.f("uq_api_keys_digest")),
        sa.UniqueConstraint("name", name=op.f("uq_api_keys_name")),
    )
    op.create_table(
        "entries",
        sa.Column("ticket_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("api_key_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", name=op.f("pk_entries")),
    )
    op.create_table(
        "signals",
        sa.Column("event_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("came_from", sa.String(length=24), nullable=True),
        sa.Column("led_to", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", UTCDateTime(), nullable=False),
        sa.Column("settled_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_signals")),
    )
    op.create_index("ix_signals_state_not_before", "signals", ["state", "not_before"], unique=False)
    op.create_index(op.f("ix_signals_settled_at"), "signals", ["settled_at"], unique=False)


# Each answers a question of everyday work, however many tickets are closed: what is due, what an OPD has in
# hand, what may tell of the same. Those whose place they take were asked for no more than the first columns.
_OLD = {
    "ix_tickets_status": ["status"],
    "ix_tickets_remind_at": ["remind_at"],
    "ix_tickets_lapse_at": ["lapse_at"],
    "ix_tickets_opd_status": ["opd", "status"],
    "ix_tickets_category_kecamatan_filed_at": ["category", "kecamatan", "filed_at"],
}
_NEW = {
    "ix_tickets_status_remind_at": ["status", "remind_at"],
    "ix_tickets_status_lapse_at": ["status", "lapse_at"],
    "ix_tickets_opd_status_due_at": ["opd", "status", "due_at"],
    "ix_tickets_category_kecamatan_status": ["category", "kecamatan", "status", "filed_at"],
}


def _indices() -> None:
    for name in _OLD:
        op.drop_index(name, "tickets")
    for name, columns in _NEW.items():
        op.create_index(name, "tickets", columns)
