"""Tickets, what was done to them and the files that came along."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Column, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.ext.mutable import MutableDict
from sqlalchemy.types import JSON
from sqlmodel import Field, SQLModel

from bot.tickets.status import Kind, Reason, Status
from bot.tickets.verbs import Role, Verb
from storage.models.columns import big, fingerprint, key, sealed, when


class Ticket(SQLModel, table=True):
    """One report with a number.

    ``entered_at`` is when it entered its present status; ``remind_at`` and ``lapse_at`` are due times the
    ticker looks for; ``confirmed_by`` is the fingerprint of the press or message that filed it. ``upheld``:
    it stays with its overseer, who confirmed that it accuses an official or got no leave to pass it on.
    ``hops``: how often an OPD returned it. ``proxy``: filed for someone else, by who has a signal.
    ``purged_at``: since when what it said is erased.
    """

    __tablename__ = "tickets"
    __table_args__ = (
        UniqueConstraint("year", "serial"),
        Index("ix_tickets_status_remind_at", "status", "remind_at"),
        Index("ix_tickets_status_lapse_at", "status", "lapse_at"),
        Index("ix_tickets_opd_status_due_at", "opd", "status", "due_at"),
        Index("ix_tickets_category_kecamatan_desa", "category", "kecamatan", "desa", "filed_at", "status"),
        Index("ix_tickets_category_kecamatan_latitude", "category", "kecamatan", "latitude", "longitude"),
    )

    id: int = key()
    year: int
    serial: int
    kind: Kind = Field(sa_column=Column(String(16), nullable=False))
    status: Status = Field(sa_column=Column(String(24), nullable=False))
    version: int = 0
    category: str = Field(max_length=32)
    opd: str = Field(max_length=20)
    oversight: bool = False
    sensitive: bool = False
    emergency: bool = False
    confidential: bool = True
    proxy: bool = False
    resident_id: int | None = big(index=True)
    language: str = Field(default="id", max_length=8)
    description: str = Field(sa_column=Column(Text, nullable=False))
    kecamatan: str | None = Field(default=None, max_length=16)
    desa: str | None = Field(default=None, max_length=16)
    landmark: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    occurred_on: date | None = None
    filed_at: datetime = when(nullable=False, index=True)
    entered_at: datetime = when(nullable=False)
    responded_at: datetime | None = when()
    resolved_at: datetime | None = when()
    closed_at: datetime | None = when()
    respond_due_at: datetime = when(nullable=False)
    due_at: datetime = when(nullable=False)
    remind_at: datetime | None = when()
    reminded_slot: int = 0
    lapse_at: datetime | None = when()
    verify_due_at: datetime | None = when()
    upheld: bool = False
    hops: int = 0
    disputes: int = 0
    rating: int | None = None
    rated_at: datetime | None = when()
    archive_reason: Reason | None = Field(default=None, sa_column=Column(String(16)))
    outside_body: str | None = Field(default=None, max_length=20)
    merged_into: int | None = big()
    sp4n_id: str | None = Field(default=None, max_length=40)
    taken_by: int | None = big()
    taken_name: bytes | None = sealed(nullable=True)
    purged_at: datetime | None = when()
    confirmed_by: bytes = fingerprint()
    draft_id: int = big(nullable=False, unique=True)


class Event(SQLModel, table=True):
    """What someone did to a ticket, and when. ``actor`` is an officer's or admin's id, never a resident's.

    Only added to: no more than ``text`` may go, and ``text_digest``, a keyed hash of it, stays in its place.
    """

    __tablename__ = "events"

    id: int = key()
    ticket_id: int = big(nullable=False, index=True)
    at: datetime = when(nullable=False)
    verb: Verb = Field(sa_column=Column(String(16), nullable=False))
    role: Role = Field(sa_column=Column(String(16), nullable=False))
    actor: int | None = big()
    came_from: Status | None = Field(default=None, sa_column=Column(String(24)))
    led_to: Status = Field(sa_column=Column(String(24), nullable=False))
    text: str | None = Field(default=None, sa_column=Column(Text))
    about: dict[str, Any] | None = Field(
        default=None, sa_column=Column(MutableDict.as_mutable(JSON(none_as_null=True)))
    )
    text_digest: bytes | None = Field(default=None, sa_column=Column(LargeBinary(16)))


class Attachment(SQLModel, table=True):
    """A file that came with a report, an answer or a proof; ``file`` seals its Telegram id and name.

    ``same_file``: a keyed fingerprint of Telegram's ``file_unique_id``, equal when the file is.
    """

    __tablename__ = "attachments"

    id: int = key()
    ticket_id: int = big(nullable=False, index=True)
    event_id: int | None = big()
    position: int
    kind: str = Field(max_length=16)
    file: bytes = sealed()
    same_file: bytes | None = Field(default=None, sa_column=Column(LargeBinary(16), index=True))


class Proposal(SQLModel, table=True):
    """What an officer wrote for a resident and has not sent yet; gone once sent or dropped."""

    __tablename__ = "proposals"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int = key()
    ticket_id: int = big(nullable=False)
    chat_id: int = big(nullable=False)
    author: int = big(nullable=False)
    verb: Verb = Field(sa_column=Column(String(16), nullable=False))
    text: str = Field(sa_column=Column(Text, nullable=False))
    file: bytes | None = sealed(nullable=True)
    made_at: datetime = when(nullable=False, index=True)


class Support(SQLModel, table=True):
    """An OPD that helps the one that holds the ticket: it sees the card and notes what it did."""

    __tablename__ = "supports"

    ticket_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    opd: str = Field(primary_key=True, max_length=20, index=True)
    since: datetime = when(nullable=False)


class Follower(SQLModel, table=True):
    """A resident who reported the same: hears of the ticket as its reporter does, and counts on its card."""

    __tablename__ = "followers"

    ticket_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    resident_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False, index=True))
    language: str = Field(default="id", max_length=8)
    since: datetime = when(nullable=False)
    merged_from: int | None = big()


class Look(SQLModel, table=True):
    """How a proof photo looks, in 64 bits; ``band0`` to ``band3`` are its quarters, to find what is alike."""

    __tablename__ = "looks"

    id: int = key()
    ticket_id: int = big(nullable=False)
    event_id: int = big(nullable=False)
    digest: int = big(nullable=False)
    band0: int = Field(index=True)
    band1: int = Field(index=True)
    band2: int = Field(index=True)
    band3: int = Field(index=True)


class Topic(SQLModel, table=True):
    """The topic of a forum group in which a ticket is worked on (createForumTopic: message_thread_id).

    ``shut``: it was asked to be closed, since nothing is to be done for the ticket there.
    """

    __tablename__ = "topics"

    ticket_id: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    lane: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    thread: int = big(nullable=False)
    shut: bool = False
