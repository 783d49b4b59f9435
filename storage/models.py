"""The tables: what is remembered about residents, tickets, groups and messages on their way.

What identifies a resident is held only in columns of sealed bytes (``storage.sealing``) and in keyed
fingerprints (``person``, ``lane``) by which rows are found. Ids of groups and of acting officers are plain.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Column, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.ext.mutable import MutableDict
from sqlalchemy.types import JSON
from sqlmodel import Field, SQLModel

from bot.tickets.status import Kind, Status
from bot.tickets.verbs import Role, Verb
from storage.types import BigKey, UTCDateTime

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = NAMING


def _key() -> Any:
    return Field(default=None, sa_column=Column(BigKey, primary_key=True, autoincrement=True))


def _big(*, nullable: bool = True, index: bool = False, unique: bool = False) -> Any:
    column: Column[int] = Column(BigInteger, nullable=nullable, index=index, unique=unique)
    return Field(default=None, sa_column=column)


def _when(*, nullable: bool = True, index: bool = False) -> Any:
    return Field(default=None, sa_column=Column(UTCDateTime, nullable=nullable, index=index))


def _sealed(*, nullable: bool = False) -> Any:
    return Field(default=None, sa_column=Column(LargeBinary, nullable=nullable))


def _fingerprint() -> Any:
    return Field(sa_column=Column(LargeBinary(16), nullable=False, unique=True))


class Resident(SQLModel, table=True):
    """Someone who wrote to the bot in private."""

    __tablename__ = "residents"

    id: int = _key()
    person: bytes = _fingerprint()
    identity: bytes = _sealed()
    language: str | None = Field(default=None, max_length=8)
    consent: int = 0
    consented_at: datetime | None = _when()
    reachable: bool = True
    answering: int | None = _big()
    filed_on: date | None = None
    filed_count: int = 0


class Draft(SQLModel, table=True):
    """A form half filled; at most one per resident. ``form`` is the sealed ``bot.form.Form``.

    The id is drawn at random and never used again: a ticket remembers the draft it was filed from.
    """

    __tablename__ = "drafts"

    id: int = Field(sa_column=Column(BigKey, primary_key=True, autoincrement=False))
    resident_id: int = _big(nullable=False, unique=True)
    form: bytes = _sealed()
    nudge_at: datetime | None = _when(index=True)
    expires_at: datetime = _when(nullable=False, index=True)


class Ticket(SQLModel, table=True):
    """One report with a number.

    ``entered_at`` is when it entered its present status; ``remind_at`` and ``lapse_at`` are due times the
    ticker looks for; ``confirmed_by`` is the fingerprint of the press or message that filed it.
    """

    __tablename__ = "tickets"
    __table_args__ = (
        UniqueConstraint("year", "serial"),
        Index("ix_tickets_opd_status", "opd", "status"),
    )

    id: int = _key()
    year: int
    serial: int
    kind: Kind = Field(sa_column=Column(String(16), nullable=False))
    status: Status = Field(sa_column=Column(String(24), nullable=False, index=True))
    version: int = 0
    category: str = Field(max_length=32)
    opd: str = Field(max_length=20)
    oversight: bool = False
    sensitive: bool = False
    emergency: bool = False
    confidential: bool = True
    resident_id: int | None = _big(index=True)
    language: str = Field(default="id", max_length=8)
    description: str = Field(sa_column=Column(Text, nullable=False))
    kecamatan: str | None = Field(default=None, max_length=16)
    desa: str | None = Field(default=None, max_length=16)
    landmark: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    occurred_on: date | None = None
    filed_at: datetime = _when(nullable=False, index=True)
    entered_at: datetime = _when(nullable=False)
    responded_at: datetime | None = _when()
    resolved_at: datetime | None = _when()
    closed_at: datetime | None = _when()
    respond_due_at: datetime = _when(nullable=False)
    due_at: datetime = _when(nullable=False)
    remind_at: datetime | None = _when(index=True)
    reminded_slot: int = 0
    lapse_at: datetime | None = _when(index=True)
    taken_by: int | None = _big()
    taken_name: bytes | None = _sealed(nullable=True)
    confirmed_by: bytes = _fingerprint()
    draft_id: int = _big(nullable=False, unique=True)


class Event(SQLModel, table=True):
    """What someone did to a ticket, and when. ``actor`` is an officer's or admin's id, never a resident's."""

    __tablename__ = "events"

    id: int = _key()
    ticket_id: int = _big(nullable=False, index=True)
    at: datetime = _when(nullable=False)
    verb: Verb = Field(sa_column=Column(String(16), nullable=False))
    role: Role = Field(sa_column=Column(String(16), nullable=False))
    actor: int | None = _big()
    came_from: Status | None = Field(default=None, sa_column=Column(String(24)))
    led_to: Status = Field(sa_column=Column(String(24), nullable=False))
    text: str | None = Field(default=None, sa_column=Column(Text))
    about: dict[str, Any] | None = Field(
        default=None, sa_column=Column(MutableDict.as_mutable(JSON(none_as_null=True)))
    )


