"""The outbox: messages from the moment they are decided until Telegram's answer is known."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.notices import Notice, Purpose
from storage.database import Parcel, Transaction
from storage.models import Outbox, OutboxState, Post
from storage.sealing import Seal

_PLACE: Final = "outbox.payload"
_ROWS: Final[Any] = Outbox.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time
_POSTS: Final[Any] = Post.__table__  # type: ignore[attr-defined]  # as above


def put(tx: Transaction, notice: Notice) -> None:
    """Queue a notice; it leaves only if the transaction commits."""
    if notice.key is not None and notice.key in tx.keys:
        tx.parcels[tx.keys[notice.key]].notice = notice
        return
    parcel = Parcel(next(tx.numbers), tx.seal.lane(notice.chat), notice)
    tx.parcels[parcel.id] = parcel
    if notice.key is not None:
        tx.keys[notice.key] = parcel.id


async def store(tx: Transaction) -> None:
    """Write what ``put`` queued, in one statement; a pending row of the same key takes the new words."""
    if not tx.parcels:
        return
    core = await tx.core()
    replaced = await _taken_keys(tx) if tx.keys else {}
    if replaced:
        await core.execute(delete(_ROWS).where(_ROWS.c.id.in_(replaced.values())))
    for key, row in replaced.items():
        parcel = tx.parcels.pop(tx.keys[key])
        parcel.id = row
        tx.parcels[row] = parcel
    await core.execute(insert(_ROWS), [_row(tx, parcel) for parcel in tx.parcels.values()])


async def claim(tx: Transaction, ids: Sequence[int]) -> None:
    """Mark rows ``attempting``: from here on their outcome is unknown until it is written."""
    changed = {"state": OutboxState.ATTEMPTING, "attempted_at": tx.now, "key": None}
    await (await tx.core()).execute(update(_ROWS).where(_ROWS.c.id.in_(ids)).values(changed))


async def sent(tx: Transaction, parcels: Sequence[tuple[Parcel, tuple[int, ...]]]) -> None:
    """Write that these arrived, and which messages they became."""
    ids = [parcel.id for parcel, _ in parcels]
    core = await tx.core()
    done = {"state": OutboxState.SENT, "sent_at": tx.now, "payload": None}
    await core.execute(update(_ROWS).where(_ROWS.c.id.in_(ids)).values(done))
    posts = [post for parcel, messages in parcels for post in _posts(parcel, messages)]
    if posts:
        await core.execute(insert(_POSTS).prefix_with("OR REPLACE", dialect="sqlite"), posts)


async def put_back(tx: Transaction, parcel: Parcel, not_before: datetime | None, fault: str) -> None:
    """The row waits again; ``parcel`` carries whether it may have arrived and how often it was tried."""
    await _change(
        tx, parcel.id, state=OutboxState.PENDING, repeat=parcel.repeat, attempts=parcel.attempts,
        not_before=not_before, fault=fault,
    )  # fmt: skip


async def give_up(tx: Transaction, parcel: Parcel, state: OutboxState, fault: str) -> None:
    """The row is ``dead`` or ``uncertain``; its words are kept for whoever looks into it."""
    await _change(tx, parcel.id, state=state, fault=fault)


async def readdress(tx: Transaction, parcel: Parcel, lane: int) -> None:
    """The same row, to the chat its notice names now."""
    payload = _closed(tx.seal, parcel)
    await _change(tx, parcel.id, state=OutboxState.PENDING, lane=lane, payload=payload)


async def drop_posts(tx: Transaction, ticket_id: int, lane: int, purpose: Purpose) -> None:
    """Forget messages that are gone, so that the next one is posted afresh."""
    gone = (_POSTS.c.ticket_id == ticket_id) & (_POSTS.c.lane == lane) & (_POSTS.c.purpose == purpose)
    await (await tx.core()).execute(delete(_POSTS).where(gone))


async def cards(tx: Transaction, wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """The newest card's message id for each (ticket id, lane) that has one."""
    pairs = list(wanted)
    if not pairs:
        return {}
    query = select(_POSTS.c.ticket_id, _POSTS.c.lane, _POSTS.c.message_id).where(
        tuple_(_POSTS.c.ticket_id, _POSTS.c.lane).in_(pairs), _POSTS.c.purpose == Purpose.CARD
    )
    rows = await (await tx.core()).execute(query.order_by(_POSTS.c.message_id))
    return {(row.ticket_id, row.lane): row.message_id for row in rows}


async def post_at(tx: Transaction, chat_id: int, message_id: int) -> Post | None:
    """What our message in that chat was about, if it belongs to a ticket."""
    return await tx.session.get(Post, (tx.seal.lane(chat_id), message_id))


async def waiting(session: AsyncSession, seal: Seal, after: int, limit: int) -> list[tuple[Parcel, Any]]:
    """Rows not yet settled, oldest first, each with its row (state, not_before)."""
    states = (OutboxState.PENDING, OutboxState.ATTEMPTING)
    query = (
        select(_ROWS).where(_ROWS.c.state.in_(states), _ROWS.c.id > after).order_by(_ROWS.c.id).limit(limit)
    )
    return [(_parcel(seal, row), row) for row in await session.execute(query)]


async def _taken_keys(tx: Transaction) -> dict[str, int]:
    query = select(_ROWS.c.key, _ROWS.c.id).where(_ROWS.c.key.in_(tx.keys))
    return {row.key: row.id for row in await (await tx.core()).execute(query)}


async def _change(tx: Transaction, row: int, **changes: Any) -> None:
    statement = update(_ROWS).where(_ROWS.c.id == bindparam("row")).values(changes)
    await (await tx.core()).execute(statement, {"row": row})


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
    words = json.dumps(parcel.notice.to_dict(), ensure_ascii=False, separators=(",", ":"))
    return seal.close(words.encode(), _PLACE, parcel.id)


def _parcel(seal: Seal, row: Any) -> Parcel:
    notice = Notice.from_dict(json.loads(seal.open(row.payload, _PLACE, row.id)))
    return Parcel(row.id, row.lane, notice, row.repeat, row.attempts)


def _posts(parcel: Parcel, messages: tuple[int, ...]) -> list[dict[str, Any]]:
    notice = parcel.notice
    if notice.ticket_id is None:
        return []
    about = {"lane": parcel.lane, "ticket_id": notice.ticket_id, "purpose": notice.purpose}
    return [about | {"message_id": message} for message in messages]
