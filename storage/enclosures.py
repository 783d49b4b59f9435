"""Files on their way: kept from when they are made until they are sent."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, insert, select, update

from bot.protocols import Content
from storage.models import Enclosure
from storage.transaction import Transaction

_ROWS: Final[Any] = Enclosure.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time
_PLACE: Final = "enclosures.content"


async def keep(tx: Transaction, content: Content) -> int:
    """Store a file, sealed for its row; its id, for ``bot.notices.Media``."""
    core = await tx.core()
    row = {"name": content.name, "content": b"", "made_at": tx.now}
    made = int((await core.execute(insert(_ROWS).values(row).returning(_ROWS.c.id))).scalar_one())
    sealed = tx.seal.close(content.data, _PLACE, made)
    await core.execute(update(_ROWS).where(_ROWS.c.id == made).values(content=sealed))
    return made


async def load(tx: Transaction, ids: Collection[int]) -> dict[int, Content]:
    """Those that are there."""
    if not ids:
        return {}
    rows = await (await tx.core()).execute(select(_ROWS).where(_ROWS.c.id.in_(ids)))
    return {row.id: Content(row.name, tx.seal.open(row.content, _PLACE, row.id)) for row in rows}


async def drop(tx: Transaction, ids: Collection[int]) -> None:
    """They are sent."""
    if ids:
        await (await tx.core()).execute(delete(_ROWS).where(_ROWS.c.id.in_(ids)))


async def forget(tx: Transaction, before: datetime, limit: int) -> int:
    """Delete what was made before then and never arrived; how many there were."""
    old = select(_ROWS.c.id).where(_ROWS.c.made_at < before).order_by(_ROWS.c.id).limit(limit)
    return (await (await tx.core()).execute(delete(_ROWS).where(_ROWS.c.id.in_(old)))).rowcount
