"""The inbox: updates as they came, kept from before they are confirmed until they are handled."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncSession

from bot.encoding import stored
from storage.models import Inbox, InboxState
from storage.sealing import BrokenSeal, Seal
from storage.transaction import Transaction

_PLACE: Final = "inbox.payload"
_ROWS: Final[Any] = Inbox.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time

# built once: to build a statement costs more than to run it
_KNOWN: Final = select(_ROWS.c.update_id).where(_ROWS.c.update_id.in_(bindparam("ids", expanding=True)))
_STORE: Final = insert(_ROWS)
_STORE_NEW: Final = postgresql.insert(_ROWS).on_conflict_do_nothing().returning(_ROWS.c.update_id)
_WAIT_FOR_STANDBY: Final = select(func.pg_logical_emit_message(True, "aduan", ""))
"""Makes a COMMIT that changes nothing wait too: what it found stored may not have reached the standby yet."""
_CLAIM: Final = (
    select(_ROWS.c.update_id)
    .where(_ROWS.c.update_id.in_(bindparam("ids", expanding=True)), _ROWS.c.state == InboxState.PENDING)
    .with_for_update(skip_locked=True)
)
_FINISH: Final = (
    update(_ROWS)
    .where(_ROWS.c.update_id.in_(bindparam("ids", expanding=True)))
    .values(state=InboxState.DONE, done_at=bindparam("now"))
)


class Stored(NamedTuple):
    """A raw update, its lane and its failed tries."""

    raw: dict[str, Any]
    lane: int
    attempts: int


async def store(tx: Transaction, updates: Sequence[tuple[dict[str, Any], int]]) -> set[int]:
    """Keep (raw update, lane) pairs not kept already; the ids of the new ones."""
    core = await tx.core()
    if tx.beside is not None:
        rows = {raw["update_id"]: _row(tx, raw, lane) for raw, lane in updates}
        new = set((await core.execute(_STORE_NEW, list(rows.values()))).scalars()) if rows else set()
        if len(new) < len(rows):
            await core.execute(_WAIT_FOR_STANDBY)
        return new
    ids = [raw["update_id"] for raw, _ in updates]
    known = set((await core.execute(_KNOWN, {"ids": ids})).scalars())
    fresh = {raw["update_id"]: _row(tx, raw, lane) for raw, lane in updates if raw["update_id"] not in known}
    if fresh:
        await core.execute(_STORE, list(fresh.values()))
    return set(fresh)


async def claim(tx: Transaction, ids: Sequence[int]) -> set[int]:
    """Those that are ours to handle in this transaction: not handled, nor in the hands of another process."""
    if tx.beside is None:
        return set(ids)
    return set((await (await tx.core()).execute(_CLAIM, {"ids": list(ids)})).scalars())


def finish_later(tx: Transaction, update_id: int) -> None:
    """The update's work is in this transaction: with its commit it is done."""
    tx.handled.append(update_id)


async def finish(tx: Transaction) -> None:
    """Write what ``finish_later`` gathered."""
    if tx.handled:
        await (await tx.core()).execute(_FINISH, {"ids": tx.handled, "now": tx.now})


async def fail(tx: Transaction, update_id: int, fault: str, *, dead: bool) -> None:
    """Count a failed try, and keep the update aside when ``dead``."""
    changes: dict[str, Any] = {"attempts": _ROWS.c.attempts + 1, "fault": fault}
    if dead:
        changes |= {"state": InboxState.DEAD, "done_at": tx.now}
    mine = (_ROWS.c.update_id == update_id) & (_ROWS.c.state == InboxState.PENDING)
    await (await tx.core()).execute(update(_ROWS).where(mine).values(changes))


async def forget(tx: Transaction, before: datetime, limit: int) -> int:
    """Delete updates settled before then, the oldest first; how many there were."""
    old = select(_ROWS.c.update_id).where(_ROWS.c.done_at < before).order_by(_ROWS.c.done_at).limit(limit)
    return (await (await tx.core()).execute(delete(_ROWS).where(_ROWS.c.update_id.in_(old)))).rowcount


async def pending(
    session: AsyncSession, seal: Seal, lanes: Collection[int] | None = None, known: Collection[int] = ()
) -> tuple[list[Stored], list[int]]:
    """What is not handled yet and not ``known``, in the order it came; of all lanes, or of these.

    Then the ids of those that cannot be read: damaged, or sealed with another key.
    """
    query = select(_ROWS).where(_ROWS.c.state == InboxState.PENDING)
    if lanes is not None:
        query = query.where(_ROWS.c.lane.in_(lanes), _ROWS.c.update_id.not_in(known))
    found: list[Stored] = []
    unreadable: list[int] = []
    for row in await session.execute(query.order_by(_ROWS.c.received_at, _ROWS.c.update_id)):
        try:
            raw = json.loads(seal.open(row.payload, _PLACE, row.update_id))
        except (BrokenSeal, ValueError):
            unreadable.append(row.update_id)
        else:
            found.append(Stored(raw, row.lane, row.attempts))
    return found, unreadable


def _row(tx: Transaction, raw: dict[str, Any], lane: int) -> dict[str, Any]:
    return {
        "update_id": raw["update_id"],
        "lane": lane,
        "payload": tx.seal.close(stored(raw), _PLACE, raw["update_id"]),
        "state": InboxState.PENDING,
        "received_at": tx.now,
    }
