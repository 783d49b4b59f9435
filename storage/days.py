"""Free days that admins added, and what they mean for tickets under way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, or_, select

from bot.deadlines import Step
from bot.tickets.status import OPEN, Status
from bot.tickets.verbs import Verb
from storage.models import Event, FreeDay, Ruling, Ticket
from storage.transaction import Transaction


async def every(session: AsyncSession) -> dict[date, str]:
    """All that were added, by day."""
    rows = (await session.execute(select(FreeDay).order_by(col(FreeDay.day)))).scalars()
    return {row.day: row.name for row in rows}


async def add(tx: Transaction, day: date, name: str, admin: int) -> None:
    """One more; the record says who added it."""
    tx.session.add(FreeDay(day=day, name=name, added_by=admin, added_at=tx.now))
    _rule(tx, admin, "free_day", day, name)
    await tx.session.flush()


async def remove(tx: Transaction, day: date, admin: int) -> None:
    """One that was added is free no more; the record says who said so."""
    known = await tx.session.get(FreeDay, day)
    if known is not None:
        await tx.session.delete(known)
        _rule(tx, admin, "free_day_removed", day, known.name)
        await tx.session.flush()


async def under_way(tx: Transaction, before: datetime, after: int, limit: int) -> Sequence[Ticket]:
    """Tickets with a clock running that were filed ``before`` a moment; in order of their ids."""
    running = col(Ticket.status).in_(OPEN | {Status.RESOLVED})
    query = select(Ticket).where(running, col(Ticket.filed_at) < before, col(Ticket.id) > after)
    return (await tx.session.execute(query.order_by(col(Ticket.id)).limit(limit))).scalars().all()


async def steps(tx: Transaction, tickets: Collection[int]) -> dict[int, list[Step]]:
    """What began or stopped a clock of these tickets, in order."""
    waits = (Event.came_from == Status.WAITING_REPORTER, Event.led_to == Status.WAITING_REPORTER)
    turns = or_(*waits, col(Event.verb).in_((Verb.ASSIGN, Verb.AGREE)))
    query = select(Event).where(col(Event.ticket_id).in_(tickets), turns).order_by(col(Event.id))
    found: defaultdict[int, list[Step]] = defaultdict(list)
    for event in (await tx.session.execute(query)).scalars():
        found[event.ticket_id].append(Step(event.at, event.verb, event.came_from, event.led_to))
    return found


def _rule(tx: Transaction, admin: int, act: str, day: date, name: str) -> None:
    about = {"day": day.isoformat(), "name": name}
    tx.session.add(Ruling(at=tx.now, actor=admin, act=act, about=about))
