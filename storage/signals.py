"""What other software is told: written with the event itself, sent until it was taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.tickets.verbs import Verb
from storage.models import Event, Signal, SignalState, Ticket
from storage.transaction import Transaction

_ROWS: Final[Any] = Signal.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time


async def store(tx: Transaction) -> None:
    """Of all that the transaction did, what is told; nothing of tickets that only their OPD may read."""
    told = [event for event in tx.events if isinstance(event, Event) and _is_told(event)]
    rows = [_row(tx, event) for event in told if await _is_open(tx, event.ticket_id)]
    if rows:
        await (await tx.core()).execute(insert(_ROWS), rows)


async def due(session: AsyncSession, now: datetime, limit: int) -> Sequence[int]:
    """The events to be told now, the longest waiting first; each is read alone, as one may be broken."""
    query = (
        select(_ROWS.c.event_id)
        .where(_ROWS.c.state == SignalState.PENDING, _ROWS.c.not_before <= now)
        .order_by(_ROWS.c.not_before, _ROWS.c.event_id)
        .limit(limit)
    )
    return (await session.execute(query)).scalars().all()


async def of(session: AsyncSession, event_id: int) -> tuple[Signal, Ticket] | None:
    """What is told of an event, with its ticket."""
    query = (
        select(Signal, Ticket)
        .join(Ticket, Ticket.id == Signal.ticket_id)  # type: ignore[arg-type]  # SQLModel types columns as values
        .where(_ROWS.c.event_id == event_id)
    )
    found = (await session.execute(query)).first()
    return found and (found[0], found[1])


async def settle(tx: Transaction, event_id: int, state: SignalState) -> None:
    """It was taken, or is told no more."""
    change = update(_ROWS).where(_ROWS.c.event_id == event_id).values(state=state, settled_at=tx.now)
    await (await tx.core()).execute(change)


async def put_off(tx: Transaction, event_id: int, until: datetime) -> None:
    """It was not taken: it is told again then."""
    change = (
        update(_ROWS)
        .where(_ROWS.c.event_id == event_id)
        .values(attempts=_ROWS.c.attempts + 1, not_before=until)
    )
    await (await tx.core()).execute(change)


async def give_up(tx: Transaction, event_id: int, before: datetime) -> None:
    """It is told no more if it happened before then."""
    change = (
        update(_ROWS)
        .where(_ROWS.c.event_id == event_id, _ROWS.c.at < before)
        .values(state=SignalState.DEAD, settled_at=tx.now)
    )
    await (await tx.core()).execute(change)


async def forget(tx: Transaction, before: datetime) -> None:
    """Delete what was settled before then."""
    await (await tx.core()).execute(delete(_ROWS).where(_ROWS.c.settled_at < before))


def _is_told(event: Event) -> bool:
    return event.verb == Verb.FILE or (event.came_from is not None and event.came_from != event.led_to)


async def _is_open(tx: Transaction, ticket_id: int) -> bool:
    ticket = await tx.session.get(Ticket, ticket_id)
    return ticket is not None and not (ticket.sensitive or ticket.oversight)


def _row(tx: Transaction, event: Event) -> dict[str, Any]:
    return {
        "event_id": event.id,
        "ticket_id": event.ticket_id,
        "at": event.at,
        "came_from": event.came_from,
        "led_to": event.led_to,
        "state": SignalState.PENDING,
        "attempts": 0,
        "not_before": tx.now,
        "settled_at": None,
    }
