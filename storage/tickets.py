"""Tickets: given a number, found again, listed and looked up by due time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, and_, func, insert, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from bot.tickets.numbers import Number
from bot.tickets.status import DESK, HELD, Status
from bot.tickets.verbs import Verb
from storage.models import Counter, Event, Ticket
from storage.transaction import Transaction

Clock = Literal["remind_at", "lapse_at"]
"""The columns that say when a ticket is looked at again."""

_TICKETS: Final[Any] = Ticket.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time
_COUNTERS: Final[Any] = Counter.__table__  # type: ignore[attr-defined]  # as above


async def add(tx: Transaction, ticket: Ticket) -> Ticket:
    """Store a new ticket under the next number of its year; it has its id from now on."""
    ticket.serial = await _next(tx, f"ticket:{ticket.year}")
    tx.session.add(ticket)
    await tx.session.flush()
    return ticket


async def get(tx: Transaction, ticket_id: int) -> Ticket | None:
    """The ticket with this id."""
    return await tx.session.get(Ticket, ticket_id)


async def numbered(tx: Transaction, number: Number) -> Ticket | None:
    """The ticket with this number."""
    query = select(Ticket).where(Ticket.year == number.year, Ticket.serial == number.serial)
    return (await tx.session.execute(query)).scalars().first()


async def filed_from(tx: Transaction, draft_id: int) -> Ticket | None:
    """The ticket that this draft became."""
    return (await tx.session.execute(select(Ticket).where(Ticket.draft_id == draft_id))).scalars().first()


async def of_resident(session: AsyncSession, resident_id: int, limit: int) -> Sequence[Ticket]:
    """A resident's own tickets, the newest first."""
    mine = select(Ticket).where(Ticket.resident_id == resident_id)
    return (await session.execute(mine.order_by(col(Ticket.id).desc()).limit(limit))).scalars().all()


async def waiting_for(session: AsyncSession, resident_id: int) -> Sequence[Ticket]:
    """Tickets whose OPD asked this resident something, the oldest question first."""
    mine = select(Ticket).where(Ticket.resident_id == resident_id, Ticket.status == Status.WAITING_REPORTER)
    return (await session.execute(mine.order_by(col(Ticket.entered_at)))).scalars().all()


async def held_by(session: AsyncSession, opds: Collection[str], limit: int | None = None) -> Sequence[Ticket]:
    """What these OPDs have in hand, the first due first."""
    query = select(Ticket).where(_held_by(opds)).order_by(col(Ticket.due_at), col(Ticket.id)).limit(limit)
    return (await session.execute(query)).scalars().all()


async def count_held_by(session: AsyncSession, opds: Collection[str]) -> int:
    """How many ``held_by`` finds without a limit."""
    return await session.scalar(select(func.count()).select_from(Ticket).where(_held_by(opds))) or 0


async def reminded_of(
    session: AsyncSession, opds: Collection[str], limit: int
) -> tuple[Sequence[Ticket], int]:
    """What these OPDs were reminded of and have not dealt with, the first due first; and how many."""
    theirs = and_(col(Ticket.opd).in_(opds), col(Ticket.status).in_(DESK), col(Ticket.reminded_slot) > 0)
    query = select(Ticket).where(theirs).order_by(col(Ticket.due_at), col(Ticket.id)).limit(limit)
    found = (await session.execute(query)).scalars().all()
    return found, await session.scalar(select(func.count()).select_from(Ticket).where(theirs)) or 0


async def answered_since(session: AsyncSession, opd: str, since: datetime) -> Sequence[Ticket]:
    """The tickets given to this OPD whose reporter added something at or after ``since``."""
    said = select(Event.ticket_id).where(Event.verb == Verb.ANSWER, col(Event.at) >= since)
    query = select(Ticket).where(Ticket.opd == opd, Ticket.status != Status.NEW, col(Ticket.id).in_(said))
    return (await session.execute(query.order_by(col(Ticket.due_at), col(Ticket.id)))).scalars().all()


async def opds_to_remind(tx: Transaction, *, emergencies_only: bool) -> Sequence[tuple[str, int]]:
    """The OPDs with reminders due and how many, the longest due first."""
    due = select(Ticket.opd, func.count()).where(_to_remind(tx, emergencies_only)).group_by(col(Ticket.opd))
    rows = await tx.session.execute(due.order_by(func.min(Ticket.remind_at)))
    return [(opd, count) for opd, count in rows]


async def to_remind(tx: Transaction, opds: Collection[str], *, emergencies_only: bool) -> Sequence[Ticket]:
    """The tickets of these OPDs whose reminder is due, the first due to be resolved first."""
    due = select(Ticket).where(_to_remind(tx, emergencies_only), col(Ticket.opd).in_(opds))
    return (await tx.session.execute(due.order_by(col(Ticket.due_at), col(Ticket.id)))).scalars().all()


async def ids_to_remind(tx: Transaction, opds: Collection[str], *, emergencies_only: bool) -> Sequence[int]:
    """The ids of what ``to_remind`` finds; no row is read whole."""
    due = select(Ticket.id).where(_to_remind(tx, emergencies_only), col(Ticket.opd).in_(opds))
    return (await tx.session.execute(due)).scalars().all()


async def to_lapse(tx: Transaction, limit: int) -> Sequence[int]:
    """The ids of resolved tickets whose resident kept silent long enough."""
    due = select(Ticket.id).where(col(Ticket.lapse_at) <= tx.now, Ticket.status == Status.RESOLVED)
    return (await tx.session.execute(due.order_by(col(Ticket.lapse_at)).limit(limit))).scalars().all()


async def put_off(tx: Transaction, ids: Collection[int], clock: Clock, until: datetime) -> None:
    """Look at these again when ``until`` has come."""
    await (await tx.core()).execute(update(_TICKETS).where(_TICKETS.c.id.in_(ids)).values({clock: until}))


def _held_by(opds: Collection[str]) -> ColumnElement[bool]:
    return and_(col(Ticket.opd).in_(opds), col(Ticket.status).in_(HELD))


def _to_remind(tx: Transaction, emergencies_only: bool) -> ColumnElement[bool]:
    due = and_(col(Ticket.remind_at) <= tx.now, col(Ticket.status).in_(DESK))
    return and_(due, col(Ticket.emergency)) if emergencies_only else due


async def _next(tx: Transaction, name: str) -> int:
    core = await tx.core()
    mine = _COUNTERS.c.name == name
    raised = update(_COUNTERS).where(mine).values(value=_COUNTERS.c.value + 1).returning(_COUNTERS.c.value)
    value = (await core.execute(raised)).scalar()
    if value is None:
        await core.execute(insert(_COUNTERS).values(name=name, value=1))
        return 1
    return int(value)
