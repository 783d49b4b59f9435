"""Running numbers: one after another, and none twice."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.models import Counter
from storage.models.mail import OUTBOX_IDS
from storage.transaction import Transaction

_ROWS: Final[Any] = Counter.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time


# built once: to build a statement costs more than to run it
_RAISE: Final = (
    update(_ROWS)
    .where(_ROWS.c.name == bindparam("which"))
    .values(value=_ROWS.c.value + 1)
    .returning(_ROWS.c.value)
)


async def draw(tx: Transaction, name: str) -> int:
    """The next number of this name.

    A transaction that fails gives it back, unless several processes write (``tx.beside``): then nobody waits
    for another's commit, and a number may be left out.
    """
    if tx.beside is not None:
        return await _beside(tx.beside, name)
    core = await tx.core()
    value = (await core.execute(_RAISE, {"which": name})).scalar()
    if value is None:
        await core.execute(insert(_ROWS).values(name=name, value=1))
        return 1
    return int(value)


async def ids(tx: Transaction, count: int) -> list[int]:
    """The next ids of the outbox, where several processes write."""
    drawn = select(OUTBOX_IDS.next_value()).select_from(func.generate_series(1, count))
    return sorted((await (await tx.core()).execute(drawn)).scalars())


async def _beside(engine: AsyncEngine, name: str) -> int:
    first = postgresql.insert(_ROWS).values(name=name, value=1)
    raised = first.on_conflict_do_update(index_elements=["name"], set_={"value": _ROWS.c.value + 1})
    async with engine.connect() as connection:
        return int((await connection.execute(raised.returning(_ROWS.c.value))).scalar_one())
