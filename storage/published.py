"""Tickets as outsiders may look for them: never those that only their OPD may read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.tickets.numbers import Number
from bot.tickets.status import Status
from storage.models import Entry, Event, Ticket
from storage.transaction import Transaction


class Wanted(NamedTuple):
    """Which tickets are looked for: filed from ``begin`` to before ``end``; an empty set is no limit."""

    begin: datetime
    end: datetime
    categories: Collection[str] = ()
    statuses: Collection[Status] = ()


class Published(NamedTuple):
    """A ticket, when something last happened to it, and whether software filed it."""

    ticket: Ticket
    updated_at: datetime
    is_entered: bool


async def search(session: AsyncSession, wanted: Wanted, limit: int, after: int) -> list[Published]:
    """Those that are wanted, the newest first, behind the first ``after``."""
    query = _open().where(col(Ticket.filed_at) >= wanted.begin, col(Ticket.filed_at) < wanted.end)
    if wanted.categories:
        query = query.where(col(Ticket.category).in_(wanted.categories))
    if wanted.statuses:
        query = query.where(col(Ticket.status).in_(wanted.statuses))
    return await _found(session, query.order_by(col(Ticket.id).desc()).offset(after).limit(limit))


async def numbered(session: AsyncSession, numbers: Sequence[Number]) -> list[Published]:
    """Those with these numbers, as far as there are any to be seen."""
    if not numbers:
        return []
    any_of = [(col(Ticket.year) == one.year) & (col(Ticket.serial) == one.serial) for one in numbers]
    found = await _found(session, _open().where(or_(*any_of)))
    return sorted(found, key=lambda one: numbers.index(Number(one.ticket.year, one.ticket.serial)))


def _open() -> Any:
    query = select(Ticket, col(Entry.ticket_id)).outerjoin(Entry, col(Entry.ticket_id) == col(Ticket.id))
    return query.where(col(Ticket.sensitive).is_(False), col(Ticket.oversight).is_(False))


async def _found(session: AsyncSession, query: Any) -> list[Published]:
    rows = (await session.execute(query)).all()
    last: Any = select(col(Event.ticket_id), func.max(col(Event.at))).where(
        col(Event.ticket_id).in_([ticket.id for ticket, _ in rows]), col(Event.came_from) != col(Event.led_to)
    )
    rows_of = await session.execute(last.group_by(col(Event.ticket_id)))
    changed: dict[int, datetime] = {row[0]: row[1] for row in rows_of.all()}
    return [
        Published(ticket, changed.get(ticket.id, ticket.filed_at), entry is not None)
        for ticket, entry in rows
    ]


async def entered(tx: Transaction, once: str) -> Ticket | None:
    """The ticket that this call of other software filed before."""
    known = tx.seal.fingerprint("confirmed", once)
    query: Any = select(Ticket).where(col(Ticket.confirmed_by) == known)
    found: Ticket | None = (await tx.session.execute(query)).scalars().first()
    return found
