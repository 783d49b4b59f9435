"""Rows of the outbox taken to be sent: where several processes write, only what nobody else has in hand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

from msgspec.structs import replace
from sqlalchemy import bindparam, select, update

from bot.notices import Notice
from storage import outbox
from storage.models import Outbox, OutboxState
from storage.transaction import Parcel, Transaction

_ROWS: Final[Any] = Outbox.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time
_FREE: Final = (
    select(_ROWS.c.id)
    .where(_ROWS.c.id.in_(bindparam("rows", expanding=True)), _ROWS.c.state == OutboxState.PENDING)
    .with_for_update(skip_locked=True)
)
_CLAIM: Final = (
    update(_ROWS)
    .where(_ROWS.c.id.in_(_FREE))
    .values(state=OutboxState.ATTEMPTING, attempted_at=bindparam("now"), key=None)
    .returning(_ROWS.c.id, _ROWS.c.payload, _ROWS.c.fault)
)


async def claim(tx: Transaction, parcels: Sequence[Parcel]) -> set[int]:
    """As ``outbox.claim``; the parcels bear the words of this moment, which another may have replaced."""
    known = {parcel.id: parcel for parcel in parcels}
    if tx.beside is None:
        return await outbox.claim(tx, list(known))
    rows = (await (await tx.core()).execute(_CLAIM, {"rows": list(known), "now": tx.now})).all()
    for row in rows:
        if row.fault is None:  # one that failed before has changed in memory, and nobody replaces it
            words = Notice.from_json(tx.seal.open(row.payload, outbox.PLACE, row.id))
            known[row.id].notice = replace(words, not_before=known[row.id].notice.not_before)
    return {row.id for row in rows}


async def reopen(tx: Transaction, rows: Collection[int]) -> None:
    """These were taken by a process that says no more: they wait again, and may have arrived."""
    if rows and tx.beside is not None:
        again = update(_ROWS).where(_ROWS.c.id.in_(rows)).values(state=OutboxState.PENDING, repeat=True)
        await (await tx.core()).execute(again)
