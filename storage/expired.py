"""Rows whose time is up, found one slice of ids after another: what is asked once a night has no index."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, case, exists, false, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel, col

from bot.tickets.status import ENDED
from storage.models import Attachment, Draft, Follower, Petition, Post, Resident, Reveal, Ruling, Ticket
from storage.rulings import Decision

SLICE: Final = 5_000
"""Ids of one statement: some 10 milliseconds, in which nobody waits."""

SLICES: Final = 40
"""Looked through in one go."""


class Found(NamedTuple):
    """Ids of rows; ``after``: where to look on, None where there are no more."""

    ids: Sequence[int]
    after: int | None


@dataclass(frozen=True, slots=True)
class Expired:
    """The rows of one kind that are due: ``key`` is their id."""

    key: Any
    due: ColumnElement[bool]

    async def some(self, session: AsyncSession, after: int, limit: int) -> Found:
        """The next of them, the lowest ids first."""
        last = await session.scalar(select(func.max(self.key))) or 0
        for _ in range(SLICES):
            if after >= last:
                return Found((), None)
            within = (self.key > after) & (self.key <= after + SLICE)
            query = select(self.key).where(within, self.due).order_by(self.key).limit(limit)
            if ids := (await session.execute(query)).scalars().all():
                return Found(ids, ids[-1])
            after += SLICE
        return Found((), after)

    async def still(self, session: AsyncSession, ids: Collection[int]) -> Sequence[int]:
        """Those of them that are due now: somebody may have changed one since it was found."""
        query = select(self.key).where(self.key.in_(ids), self.due).order_by(self.key)
        return (await session.execute(query)).scalars().all()

    async def count(self, session: AsyncSession) -> int:
        """How many there are."""
        return await session.scalar(select(func.count()).select_from(self.key.class_).where(self.due)) or 0


def with_reporter(before: datetime) -> Expired:
    """Tickets that ended before then and know their reporter still."""
    return Expired(col(Ticket.id), _ended(before) & col(Ticket.resident_id).is_not(None))


def with_followers(before: datetime) -> Expired:
    """Tickets that ended before then and are followed still."""
    return Expired(col(Ticket.id), _ended(before) & _of_ticket(Follower))


def with_words(before: datetime) -> Expired:
    """Tickets that ended before then and say still what was reported."""
    return Expired(col(Ticket.id), _ended(before) & col(Ticket.purged_at).is_(None))


def with_media(before: datetime) -> Expired:
    """Tickets that ended before then and have files still."""
    return Expired(col(Ticket.id), _ended(before) & _of_ticket(Attachment))


def with_posts(before: datetime) -> Expired:
    """Tickets purged before then, whose cards have been changed since, and that messages still show."""
    return Expired(col(Ticket.id), (col(Ticket.purged_at) < before) & _of_ticket(Post))


def gone(before: datetime) -> Expired:
    """Residents who wrote last before that day and have nothing here: no report, draft or petition."""
    waits = exists().where(col(Petition.resident_id) == col(Resident.id), col(Petition.decided_at).is_(None))
    theirs: tuple[type[Any], ...] = (Ticket, Follower, Draft)
    mine = [exists().where(table.resident_id == col(Resident.id)) for table in theirs]
    return Expired(col(Resident.id), (col(Resident.seen_on) < before.date()) & ~or_(waits, *mine))


def decided(before: datetime) -> Expired:
    """Petitions that were decided before then."""
    return Expired(col(Petition.id), col(Petition.decided_at) < before)


def shown(before: datetime) -> Expired:
    """Requests to see an identity that expired before then; what was shown stands in the ticket's history."""
    return Expired(col(Reveal.id), col(Reveal.expires_at) < before)


def requests(before: datetime) -> Expired:
    """Who asked before then to be an officer is nobody's to know any more."""
    return Expired(col(Ruling.id), (col(Ruling.at) < before) & (col(Ruling.act) == Decision.REQUEST.value))


def _ended(before: datetime) -> ColumnElement[bool]:
    """Nobody has anything to do since then. In a CASE: an index on the status leads to all that ended."""
    return case((col(Ticket.status).in_(ENDED), col(Ticket.entered_at) < before), else_=false())


def _of_ticket(table: type[SQLModel]) -> ColumnElement[bool]:
    rows: Any = table
    return exists().where(rows.ticket_id == col(Ticket.id))
