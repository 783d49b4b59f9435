"""Reports that tell of the same are found quickly, and who reports for another is marked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.add_column(sa.Column("proxy", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_index(
            "ix_tickets_category_kecamatan_filed_at", ["category", "kecamatan", "filed_at"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_index("ix_tickets_category_kecamatan_filed_at")
        batch_op.drop_column("proxy")
