"""Updates and messages on their way, and the messages that belong to a ticket."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import BigInteger, Column, Index, Sequence, String
from sqlmodel import Field, SQLModel

from storage.models.columns import big, sealed, when
from storage.types import BigKey


class InboxState(StrEnum):
    """``DEAD`` updates could not be handled and are kept aside."""

    PENDING = "pending"
    DONE = "done"
    DEAD = "dead"


class Inbox(SQLModel, table=True):
    """One update as it came from Telegram, sealed; stored before it is confirmed to Telegram."""

    __tablename__ = "inbox"
    __table_args__ = (Index("ix_inbox_state_update_id", "state", "update_id"),)

    update_id: int = Field(sa_column=Column(BigKey, primary_key=True, autoincrement=False))
    lane: int = big(nullable=False)
    payload: bytes = sealed()
    state: InboxState = Field(sa_column=Column(String(8), nullable=False))
    attempts: int = 0
    fault: str | None = None
    received_at: datetime = when(nullable=False)
    done_at: datetime | None = when(index=True)


OUTBOX_IDS: Final = Sequence("outbox_ids", metadata=SQLModel.metadata)
"""Where several processes write; one alone counts by itself."""


class OutboxState(StrEnum):
    """``ATTEMPTING`` is written before the call; ``UNCERTAIN`` may have arrived and is not sent again."""

    PENDING = "pending"
    ATTEMPTING = "attempting"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    DEAD = "dead"


class Outbox(SQLModel, table=True):
    """One message on its way; ``payload`` seals the ``bot.notices.Notice``. Strands leave in order of id."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_state_id", "state", "id"),
        Index("ix_outbox_key", "key", unique=True),
    )

    id: int = Field(sa_column=Column(BigKey, primary_key=True, autoincrement=False))
    lane: int = big(nullable=False, index=True)
    state: OutboxState = Field(sa_column=Column(String(12), nullable=False))
    key: str | None = Field(default=None, max_length=64)
    ticket_id: int | None = big()
    payload: bytes | None = sealed(nullable=True)
    repeat: bool = False
    attempts: int = 0
    not_before: datetime | None = when()
    created_at: datetime = when(nullable=False)
    attempted_at: datetime | None = when()
    sent_at: datetime | None = when(index=True)
    fault: str | None = None


class Post(SQLModel, table=True):
    """A message of ours that belongs to a ticket: a reply to it is about that ticket."""

    __tablename__ = "posts"
    __table_args__ = (Index("ix_posts_ticket_id_lane_purpose", "ticket_id", "lane", "purpose"),)

    lane: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    message_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    ticket_id: int = big(nullable=False)
    purpose: str = Field(max_length=16)
