"""Who wrote to the bot in private, and what they have not sent yet."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Column, String, Text
from sqlmodel import Field, SQLModel

from bot.tickets.verbs import Verb
from storage.models.columns import big, fingerprint, key, sealed, when
from storage.types import BigKey


class Resident(SQLModel, table=True):
    """Someone who wrote to the bot in private.

    ``answering``: the ticket their next words belong to until ``answering_until``, as the verb ``awaits``.
    ``blocked_for``: the ticket that was the reason of the block, if they are blocked. ``consent``: the
    version of the notice they agreed to, ``agreed_text`` the digest of its words. ``withdrawn_at``: they took
    their consent back, and are written to only when they ask. ``seen_on``: the day of their last update.
    """

    __tablename__ = "residents"

    id: int = key()
    person: bytes = fingerprint()
    identity: bytes = sealed()
    language: str | None = Field(default=None, max_length=8)
    consent: int = 0
    consented_at: datetime | None = when()
    agreed_text: str | None = Field(default=None, max_length=64)
    withdrawn_at: datetime | None = when()
    seen_on: date | None = Field(default=None, index=True)
    reachable: bool = True
    answering: int | None = big()
    awaits: Verb | None = Field(default=None, sa_column=Column(String(16)))
    answering_until: datetime | None = when()
    blocked_at: datetime | None = when()
    blocked_for: int | None = big()
    block_reason: str | None = Field(default=None, sa_column=Column(Text))
    appealed_at: datetime | None = when()
    filed_on: date | None = None
    filed_count: int = 0


class Draft(SQLModel, table=True):
    """A form half filled; at most one per resident. ``form`` is the sealed ``bot.form.Form``.

    The id is drawn at random and never used again: a ticket remembers the draft it was filed from.
    """

    __tablename__ = "drafts"

    id: int = Field(sa_column=Column(BigKey, primary_key=True, autoincrement=False))
    resident_id: int = big(nullable=False, unique=True)
    form: bytes = sealed()
    nudge_at: datetime | None = when(index=True)
    expires_at: datetime = when(nullable=False, index=True)
