"""The search for twins reads the newest of a desa, or what has its pin near by; not all of a kecamatan."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_OLD = {"ix_tickets_category_kecamatan_status": ["category", "kecamatan", "status", "filed_at"]}
_NEW = {
    "ix_tickets_category_kecamatan_desa": ["category", "kecamatan", "desa", "filed_at", "status"],
    "ix_tickets_category_kecamatan_latitude": ["category", "kecamatan", "latitude", "longitude"],
}


def upgrade() -> None:
    _change(_OLD, _NEW)


def downgrade() -> None:
    _change(_NEW, _OLD)


def _change(old: dict[str, list[str]], new: dict[str, list[str]]) -> None:
    for name in old:
        op.drop_index(name, "tickets")
    for name, columns in new.items():
        op.create_index(name, "tickets", columns)
