"""The inbox: updates as they came, kept from before they are confirmed until they are handled."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, insert, select, update

from storage.models import Inbox, InboxState
from storage.sealing import BrokenSeal
from storage.transaction import Transaction

_PLACE: Final = "inbox.payload"
_ROWS: Final[Any] = Inbox.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time
_JSON: Final = json.JSONEncoder(separators=(",", ":"))

# built once: to build a statement costs more than to run it
_KNOWN: Final = select(_ROWS.c.update_id).where(_ROWS.c.update_id.in_(bindparam("ids", expanding=True)))
_STORE: Final = insert(_ROWS)
_FINISH: Final = (
    update(_ROWS)
    .where(_ROWS.c.update_id.in_(bindparam("ids", expanding=True)))
    .values(state=InboxState.DONE, done_at=bindparam("now"))
)


async def store(tx: Transaction, updates: Sequence[tuple[dict[str, Any], int]]) -> set[int]:
    """Keep (raw update, lane) pairs not kept already; the ids of the new ones."""
    core = await tx.core()
    ids = [raw["update_id"] for raw, _ in updates]
    known = set((await core.execute(_KNOWN, {"ids": ids})).scalars())
    fresh = {raw["update_id"]: _row(tx, raw, lane) for raw, lane in updates if raw["update_id"] not in known}
    if fresh:
        await core.execute(_STORE, list(fresh.values()))
    return set(fresh)


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
    await (await tx.core()).execute(update(_ROWS).where(_ROWS.c.update_id == update_id).values(changes))


async def forget(tx: Transaction, before: datetime, limit: int) -> None:
    """Delete updates settled before then, the oldest first."""
    old = select(_ROWS.c.update_id).where(_ROWS.c.done_at < before).order_by(_ROWS.c.done_at).limit(limit)
    await (await tx.core()).execute(delete(_ROWS).where(_ROWS.c.update_id.in_(old)))


async def pending(tx: Transaction) -> tuple[list[tuple[dict[str, Any], int, int]], list[int]]:
    """What is not handled yet, in the order it came: (raw update, lane, failed tries).

    Then the ids of those that cannot be read: damaged, or sealed with another key.
    """
    query = (
        select(_ROWS)
        .where(_ROWS.c.state == InboxState.PENDING)
        .order_by(_ROWS.c.received_at, _ROWS.c.update_id)
    )
    found: list[tuple[dict[str, Any], int, int]] = []
    unreadable: list[int] = []
    for row in await (await tx.core()).execute(query):
        try:
            raw = json.loads(tx.seal.open(row.payload, _PLACE, row.update_id))
        except (BrokenSeal, ValueError):
            unreadable.append(row.update_id)
        else:
            found.append((raw, row.lane, row.attempts))
    return found, unreadable


def _row(tx: Transaction, raw: dict[str, Any], lane: int) -> dict[str, Any]:
    return {
        "update_id": raw["update_id"],
        "lane": lane,
        "payload": tx.seal.close(_JSON.encode(raw).encode(), _PLACE, raw["update_id"]),
        "state": InboxState.PENDING,
        "received_at": tx.now,
    }
