"""The whole desk: admins, closing, joint work and proofs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.types import BigKey, UTCDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "binding_tokens",
        sa.Column("id", BigKey, autoincrement=True, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=16), nullable=False),
        sa.Column("opd", sa.String(length=20), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("used_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_binding_tokens")),
        sa.UniqueConstraint("digest", name=op.f("uq_binding_tokens_digest")),
    )
    op.create_table(
        "followers",
        sa.Column("ticket_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("resident_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.Column("merged_from", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("ticket_id", "resident_id", name=op.f("pk_followers")),
    )
    with op.batch_alter_table("followers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_followers_resident_id"), ["resident_id"], unique=False)

    op.create_table(
        "looks",
        sa.Column("id", BigKey, autoincrement=True, nullable=False),
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.BigInteger(), nullable=False),
        sa.Column("band0", sa.Integer(), nullable=False),
        sa.Column("band1", sa.Integer(), nullable=False),
        sa.Column("band2", sa.Integer(), nullable=False),
        sa.Column("band3", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_looks")),
    )
    with op.batch_alter_table("looks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_looks_band0"), ["band0"], unique=False)
        batch_op.create_index(batch_op.f("ix_looks_band1"), ["band1"], unique=False)
        batch_op.create_index(batch_op.f("ix_looks_band2"), ["band2"], unique=False)
        batch_op.create_index(batch_op.f("ix_looks_band3"), ["band3"], unique=False)

    op.create_table(
        "registrations",
        sa.Column("opd", sa.String(length=20), nullable=False),
        sa.Column("officer", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("added_by", sa.BigInteger(), nullable=False),
        sa.Column("added_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("opd", "officer", name=op.f("pk_registrations")),
    )
    op.create_table(
        "rulings",
        sa.Column("id", BigKey, autoincrement=True, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("actor", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.String(length=24), nullable=False),
        sa.Column("about", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rulings")),
    )
    with op.batch_alter_table("rulings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rulings_at"), ["at"], unique=False)

    op.create_table(
        "supports",
        sa.Column("ticket_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("opd", sa.String(length=20), nullable=False),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", "opd", name=op.f("pk_supports")),
    )
    with op.batch_alter_table("supports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supports_opd"), ["opd"], unique=False)

    op.create_table(
        "topics",
        sa.Column("ticket_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("lane", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("thread", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("ticket_id", "lane", name=op.f("pk_topics")),
    )
    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.add_column(sa.Column("same_file", sa.LargeBinary(length=16), nullable=True))
        batch_op.create_index(batch_op.f("ix_attachments_same_file"), ["same_file"], unique=False)

    with op.batch_alter_table("groups", schema=None) as batch_op:
        batch_op.add_column(sa.Column("exposed", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("forum", sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table("residents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("awaits", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("answering_until", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("blocked_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("blocked_for", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("block_reason", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("appealed_at", UTCDateTime(), nullable=True))

    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.add_column(sa.Column("verify_due_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("upheld", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("hops", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("disputes", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("rating", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("rated_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("archive_reason", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("outside_body", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("merged_into", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("sp4n_id", sa.String(length=40), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_column("sp4n_id")
        batch_op.drop_column("merged_into")
        batch_op.drop_column("outside_body")
        batch_op.drop_column("archive_reason")
        batch_op.drop_column("rated_at")
        batch_op.drop_column("rating")
        batch_op.drop_column("disputes")
        batch_op.drop_column("hops")
        batch_op.drop_column("upheld")
        batch_op.drop_column("verify_due_at")

    with op.batch_alter_table("residents", schema=None) as batch_op:
        batch_op.drop_column("appealed_at")
        batch_op.drop_column("block_reason")
        batch_op.drop_column("blocked_for")
        batch_op.drop_column("blocked_at")
        batch_op.drop_column("answering_until")
        batch_op.drop_column("awaits")

    with op.batch_alter_table("groups", schema=None) as batch_op:
        batch_op.drop_column("forum")
        batch_op.drop_column("exposed")

    with op.batch_alter_table("attachments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attachments_same_file"))
        batch_op.drop_column("same_file")

    op.drop_table("topics")
    with op.batch_alter_table("supports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supports_opd"))

    op.drop_table("supports")
    with op.batch_alter_table("rulings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rulings_at"))

    op.drop_table("rulings")
    op.drop_table("registrations")
    with op.batch_alter_table("looks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_looks_band3"))
        batch_op.drop_index(batch_op.f("ix_looks_band2"))
        batch_op.drop_index(batch_op.f("ix_looks_band1"))
        batch_op.drop_index(batch_op.f("ix_looks_band0"))

    op.drop_table("looks")
    with op.batch_alter_table("followers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_followers_resident_id"))

    op.drop_table("followers")
    op.drop_table("binding_tokens")
