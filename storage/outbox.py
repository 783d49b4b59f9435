"""The outbox: messages from the moment they are decided until Telegram's answer is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from msgspec.structs import replace
from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.notices import Notice, Said
from bot.orders import Order
from storage import posts, serials
from storage.models import Outbox, OutboxState
from storage.sealing import BrokenSeal, Seal
from storage.transaction import Parcel, Transaction

PLACE: Final = "outbox.payload"
_UNSETTLED: Final = (OutboxState.PENDING, OutboxState.ATTEMPTING)
_ROWS: Final[Any] = Outbox.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time

# built once: to build a statement costs more than to run it
_STORE: Final = insert(_ROWS)
_TAKEN: Final = select(_ROWS.c.key, _ROWS.c.id, _ROWS.c.lane).where(
    _ROWS.c.key.in_(bindparam("keys", expanding=True))
)
_CLAIM: Final = (
    update(_ROWS)
    .where(_ROWS.c.id.in_(bindparam("rows", expanding=True)))
    .values(state=OutboxState.ATTEMPTING, attempted_at=bindparam("now"), key=None)
    .returning(_ROWS.c.id)
)
_SENT: Final = (
    update(_ROWS)
    .where(_ROWS.c.id.in_(bindparam("rows", expanding=True)))
    .values(state=OutboxState.SENT, sent_at=bindparam("now"), payload=None)
)
_PUT_BACK: Final = (
    update(_ROWS)
    .where(_ROWS.c.id == bindparam("row"))
    .values(
        state=OutboxState.PENDING,
        repeat=bindparam("repeated"),
        attempts=bindparam("tries"),
        not_before=bindparam("until"),
        fault=bindparam("why"),
    )
)
_GIVE_UP: Final = (
    update(_ROWS)
    .where(_ROWS.c.id == bindparam("row"))
    .values(state=bindparam("end"), key=None, fault=bindparam("why"))
)
_WITHDRAW: Final = delete(_ROWS).where(_ROWS.c.key == bindparam("of"))
_READDRESS: Final = (
    update(_ROWS)
    .where(_ROWS.c.id == bindparam("row"))
    .values(lane=bindparam("to"), payload=bindparam("words"))
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row not yet settled. ``parcel`` is None if it cannot be read; ``attempted`` rows may have arrived."""

    id: int
    parcel: Parcel | None
    attempted: bool
    failed_until: datetime | None


Again = tuple[Parcel, datetime | None, str]
"""A row that waits once more, until when at least, and the fault that stopped it."""


def put(tx: Transaction, notice: Notice) -> None:
    """Queue a notice; it leaves only if the transaction commits."""
    lane = tx.seal.lane(notice.chat)
    if notice.key is not None and notice.key in tx.keys:
        known = tx.parcels[tx.keys[notice.key]]
        known.notice, known.lane = notice, lane
        return
    parcel = Parcel(next(tx.numbers), lane, notice)
    tx.parcels[parcel.id] = parcel
    if notice.key is not None:
        tx.keys[notice.key] = parcel.id


def say(tx: Transaction, said: Said) -> None:
    """Queue the notices and orders of what is said; toasts have no place here."""
    for thing in said:
        if isinstance(thing, Notice):
            put(tx, thing)
        elif isinstance(thing, Order):
            tx.orders.append(thing)


async def store(tx: Transaction) -> None:
    """Write what ``put`` queued, in one statement; a pending row of the same key takes the new words.

    Those for another chat are a new row: the speaker has the old one in its lane, and will not find it.
    """
    if not tx.parcels:
        return
    core = await tx.core()
    replaced = (await core.execute(_TAKEN, {"keys": list(tx.keys)})).all() if tx.keys else ()
    if replaced:
        await core.execute(delete(_ROWS).where(_ROWS.c.id.in_([row.id for row in replaced])))
    for key, row, lane in replaced:
        if tx.parcels[tx.keys[key]].lane == lane:
            parcel = tx.parcels.pop(tx.keys[key])
            parcel.id = row
            tx.parcels[row] = parcel
    if tx.beside is not None:
        await _number(tx)
    await core.execute(_STORE, [_row(tx, parcel) for parcel in tx.parcels.values()])


async def _number(tx: Transaction) -> None:
    """Ids from the database in place of stand-ins, in the same order."""
    new = [parcel for parcel in tx.parcels.values() if parcel.id < 0]
    for parcel, row in zip(new, await serials.ids(tx, len(new)), strict=True):
        parcel.id = row
    tx.parcels = {parcel.id: parcel for parcel in tx.parcels.values()}


async def claim(tx: Transaction, ids: Sequence[int]) -> set[int]:
    """Mark rows ``attempting``: from here on their outcome is unknown until it is written.

    Those that are there: a row may have been withdrawn since it was last seen.
    """
    return set((await (await tx.core()).execute(_CLAIM, {"rows": ids, "now": tx.now})).scalars())


async def withdraw(tx: Transaction, key: str) -> None:
    """Say it no more: the notice of this key is deleted unless it is on its way already."""
    if (queued := tx.keys.pop(key, None)) is not None:
        del tx.parcels[queued]
    await (await tx.core()).execute(_WITHDRAW, {"of": key})


async def sent(tx: Transaction, parcels: Sequence[tuple[Parcel, tuple[int, ...]]]) -> None:
    """Write that these arrived, and which messages they became."""
    ids = [parcel.id for parcel, _ in parcels]
    await (await tx.core()).execute(_SENT, {"rows": ids, "now": tx.now})
    await posts.keep(tx, parcels)


