"""Orders, from the moment someone asks until what they asked for is in the outbox."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.orders import Order
from storage.models import Ordered
from storage.sealing import BrokenSeal, Seal
from storage.transaction import Transaction

_PLACE: Final = "orders.payload"
_ROWS: Final[Any] = Ordered.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time


async def store(tx: Transaction) -> None:
    """Write what this transaction ordered; who orders the same twice before it is made gets it once."""
    if not tx.orders:
        return
    core = await tx.core()
    wanted = {_likeness(tx.seal, order): order for order in tx.orders}
    known = set((await core.execute(select(_ROWS.c.likeness).where(_ROWS.c.likeness.in_(wanted)))).scalars())
    for likeness, order in wanted.items():
        if likeness not in known:
            await core.execute(insert(_ROWS).values(_row(tx, likeness, order)))


async def first(session: AsyncSession, seal: Seal, now: datetime) -> tuple[int, Order | None] | None:
    """The oldest order that may be made now, with its id; without the order when it cannot be read."""
    ready = or_(_ROWS.c.not_before.is_(None), _ROWS.c.not_before <= now)
    query = select(_ROWS.c.id, _ROWS.c.likeness, _ROWS.c.payload).where(ready).order_by(_ROWS.c.id).limit(1)
    row = (await session.execute(query)).first()
    return (row.id, _opened(seal, row)) if row is not None else None


async def drop(tx: Transaction, order_id: int) -> None:
    """It is made, or given up."""
    await (await tx.core()).execute(delete(_ROWS).where(_ROWS.c.id == order_id))


async def put_off(tx: Transaction, order_id: int, order: Order, until: datetime) -> None:
    """It failed: try it again when ``until`` has come, after all others."""
    again = replace(order, again=order.again + 1)
    payload = _closed(tx.seal, _likeness(tx.seal, order), again)
    change = update(_ROWS).where(_ROWS.c.id == order_id).values(payload=payload, not_before=until)
    await (await tx.core()).execute(change)


def _row(tx: Transaction, likeness: int, order: Order) -> dict[str, Any]:
    payload = _closed(tx.seal, likeness, order)
    return {"payload": payload, "likeness": likeness, "ordered_at": tx.now}


def _likeness(seal: Seal, order: Order) -> int:
    """By what it is, not by who asked in reply to what."""
    same = json.dumps(replace(order, reply_to=None, again=0).to_dict(), sort_keys=True)
    return int.from_bytes(seal.fingerprint("order", same)[:8], "big") >> 1


def _closed(seal: Seal, likeness: int, order: Order) -> bytes:
    return seal.close(json.dumps(order.to_dict(), ensure_ascii=False).encode(), _PLACE, likeness)


def _opened(seal: Seal, row: Any) -> Order | None:
    try:
        return Order.from_dict(json.loads(seal.open(row.payload, _PLACE, row.likeness)))
    except (BrokenSeal, ValueError, TypeError, KeyError):
        return None
