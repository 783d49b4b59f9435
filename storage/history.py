"""What was done to a ticket, and the files that came with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from bot.files import File, FileKind
from bot.tickets.verbs import Role, Verb
from storage.models import Attachment, Event, Ticket
from storage.sealing import Seal
from storage.transaction import Transaction

_PLACE: Final = "attachments.file"


async def record(tx: Transaction, event: Event) -> Event:
    """Write one event; it has its id from now on."""
    tx.session.add(event)
    await tx.session.flush()
    return event


async def record_all(tx: Transaction, events: Iterable[Event]) -> None:
    """Write many events at once."""
    tx.session.add_all(events)
    await tx.session.flush()


async def of_ticket(session: AsyncSession, ticket_id: int) -> Sequence[Event]:
    """All that was done to a ticket, in order."""
    query = select(Event).where(Event.ticket_id == ticket_id).order_by(col(Event.id))
    return (await session.execute(query)).scalars().all()


async def answers(session: AsyncSession, ticket_id: int) -> Sequence[Event]:
    """What the reporter added after filing, in order."""
    query = select(Event).where(Event.ticket_id == ticket_id, Event.verb == Verb.ANSWER)
    return (await session.execute(query.order_by(col(Event.id)))).scalars().all()


async def last(session: AsyncSession, ticket_id: int, verb: Verb) -> Event | None:
    """When this was last done to the ticket, and how."""
    query = select(Event).where(Event.ticket_id == ticket_id, Event.verb == verb)
    return (await session.execute(query.order_by(col(Event.id).desc()).limit(1))).scalars().first()


def attach(tx: Transaction, ticket: Ticket, event: Event, files: Iterable[File]) -> None:
    """Keep files with the event that brought them."""
    for position, file in enumerate(files):
        row = f"{ticket.id}:{event.id}:{position}".encode()
        sealed = tx.seal.close(json.dumps(asdict(file), ensure_ascii=False).encode(), _PLACE, row)
        tx.session.add(
            Attachment(ticket_id=ticket.id, event_id=event.id, position=position, kind=file.kind, file=sealed)
        )


async def reporters_files(session: AsyncSession, seal: Seal, ticket_id: int) -> list[File]:
    """What the reporter sent with the report and later, in the order it came."""
    query = select(Attachment).join(Event, col(Event.id) == col(Attachment.event_id))
    mine = query.where(Attachment.ticket_id == ticket_id, Event.role == Role.REPORTER)
    rows = (await session.execute(mine.order_by(col(Attachment.id)))).scalars()
    return [_open(seal, row) for row in rows]


async def files_of(session: AsyncSession, seal: Seal, event: Event) -> list[File]:
    """What came with this event."""
    query = select(Attachment).where(Attachment.ticket_id == event.ticket_id, Attachment.event_id == event.id)
    rows = (await session.execute(query.order_by(col(Attachment.id)))).scalars()
    return [_open(seal, row) for row in rows]


def _open(seal: Seal, row: Attachment) -> File:
    raw = json.loads(seal.open(row.file, _PLACE, _row(row)))
    return File(**raw | {"kind": FileKind(raw["kind"])})


def _row(attachment: Attachment) -> bytes:
    return f"{attachment.ticket_id}:{attachment.event_id}:{attachment.position}".encode()
