"""Running numbers: one after another, and none twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any, Final

from sqlalchemy import Integer, String, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel import SQLModel

from storage.models import Counter, Event, Ticket
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
_LAST: Final = select(
    *(select(func.max(kind.id)).scalar_subquery().label(str(kind.__tablename__)) for kind in (Ticket, Event))
)
_NEXT: Final = select(func.nextval(bindparam("sequence", type_=String()))).select_from(
    func.generate_series(1, bindparam("many", type_=Integer()))
)


async def draw(tx: Transaction, name: str) -> int:
    """The next number of this name.

    A transaction that fails gives it back, unless several processes write (``tx.beside``): then nobody waits
    for another's commit, and a number may be left out.
    """
    if tx.beside is not None:
        return await _beside(tx.beside, name)
    if name in tx.serials:
        tx.serials[name] += 1
        tx.gather().drawn[name] = tx.serials[name]
    else:
        tx.serials[name] = await _first(tx, name)
    return tx.serials[name]


async def _first(tx: Transaction, name: str) -> int:
    core = await tx.aside()
    value = (await core.execute(_RAISE, {"which": name})).scalar()
    if value is None:
        await core.execute(insert(_ROWS).values(name=name, value=1))
        return 1
    return int(value)


async def row(tx: Transaction, kind: type[SQLModel]) -> int:
    """The next id of a ticket or an event."""
    name = str(kind.__tablename__)
    found = next(tx.ids.get(name, iter(())), None)
    if found is None:
        tx.ids |= await _behind_last(tx) if tx.beside is None else {name: await _drawn(tx, name)}
        found = next(tx.ids[name])
    return found


async def _behind_last(tx: Transaction) -> dict[str, Iterator[int]]:
    """Nobody else writes meanwhile."""
    last = (await (await tx.aside()).execute(_LAST)).mappings().one()
    return {name: count((value or 0) + 1) for name, value in last.items()}


async def _drawn(tx: Transaction, name: str) -> Iterator[int]:
    """As many as so far: few are left out, and twenty reports ask a few times.

    Within the transaction: what others did to a ticket before has lower ids.
    """
    many = max(tx.asked[name], 1)
    tx.asked[name] += many
    drawn = await (await tx.aside()).execute(_NEXT, {"sequence": f"{name}_id_seq", "many": many})
    return iter(sorted(drawn.scalars()))


async def ids(tx: Transaction, many: int) -> list[int]:
    """The next ids of the outbox, where several processes write."""
    drawn = select(OUTBOX_IDS.next_value()).select_from(func.generate_series(1, many))
    return sorted((await (await tx.core()).execute(drawn)).scalars())


async def _beside(engine: AsyncEngine, name: str) -> int:
    first = postgresql.insert(_ROWS).values(name=name, value=1)
    raised = first.on_conflict_do_update(index_elements=["name"], set_={"value": _ROWS.c.value + 1})
    async with engine.connect() as connection:
        return int((await connection.execute(raised.returning(_ROWS.c.value))).scalar_one())
