"""What was done to a ticket, and the files that came with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from bot.files import File
from storage.database import Transaction
from storage.models import Attachment, Event, Ticket
from storage.sealing import Seal

_PLACE: Final = "attachments.file"


async def record(tx: Transaction, event: Event) -> Event:
    """Write one event; it has its id from now on."""
    tx.session.add(event)
    await tx.session.flush()
    return event


async def of_ticket(session: AsyncSession, ticket_id: int) -> Sequence[Event]:
    """All that was done to a ticket, in order."""
    query = select(Event).where(Event.ticket_id == ticket_id).order_by(col(Event.id))
    return (await session.execute(query)).scalars().all()


def attach(tx: Transaction, ticket: Ticket, event: Event, files: Iterable[File]) -> None:
    """Keep files with the event that brought them."""
    for position, file in enumerate(files):
        row = f"{ticket.id}:{event.id}:{position}".encode()
        sealed = tx.seal.close(json.dumps(asdict(file), ensure_ascii=False).encode(), _PLACE, row)
        tx.session.add(
            Attachment(ticket_id=ticket.id, event_id=event.id, position=position, kind=file.kind, file=sealed)
        )


async def attachments(session: AsyncSession, seal: Seal, ticket_id: int) -> list[tuple[Attachment, File]]:
    """The files of a ticket in the order they came, opened."""
    query = select(Attachment).where(Attachment.ticket_id == ticket_id).order_by(col(Attachment.id))
    rows = (await session.execute(query)).scalars().all()
    return [(row, File(**json.loads(seal.open(row.file, _PLACE, _row(row))))) for row in rows]


def _row(attachment: Attachment) -> bytes:
    return f"{attachment.ticket_id}:{attachment.event_id}:{attachment.position}".encode()