class Attachment(SQLModel, table=True):
    """A file that came with a report, an answer or a proof; ``file`` seals its Telegram id and name."""

    __tablename__ = "attachments"

    id: int = _key()
    ticket_id: int = _big(nullable=False, index=True)
    event_id: int | None = _big()
    position: int
    kind: str = Field(max_length=16)
    file: bytes = _sealed()


class Group(SQLModel, table=True):
    """The group chat bound to an OPD. ``configured`` is the id the configuration named, if it did.

    ``lost_at``, while it is not ``reachable``: from when on its officers may have missed something.
    """

    __tablename__ = "groups"

    opd: str = Field(primary_key=True, max_length=20)
    chat_id: int = _big(nullable=False, index=True)
    configured: int | None = _big()
    reachable: bool = True
    bound_at: datetime = _when(nullable=False)
    lost_at: datetime | None = _when()


class ChatMove(SQLModel, table=True):
    """A group that became a supergroup: its old id and the new one."""

    __tablename__ = "chat_moves"

    was: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    now: int = _big(nullable=False)


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
    lane: int = _big(nullable=False)
    payload: bytes = _sealed()
    state: InboxState = Field(sa_column=Column(String(8), nullable=False))
    attempts: int = 0
    fault: str | None = None
    received_at: datetime = _when(nullable=False)
    done_at: datetime | None = _when(index=True)


class OutboxState(StrEnum):
    """``ATTEMPTING`` is written before the call; ``UNCERTAIN`` may have arrived and is not sent again."""

    PENDING = "pending"
    ATTEMPTING = "attempting"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    DEAD = "dead"


class Outbox(SQLModel, table=True):
    """One message on its way; ``payload`` seals the ``bot.notices.Notice``. A lane leaves in order of id."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_state_id", "state", "id"),
        Index("ix_outbox_key", "key", unique=True),
    )

    id: int = Field(sa_column=Column(BigKey, primary_key=True, autoincrement=False))
    lane: int = _big(nullable=False, index=True)
    state: OutboxState = Field(sa_column=Column(String(12), nullable=False))
    key: str | None = Field(default=None, max_length=64)
    ticket_id: int | None = _big()
    payload: bytes | None = _sealed(nullable=True)
    repeat: bool = False
    attempts: int = 0
    not_before: datetime | None = _when()
    created_at: datetime = _when(nullable=False)
    attempted_at: datetime | None = _when()
    sent_at: datetime | None = _when(index=True)
    fault: str | None = None


class Post(SQLModel, table=True):
    """A message of ours that belongs to a ticket: a reply to it is about that ticket."""

    __tablename__ = "posts"
    __table_args__ = (Index("ix_posts_ticket_id_lane_purpose", "ticket_id", "lane", "purpose"),)

    lane: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    message_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    ticket_id: int = _big(nullable=False)
    purpose: str = Field(max_length=16)


class Proposal(SQLModel, table=True):
    """What an officer wrote for a resident and has not sent yet; gone once sent or dropped."""

    __tablename__ = "proposals"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int = _key()
    ticket_id: int = _big(nullable=False)
    chat_id: int = _big(nullable=False)
    author: int = _big(nullable=False)
    verb: Verb = Field(sa_column=Column(String(16), nullable=False))
    text: str = Field(sa_column=Column(Text, nullable=False))
    file: bytes | None = _sealed(nullable=True)
    made_at: datetime = _when(nullable=False, index=True)


class Counter(SQLModel, table=True):
    """A running number, such as the tickets of a year."""

    __tablename__ = "counters"

    name: str = Field(primary_key=True, max_length=32)
    value: int = 0


class Mark(SQLModel, table=True):
    """A fact about the database itself, such as the fingerprint of its key."""

    __tablename__ = "marks"

    name: str = Field(primary_key=True, max_length=32)
    value: str
