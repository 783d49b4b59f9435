"""What was done to a ticket, and the files that came with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import bindparam, func, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from bot.files import CLEAN, File, FileKind
from bot.tickets.verbs import Role, Verb
from storage import serials
from storage.chain.writing import digest
from storage.models import Attachment, Event, Ticket
from storage.sealing import Seal
from storage.transaction import Transaction

_PLACE: Final = "attachments.file"
_ATTACHMENTS: Final[Any] = Attachment.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time
_EVENTS: Final[Any] = Event.__table__  # type: ignore[attr-defined]  # as above
_RECENT: Final = 200
"""Events among which the one is that an album began a moment ago."""

# built once: to build a statement costs more than to run it
_FILES_OF_REPORTER: Final = (
    select(_ATTACHMENTS)
    .join(_EVENTS, _EVENTS.c.id == _ATTACHMENTS.c.event_id)
    .where(
        _ATTACHMENTS.c.ticket_id == bindparam("ticket"),
        _EVENTS.c.role == Role.REPORTER,
        _EVENTS.c.verb != Verb.APPEAL,
        or_(_EVENTS.c.verb != Verb.JOIN, _ATTACHMENTS.c.kind.in_(CLEAN)),
    )
    .order_by(_ATTACHMENTS.c.id)
)


async def record(tx: Transaction, event: Event) -> Event:
    """Write one event; it has its id from now on, and nothing of it changes any more."""
    await record_all(tx, (event,))
    return event


async def record_all(tx: Transaction, events: Sequence[Event]) -> None:
    """Write many events at once."""
    for event in events:
        event.text_digest = digest(tx.seal, event)
        event.id = await serials.row(tx, Event)
    tx.gather().events += events
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


def attach(tx: Transaction, ticket: Ticket, event: Event, files: Sequence[File], *, start: int = 0) -> None:
    """Keep files with the event that brought them, behind the first ``start`` that it has."""
    unwritten = tx.gather()
    if event.verb == Verb.FILE:
        unwritten.files[ticket.id] = list(files)
    for position, file in enumerate(files, start):
        row = f"{ticket.id}:{event.id}:{position}".encode()
        about = {"ticket_id": ticket.id, "event_id": event.id, "position": position, "kind": file.kind}
        about["file"] = tx.seal.close(json.dumps(asdict(file), ensure_ascii=False).encode(), _PLACE, row)
        about["same_file"] = _same_file(tx.seal, file)
        unwritten.attachments.append(about)


async def is_used(tx: Transaction, files: Iterable[File]) -> bool:
    """One of these files came with a ticket before, whoever sent it."""
    known = [_same_file(tx.seal, file) for file in files]
    query = select(Attachment.id).where(col(Attachment.same_file).in_(known)).limit(1)
    return bool(known) and (await tx.session.execute(query)).first() is not None


async def reporters_files(tx: Transaction, ticket_id: int) -> Sequence[File]:
    """What the reporter sent with the report and later, in the order it came, and photos of who joined."""
    if ticket_id in tx.unwritten.tickets:
        return tx.unwritten.files.get(ticket_id, [])
    rows = await (await tx.core()).execute(_FILES_OF_REPORTER, {"ticket": ticket_id})
    return [_open(tx.seal, row) for row in rows]


async def files_of(session: AsyncSession, seal: Seal, event: Event) -> list[File]:
    """What came with this event."""
    query = select(Attachment).where(Attachment.ticket_id == event.ticket_id, Attachment.event_id == event.id)
    rows = (await session.execute(query.order_by(col(Attachment.id)))).scalars()
    return [_open(seal, row) for row in rows]


def _same_file(seal: Seal, file: File) -> bytes:
    return seal.fingerprint("file", file.unique_id)


def _open(seal: Seal, row: Any) -> File:
    raw = json.loads(seal.open(row.file, _PLACE, _row(row)))
    return File(**raw | {"kind": FileKind(raw["kind"])})


def _row(attachment: Any) -> bytes:
    return f"{attachment.ticket_id}:{attachment.event_id}:{attachment.position}".encode()
