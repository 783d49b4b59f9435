"""Drafts: one sealed form per resident, read and written many at a time."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, delete, insert, select, update

from bot.failpoints import Point, reached
from storage.models import Draft, Resident
from storage.transaction import DraftRecord, Transaction

_PLACE: Final = "drafts.form"
_ROWS: Final[Any] = Draft.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time
_ID_BITS: Final = 52
_CHANGING: Final = ("form", "nudge_at", "expires_at")
_WHOLE: Final = [_ROWS.c[part.name] for part in fields(DraftRecord)]

# built once: to build a statement costs more than to run it
_FIND: Final = select(*_WHOLE).where(_ROWS.c.resident_id.in_(bindparam("residents", expanding=True)))
_CHANGE: Final = (
    update(_ROWS)
    .where(_ROWS.c.id == bindparam("which"))
    .values({name: bindparam(f"new_{name}") for name in _CHANGING})
)


async def prefetch(tx: Transaction, residents: Iterable[int]) -> None:
    """Read the drafts of these residents at once."""
    wanted = set(residents) - tx.drafts.keys()
    if not wanted:
        return
    rows = await (await tx.core()).execute(_FIND, {"residents": list(wanted)})
    found = [DraftRecord(*row) for row in rows]
    tx.drafts |= dict.fromkeys(wanted) | {draft.resident_id: draft for draft in found}


async def of(tx: Transaction, resident: Resident) -> DraftRecord | None:
    """The draft a resident is at."""
    if resident.id not in tx.drafts:
        await prefetch(tx, [resident.id])
    return tx.drafts[resident.id]


async def due(tx: Transaction, limit: int) -> list[DraftRecord]:
    """Drafts to nudge about or to delete, the longest waiting first."""
    overdue = (_ROWS.c.nudge_at <= tx.now) | (_ROWS.c.expires_at <= tx.now)
    rows = await (await tx.core()).execute(
        select(*_WHOLE).where(overdue).order_by(_ROWS.c.expires_at).limit(limit)
    )
    found = [DraftRecord(*row) for row in rows]
    tx.drafts |= {draft.resident_id: draft for draft in found}
    return found


def begin(tx: Transaction, resident: Resident, expires_at: datetime) -> DraftRecord:
    """A new draft, with nothing in it until ``keep``."""
    draft = DraftRecord(
        id=secrets.randbits(_ID_BITS), resident_id=resident.id, form=b"", nudge_at=None, expires_at=expires_at
    )
    tx.drafts[resident.id] = draft
    tx.new_drafts.add(draft.id)
    return draft


def keep(tx: Transaction, draft: DraftRecord, form: bytes) -> None:
    """The draft holds ``form``, which is JSON, from now on."""
    draft.form = tx.seal.close(form, _PLACE, draft.id)
    tx.kept_drafts[draft.id] = draft


def form_of(tx: Transaction, draft: DraftRecord) -> bytes:
    """What the draft holds, as JSON."""
    return tx.seal.open(draft.form, _PLACE, draft.id)


def drop(tx: Transaction, draft: DraftRecord) -> None:
    """The draft is no more."""
    tx.drafts[draft.resident_id] = None
    tx.kept_drafts.pop(draft.id, None)
    if draft.id in tx.new_drafts:
        tx.new_drafts.discard(draft.id)
    else:
        tx.dropped_drafts.add(draft.id)


async def store(tx: Transaction) -> None:
    """Write what ``keep`` and ``drop`` gathered, a statement each."""
    core = await tx.core()
    if tx.dropped_drafts:
        await core.execute(delete(_ROWS).where(_ROWS.c.id.in_(tx.dropped_drafts)))
    if new := [_row(draft) for draft in tx.kept_drafts.values() if draft.id in tx.new_drafts]:
        await core.execute(insert(_ROWS), new)
    if changed := [_row(draft) for draft in tx.kept_drafts.values() if draft.id not in tx.new_drafts]:
        rows = [{"which": row["id"]} | {f"new_{name}": row[name] for name in _CHANGING} for row in changed]
        await core.execute(_CHANGE, rows)
    if tx.kept_drafts:
        reached(Point.FORM)


def _row(draft: DraftRecord) -> dict[str, Any]:
    return {column.name: getattr(draft, column.name) for column in _WHOLE}
