"""What is taken out of the database for good: who someone is, what a report says, the files it came with.

Where it lies on the disk, it is overwritten (``secure_delete``); what is left of it in the log and in the
index of words goes with the next sweep (``bot.retention``), which ``leftover`` asks for.
"""

from __future__ import annotations

import secrets
from typing import Any, Final

from sqlalchemy import delete, update
from sqlmodel import SQLModel

from bot.failpoints import Point, reached
from bot.persons import Person
from storage import drafts, marks, residents, searching
from storage.models import (
    Attachment,
    Event,
    Follower,
    Inbox,
    InboxState,
    Outbox,
    Petition,
    Post,
    Resident,
    Ticket,
)
from storage.sealing import BrokenSeal
from storage.transaction import Transaction

LEFTOVER: Final = "leftover"
"""The mark that says what the next sweep has to do."""

UNERASED: Final = "unerased"
"""The mark that says how many rows the last night could not erase."""

ROWS, WORDS, NOTHING = "rows", "words", "nothing"
_NOBODY: Final = Person(0, "")
_MARK_BYTES: Final = 16


async def leftover(tx: Transaction, what: str) -> None:
    """Bytes of what was erased may lie about: of rows, or of words in the index as well."""
    known = await marks.value(tx, LEFTOVER) or NOTHING
    what = WORDS if known.startswith(WORDS) else what
    await marks.set_to(tx, LEFTOVER, f"{what} {tx.now.isoformat()}")


async def resident(tx: Transaction, one: Resident, *, wrote: bool = True) -> None:
    """Everything that says who someone is, but for the tickets, which have to be loosened first.

    A block outlives it: the fingerprint stays, so that they are known again, and nothing besides. What they
    ``wrote`` is looked for in the whole inbox; of who did not for long, its own time has taken it away.
    """
    lane = _lane(tx, one)
    if (draft := await drafts.of(tx, one)) is not None:
        drafts.drop(tx, draft)
    core = await tx.core()
    await core.execute(delete(_of(Follower)).where(_of(Follower).c.resident_id == one.id))
    await core.execute(
        update(_of(Petition)).where(_of(Petition).c.resident_id == one.id).values(resident_id=None)
    )
    reached(Point.ERASING)
    if lane is not None:
        await _forget_lane(tx, lane, wrote=wrote)
    if one.blocked_at is None:
        await core.execute(delete(_of(Resident)).where(_of(Resident).c.id == one.id))
        residents.drop(tx, one)
    else:
        _blank(tx, one)
    reached(Point.ERASING)
    await leftover(tx, ROWS)


async def loosen(tx: Transaction, ticket: Ticket, reporter: Resident | None) -> None:
    """The ticket does not know its reporter any more, nor can it be told from what confirmed it."""
    lane = _lane(tx, reporter) if reporter else None
    core = await tx.core()
    if lane is not None:
        posts, waiting = _of(Post), _of(Outbox)
        await core.execute(delete(posts).where(posts.c.lane == lane, posts.c.ticket_id == ticket.id))
        mine = (waiting.c.lane == lane) & (waiting.c.ticket_id == ticket.id)
        await core.execute(delete(waiting).where(mine))
    ticket.resident_id, ticket.confirmed_by = None, secrets.token_bytes(_MARK_BYTES)
    reached(Point.ERASING)
    await leftover(tx, ROWS)


async def followers(tx: Transaction, ticket_id: int) -> None:
    """Nobody follows this ticket any more."""
    rows = _of(Follower)
    await (await tx.core()).execute(delete(rows).where(rows.c.ticket_id == ticket_id))


async def words(tx: Transaction, ticket: Ticket, instead: str) -> None:
    """What the ticket and its history say, and where it was; ``instead`` stands in its place."""
    await searching.drop(tx, ticket)
    ticket.description, ticket.landmark, ticket.purged_at = instead, None, tx.now
    ticket.latitude, ticket.longitude, ticket.occurred_on = None, None, None
    await searching.add(tx, ticket)
    reached(Point.ERASING)
    events = _of(Event)
    said = (events.c.ticket_id == ticket.id) & events.c.text.is_not(None)
    await (await tx.core()).execute(update(events).where(said).values(text=None))
    await leftover(tx, WORDS)


async def media(tx: Transaction, ticket: Ticket) -> None:
    """How the files that came with it can be fetched, and their names."""
    rows = _of(Attachment)
    await (await tx.core()).execute(delete(rows).where(rows.c.ticket_id == ticket.id))
    reached(Point.ERASING)
    await leftover(tx, ROWS)


async def posts(tx: Transaction, ticket_id: int) -> None:
    """Which messages showed this ticket."""
    rows = _of(Post)
    await (await tx.core()).execute(delete(rows).where(rows.c.ticket_id == ticket_id))


async def row(table: type[SQLModel], tx: Transaction, row_id: int) -> None:
    """All of one row that belongs to nothing else."""
    rows = _of(table)
    await (await tx.core()).execute(delete(rows).where(rows.c.id == row_id))


async def _forget_lane(tx: Transaction, lane: int, *, wrote: bool) -> None:
    """What waits to be said to them, what was said, and what they wrote; not what is handled just now."""
    for number in [row for row, parcel in tx.parcels.items() if parcel.lane == lane]:
        tx.keys.pop(tx.parcels.pop(number).notice.key or "", None)
    core = await tx.core()
    handled = (_of(Inbox).c.lane == lane) & (_of(Inbox).c.state != InboxState.PENDING)
    if wrote:
        await core.execute(delete(_of(Inbox)).where(handled))
    for table in (_of(Post), _of(Outbox)):
        await core.execute(delete(table).where(table.c.lane == lane))


def _blank(tx: Transaction, one: Resident) -> None:
    one.identity = residents.sealed(tx.seal, one.person, _NOBODY)
    one.language, one.filed_on, one.filed_count, one.seen_on = None, None, 0, None
    one.consent, one.consented_at, one.agreed_text, one.withdrawn_at = 0, None, None, None
    residents.expect_nothing(tx, one)
    residents.keep(tx, one)


def _lane(tx: Transaction, one: Resident) -> int | None:
    """That of their private chat; None where nobody can say any more whose it is."""
    try:
        person = residents.identity(tx.seal, one)
    except BrokenSeal:
        return None
    return tx.seal.lane(person.id) if person.id else None


def _of(table: type[SQLModel]) -> Any:
    return table.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time