async def put_back(tx: Transaction, rows: Sequence[Again]) -> None:
    """These wait again; the parcel says whether it may have arrived and how often it was tried."""
    changes = [
        {"row": parcel.id, "repeated": parcel.repeat, "tries": parcel.attempts, "until": until, "why": fault}
        for parcel, until, fault in rows
    ]
    if changes:
        await (await tx.core()).execute(_PUT_BACK, changes)


async def give_up(tx: Transaction, rows: Sequence[tuple[int, OutboxState, str]]) -> None:
    """These ids are ``dead`` or ``uncertain``; their words are kept for whoever looks into it."""
    changes = [{"row": row, "end": state, "why": fault} for row, state, fault in rows]
    if changes:
        await (await tx.core()).execute(_GIVE_UP, changes)


async def withhold(tx: Transaction, chat: int) -> None:
    """What waits for this chat and is about a ticket is said there no more, unless it is on its way."""
    lane = tx.seal.lane(chat)
    held = [row for row, parcel in tx.parcels.items() if parcel.lane == lane and parcel.notice.ticket_id]
    for row in held:
        tx.keys.pop(tx.parcels.pop(row).notice.key or "", None)
    waits = (_ROWS.c.lane == lane) & (_ROWS.c.state == OutboxState.PENDING) & _ROWS.c.ticket_id.is_not(None)
    await (await tx.core()).execute(delete(_ROWS).where(waits))


async def readdress(tx: Transaction, was: int, now: int) -> None:
    """What waits for the chat ``was`` goes to the chat ``now``; posts in the old one are forgotten."""
    old, new = tx.seal.lane(was), tx.seal.lane(now)
    core = await tx.core()
    rows = await core.execute(select(_ROWS).where(_ROWS.c.lane == old, _ROWS.c.state.in_(_UNSETTLED)))
    parcels = [_parcel(tx.seal, row) for row in rows]
    for parcel in parcels:
        parcel.notice = replace(parcel.notice, chat=now)
    if parcels:
        changes = [{"row": parcel.id, "to": new, "words": _closed(tx.seal, parcel)} for parcel in parcels]
        await core.execute(_READDRESS, changes)
    await posts.forget_lane(tx, old)


async def forget(tx: Transaction, before: datetime, limit: int) -> int:
    """Delete rows of messages sent before then, the oldest first; the posts they became stay. How many."""
    old = select(_ROWS.c.id).where(_ROWS.c.sent_at < before).order_by(_ROWS.c.sent_at).limit(limit)
    return (await (await tx.core()).execute(delete(_ROWS).where(_ROWS.c.id.in_(old)))).rowcount


async def forget_lost(tx: Transaction, before: datetime, limit: int) -> int:
    """Delete dead and uncertain rows made before then: whoever wanted to look into them has. How many."""
    lost = _ROWS.c.state.in_((OutboxState.DEAD, OutboxState.UNCERTAIN)) & (_ROWS.c.created_at < before)
    old = select(_ROWS.c.id).where(lost).order_by(_ROWS.c.id).limit(limit)
    return (await (await tx.core()).execute(delete(_ROWS).where(_ROWS.c.id.in_(old)))).rowcount


async def stuck_since(tx: Transaction, chat: int) -> datetime | None:
    """When the first message was made that did not reach this chat after the last that did."""
    mine = _ROWS.c.lane == tx.seal.lane(chat)
    arrived = select(func.max(_ROWS.c.id)).where(mine, _ROWS.c.state == OutboxState.SENT).scalar_subquery()
    later = _ROWS.c.id > func.coalesce(arrived, 0)
    first = select(_ROWS.c.created_at).where(mine, later).order_by(_ROWS.c.id).limit(1)
    made: datetime | None = (await (await tx.core()).execute(first)).scalar()
    return made


async def waiting(session: AsyncSession, seal: Seal, after: int, limit: int) -> list[Waiting]:
    """Rows not yet settled, oldest first."""
    query = (
        select(_ROWS)
        .where(_ROWS.c.state.in_(_UNSETTLED), _ROWS.c.id > after)
        .order_by(_ROWS.c.id)
        .limit(limit)
    )
    return [_waiting(seal, row) for row in await session.execute(query)]


async def recent(session: AsyncSession, since: datetime) -> list[tuple[int, datetime]]:
    """The lane and the moment of what was sent after ``since``, in order of time."""
    query = select(_ROWS.c.lane, _ROWS.c.sent_at).where(_ROWS.c.sent_at > since).order_by(_ROWS.c.sent_at)
    return [(row.lane, row.sent_at) for row in await session.execute(query)]


def _waiting(seal: Seal, row: Any) -> Waiting:
    failed_until = row.not_before if row.fault else None
    try:
        parcel = _parcel(seal, row)
    except (BrokenSeal, ValueError, TypeError):
        parcel = None
    return Waiting(row.id, parcel, row.state == OutboxState.ATTEMPTING, failed_until)


def _row(tx: Transaction, parcel: Parcel) -> dict[str, Any]:
    notice = parcel.notice
    return {
        "id": parcel.id,
        "lane": parcel.lane,
        "state": OutboxState.PENDING,
        "key": notice.key,
        "ticket_id": notice.ticket_id,
        "payload": _closed(tx.seal, parcel),
        "repeat": parcel.repeat,
        "attempts": parcel.attempts,
        "not_before": notice.not_before,
        "created_at": tx.now,
    }


def _closed(seal: Seal, parcel: Parcel) -> bytes:
    return seal.close(parcel.notice.to_json(), PLACE, parcel.id)


def _parcel(seal: Seal, row: Any) -> Parcel:
    notice = Notice.from_json(seal.open(row.payload, PLACE, row.id))
    not_before = None if row.fault else row.not_before
    return Parcel(
        row.id, row.lane, replace(notice, key=row.key, not_before=not_before), row.repeat, row.attempts
    )
