"""Our messages that belong to tickets: which card stands where, and what a reply is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import delete, insert, select, tuple_
from sqlalchemy.dialects import postgresql

from bot.notices import Purpose
from storage.models import Post
from storage.transaction import Parcel, Transaction

_ROWS: Final[Any] = Post.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time

_KEEP: Final = insert(_ROWS).prefix_with("OR REPLACE", dialect="sqlite")
_NEW: Final = postgresql.insert(_ROWS)
_KEEP_BESIDE: Final = _NEW.on_conflict_do_update(
    index_elements=["lane", "message_id"],
    set_={"ticket_id": _NEW.excluded.ticket_id, "purpose": _NEW.excluded.purpose},
)


async def keep(tx: Transaction, sent: Sequence[tuple[Parcel, tuple[int, ...]]]) -> None:
    """Remember the messages that these parcels became, as far as they belong to a ticket."""
    rows = [row for parcel, messages in sent for row in _rows(parcel, messages)]
    if rows:
        await (await tx.core()).execute(_KEEP if tx.beside is None else _KEEP_BESIDE, rows)


async def drop(tx: Transaction, ticket_id: int, lane: int, purpose: Purpose) -> None:
    """Forget messages that are gone, so that the next one is posted afresh."""
    gone = (_ROWS.c.ticket_id == ticket_id) & (_ROWS.c.lane == lane) & (_ROWS.c.purpose == purpose)
    await (await tx.core()).execute(delete(_ROWS).where(gone))


async def forget_lane(tx: Transaction, lane: int) -> None:
    """A group moved: its old messages are dead."""
    await (await tx.core()).execute(delete(_ROWS).where(_ROWS.c.lane == lane))


async def take_beside_cards(tx: Transaction, lane: int, most: int) -> list[int]:
    """The messages of a chat that show tickets and are no cards, the newest ``most``; forgotten now."""
    beside = (_ROWS.c.lane == lane) & (_ROWS.c.purpose != Purpose.CARD)
    core = await tx.core()
    newest = select(_ROWS.c.message_id).where(beside).order_by(_ROWS.c.message_id.desc()).limit(most)
    found = list((await core.execute(newest)).scalars())
    await core.execute(delete(_ROWS).where(beside))
    return found


async def cards(tx: Transaction, wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """The newest card's message id for each (ticket id, lane) that has one."""
    pairs = list(wanted)
    if not pairs:
        return {}
    query = select(_ROWS.c.ticket_id, _ROWS.c.lane, _ROWS.c.message_id).where(
        tuple_(_ROWS.c.ticket_id, _ROWS.c.lane).in_(pairs), _ROWS.c.purpose == Purpose.CARD
    )
    rows = await (await tx.core()).execute(query.order_by(_ROWS.c.message_id))
    return {(row.ticket_id, row.lane): row.message_id for row in rows}


async def at(tx: Transaction, chat_id: int, message_id: int) -> Post | None:
    """What our message in that chat was about, if it belongs to a ticket."""
    return await tx.session.get(Post, (tx.seal.lane(chat_id), message_id))


def _rows(parcel: Parcel, messages: tuple[int, ...]) -> list[dict[str, Any]]:
    notice = parcel.notice
    if notice.ticket_id is None:
        return []
    about = {"lane": parcel.lane, "ticket_id": notice.ticket_id, "purpose": notice.purpose}
    return [about | {"message_id": message} for message in messages]
