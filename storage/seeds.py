"""Many made-up rows at once: numbers are reserved first, then each table is written in one statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any, Final, NamedTuple

from sqlalchemy import Date, bindparam, func, insert, select, update
from sqlmodel import SQLModel

from storage.chain.writing import digest
from storage.models import Counter, Event, Resident, Ticket
from storage.transaction import Transaction

Row = Mapping[str, Any]


def _table(model: type[SQLModel]) -> Any:
    return model.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time


_RESIDENTS: Final = _table(Resident)
_AGAIN: Final = (
    update(_RESIDENTS)
    .where(_RESIDENTS.c.id == bindparam("which"))
    .values(filed_on=bindparam("day", type_=Date()), filed_count=bindparam("count"))
)


class Last(NamedTuple):
    """The highest ids in use."""

    ticket: int
    resident: int


async def last(tx: Transaction) -> Last:
    """After these a new row may be numbered."""
    core = await tx.core()
    ids = [await core.scalar(select(func.max(_table(model).c.id))) for model in (Ticket, Resident)]
    return Last(*(found or 0 for found in ids))


async def lived(tx: Transaction, seeded: str) -> bool:
    """Whether there are tickets beside those counted under this name."""
    stored = await tx.session.scalar(select(func.count()).select_from(Ticket)) or 0
    counter = await tx.session.get(Counter, seeded)
    return stored > (counter.value if counter else 0)


async def reserve(tx: Transaction, name: str, count: int) -> int:
    """Take ``count`` numbers of a counter at once; the first of them."""
    counter = await tx.session.get(Counter, name)
    if counter is None:
        counter = Counter(name=name, value=0)
        tx.session.add(counter)
    first, counter.value = counter.value + 1, counter.value + count
    await tx.session.flush()
    return first


async def write(
    tx: Transaction,
    residents: Sequence[Row],
    again: Sequence[Row],
    tickets: Sequence[Row],
    events: Sequence[Row],
) -> None:
    """Every column of new rows; ``again``: residents known before, and what they filed on their last day."""
    core = await tx.core()
    for model, rows in ((Resident, residents), (Ticket, tickets), (Event, await _numbered(tx, events))):
        if rows:
            await core.execute(insert(_table(model)), rows)
    if again:
        await core.execute(_AGAIN, again)
    if core.dialect.name == "postgresql":
        for model, rows in ((Resident, residents), (Ticket, tickets)):
            if rows:
                await core.execute(select(func.setval(f"{model.__tablename__}_id_seq", rows[-1]["id"])))


async def _numbered(tx: Transaction, events: Sequence[Row]) -> list[dict[str, Any]]:
    """The rows with their ids and digests, and known to the chain."""
    known = [
        SimpleNamespace(id=one, **event)
        for one, event in zip(await _ids(tx, len(events)), events, strict=True)
    ]
    for event in known:
        event.text_digest = digest(tx.seal, event)
    tx.events += known
    return [vars(event) for event in known]


async def _ids(tx: Transaction, count: int) -> Sequence[int]:
    """The next ids of events."""
    core = await tx.core()
    if core.dialect.name == "postgresql":
        drawn = select(func.nextval("events_id_seq")).select_from(func.generate_series(1, count))
        return sorted((await core.execute(drawn)).scalars())
    last = await core.scalar(select(func.max(_table(Event).c.id))) or 0
    return range(last + 1, last + count + 1)
