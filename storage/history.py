"""What was done to a ticket, and the files that came with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Final

from sqlalchemy import and_, func, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from bot.files import CLEAN, File, FileKind
from bot.tickets.verbs import Role, Verb
from storage.chain.writing import digest
from storage.models import Attachment, Event, Ticket
from storage.sealing import Seal
from storage.transaction import Transaction

_PLACE: Final = "attachments.file"
_RECENT: Final = 200
"""Events among which the one is that an album began a moment ago."""


async def record(tx: Transaction, event: Event) -> Event:
    """Write one event; it has its id from now on, and nothing of it changes any more."""
    await record_all(tx, (event,))
    return event


async def record_all(tx: Transaction, events: Sequence[Event]) -> None:
    """Write many events at once."""
    for event in events:
        event.text_digest = digest(tx.seal, event)
    tx.session.add_all(events)
    await tx.session.flush()
    tx.events += events


async def of_ticket(session: AsyncSession, ticket_id: int) -> Sequence[Event]:
    """All that was done to a ticket, in order."""
    query = select(Event).where(Event.ticket_id == ticket_id).order_by(col(Event.id))
    return (await session.execute(query)).scalars().all()


async def answers(session: AsyncSession, ticket_id: int) -> Sequence[Event]:
    """What residents added after it was filed, in order: the reporter, and those who joined."""
    query = select(Event).where(Event.ticket_id == ticket_id, col(Event.verb).in_((Verb.ANSWER, Verb.JOIN)))
    return (await session.execute(query.order_by(col(Event.id)))).scalars().all()


async def last(session: AsyncSession, ticket_id: int, *verbs: Verb) -> Event | None:
    """When one of these was last done to the ticket, and how."""
    query = select(Event).where(Event.ticket_id == ticket_id, col(Event.verb).in_(verbs))
    return (await session.execute(query.order_by(col(Event.id).desc()).limit(1))).scalars().first()


async def open_blocks(session: AsyncSession, resident_id: int) -> Sequence[Event]:
    """For which of a resident's tickets they were blocked and not unblocked since, the first first."""
    mine = select(Ticket.id).where(Ticket.resident_id == resident_id)
    either = col(Event.verb).in_((Verb.BLOCK, Verb.UNBLOCK))
    query = select(Event).where(col(Event.ticket_id).in_(mine), either).order_by(col(Event.id))
    newest = {event.ticket_id: event for event in (await session.execute(query)).scalars()}
    return sorted((one for one in newest.values() if one.verb == Verb.BLOCK), key=lambda one: one.id)


async def of_album(tx: Transaction, actor: int, album: str) -> Event | None:
    """What this officer did of late with the first piece of an album."""
    newest = await tx.session.scalar(select(func.max(col(Event.id)))) or 0
    query = select(Event).where(Event.actor == actor, col(Event.id) > newest - _RECENT)
    recent = (await tx.session.execute(query.order_by(col(Event.id).desc()))).scalars()
    return next((event for event in recent if (event.about or {}).get("album") == album), None)


def attach(tx: Transaction, ticket: Ticket, event: Event, files: Iterable[File], *, start: int = 0) -> None:
    """Keep files with the event that brought them, behind the first ``start`` that it has."""
    for position, file in enumerate(files, start):
        row = f"{ticket.id}:{event.id}:{position}".encode()
        sealed = tx.seal.close(json.dumps(asdict(file), ensure_ascii=False).encode(), _PLACE, row)
        attachment = Attachment(
            ticket_id=ticket.id, event_id=event.id, position=position, kind=file.kind, file=sealed
        )
        attachment.same_file = _same_file(tx.seal, file)
        tx.session.add(attachment)


async def is_used(tx: Transaction, files: Iterable[File]) -> bool:
    """One of these files came with a ticket before, whoever sent it."""
    known = [_same_file(tx.seal, file) for file in files]
    query = select(Attachment.id).where(col(Attachment.same_file).in_(known)).limit(1)
    return bool(known) and (await tx.session.execute(query)).first() is not None


async def reporters_files(session: AsyncSession, seal: Seal, ticket_id: int) -> list[File]:
    """What the reporter sent with the report and later, in the order it came, and photos of who joined."""
    query = select(Attachment).join(Event, col(Event.id) == col(Attachment.event_id))
    open_to_all = or_(col(Event.verb) != Verb.JOIN, col(Attachment.kind).in_(CLEAN))
    theirs = and_(col(Event.role) == Role.REPORTER, col(Event.verb) != Verb.APPEAL)
    mine = query.where(Attachment.ticket_id == ticket_id, theirs, open_to_all)
    rows = (await session.execute(mine.order_by(col(Attachment.id)))).scalars()
    return [_open(seal, row) for row in rows]


async def files_of(session: AsyncSession, seal: Seal, event: Event) -> list[File]:
    """What came with this event."""
    query = select(Attachment).where(Attachment.ticket_id == event.ticket_id, Attachment.event_id == event.id)
    rows = (await session.execute(query.order_by(col(Attachment.id)))).scalars()
    return [_open(seal, row) for row in rows]


def _same_file(seal: Seal, file: File) -> bytes:
    return seal.fingerprint("file", file.unique_id)


def _open(seal: Seal, row: Attachment) -> File:
    raw = json.loads(seal.open(row.file, _PLACE, _row(row)))
    return File(**raw | {"kind": FileKind(raw["kind"])})


def _row(attachment: Attachment) -> bytes:
    return f"{attachment.ticket_id}:{attachment.event_id}:{attachment.position}".encode()
