"""The chain of a database that has none yet: once, over all that is there; and its guards at each start."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any, Final

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import models
from storage.chain.guards import guard
from storage.chain.strand import Strand
from storage.chain.writing import digest, spans
from storage.engine import engine_of, sqlite_file
from storage.postgres import patient_engine
from storage.sealing import Seal
from storage.starting import alone

CHUNK: Final = 1_000
MARK: Final = "chain"

_EVENTS: Final[Any] = models.Event.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time
_LINKS: Final[Any] = models.Link.__table__  # type: ignore[attr-defined]  # as above
_MARKS: Final[Any] = models.Mark.__table__  # type: ignore[attr-defined]  # as above
_SAY: Final = (
    update(_EVENTS).where(_EVENTS.c.id == bindparam("which")).values(text_digest=bindparam("digest"))
)


async def start(url: str, seal: Seal, now: datetime) -> None:
    """Whole or not at all; what is in no link later was not written by us."""
    engine = engine_of(url, read_only=False) if sqlite_file(url) else patient_engine(url)
    try:
        async with engine.begin() as connection:
            await alone(connection)
            known = await connection.scalar(select(_MARKS.c.value).where(_MARKS.c.name == MARK))
            if known is None:
                await _cover(connection, Strand(seal, shared=sqlite_file(url) is None), seal, now)
                await connection.execute(insert(_MARKS).values(name=MARK, value=now.isoformat()))
            await guard(connection)
    finally:
        await engine.dispose()


async def _cover(connection: AsyncConnection, strand: Strand, seal: Seal, now: datetime) -> None:
    """Links over all events before the first that is in one."""
    written = (await connection.execute(select(_LINKS.c.events))).scalars()
    firsts = [first for events in written for first, _ in spans(events)]
    before = min(firsts) if firsts else (await connection.scalar(select(func.max(_EVENTS.c.id))) or 0) + 1
    last = 0
    while True:
        some = select(_EVENTS).where(_EVENTS.c.id > last, _EVENTS.c.id < before).order_by(_EVENTS.c.id)
        events = [SimpleNamespace(**row) for row in (await connection.execute(some.limit(CHUNK))).mappings()]
        if not events:
            return
        for event in events:
            event.text_digest = digest(seal, event)
        if said := [{"which": one.id, "digest": one.text_digest} for one in events if one.text_digest]:
            await connection.execute(_SAY, said)
        await strand.add(connection, now, events)
        last = events[-1].id
