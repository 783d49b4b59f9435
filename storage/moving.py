"""A whole office from one database to another: every row, in chunks, and counted and compared in the end.

It can be broken off at any moment and begun again: rows go in the order of their keys, so the last one that
arrived says where to go on. The key file opens either database; what is sealed stays sealed on the way.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, String, Table, delete, func, insert, select, text, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlmodel import SQLModel

from bot.errors import AduanError
from storage import postgres, schema
from storage.chain import guard
from storage.engine import engine_of, sqlite_file
from storage.models import Mark
from storage.models.mail import OUTBOX_IDS

CHUNK: Final = 1_000

_MARKS: Final[Any] = Mark.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time
_OURS: Final = ("moving", "speaker")
"""Marks that say something of one database only."""

_USED: Final = text("SELECT max(seq) FROM sqlite_sequence WHERE name = :name")

Progress = Callable[[int], None]
"""Told of each number of rows that arrived."""


class Occupied(AduanError):
    """There is something in the target that did not come from this source."""


class Different(AduanError):
    """What arrived is not what was sent; the message names the table."""


class Moving:
    """From ``source`` to ``target``; nobody else may write to either meanwhile."""

    def __init__(self, source: str, target: str) -> None:
        self._addresses = source, target
        self._source = _engine(source)
        self._target = _engine(target)

    async def total(self) -> int:
        """How many rows there are to move. Raises Occupied."""
        for address in self._addresses:
            await schema.upgrade(address)
        await self._claim()
        async with self._source.connect() as connection:
            return sum([await _count(connection, table) for table in _tables()])

    async def run(self, progress: Progress) -> None:
        """Move what is not there yet, and compare. Raises Different."""
        for table in _tables():
            await self._move(table, progress)
        for table in _tables():
            if await _sum_of(self._source, table) != await _sum_of(self._target, table):
                raise Different(table.name)
        await self._finish()

    async def close(self) -> None:
        """Let go of both."""
        await self._source.dispose()
        await self._target.dispose()

    async def _claim(self) -> None:
        """Write into the target whose office it gets, unless it holds another's."""
        async with self._source.connect() as connection:
            office = await _mark(connection, "key") or ""
        async with self._target.begin() as connection:
            if await _mark(connection, "moving") == office:
                return
            if any([await _count(connection, table) for table in _tables()]):
                raise Occupied
            await connection.execute(insert(_MARKS).values(name="moving", value=office))

    async def _move(self, table: Table, progress: Progress) -> None:
        last = await self._arrived(table)
        progress(last[1])
        async with self._source.connect() as source:
            async for rows in _chunks(source, table, last[0]):
                async with self._target.begin() as target:
                    await target.execute(insert(table), rows)
                progress(len(rows))

    async def _arrived(self, table: Table) -> tuple[tuple[Any, ...] | None, int]:
        """The key of the last row that is there, and how many are."""
        async with self._target.connect() as connection:
            key = key_of(connection, table)
            last = select(*key).where(*_moved(table)).order_by(*(column.desc() for column in key)).limit(1)
            row = (await connection.execute(last)).first()
            return (tuple(row) if row else None), await _count(connection, table)

    async def _finish(self) -> None:
        async with self._source.connect() as source, self._target.begin() as target:
            if target.dialect.name == "postgresql":
                for table in _tables():
                    await _count_on(source, target, table)
            await target.execute(delete(_MARKS).where(_MARKS.c.name == "moving"))
            await guard(target)


def _engine(url: str) -> AsyncEngine:
    return engine_of(url, read_only=False) if sqlite_file(url) else postgres.patient_engine(url)


def _tables() -> list[Table]:
    return SQLModel.metadata.sorted_tables


def _moved(table: Table) -> list[Any]:
    return [_MARKS.c.name.not_in(_OURS)] if table is _MARKS else []


def key_of(connection: AsyncConnection, table: Table) -> list[ColumnElement[Any]]:
    """What rows are ordered by, alike in every database: words by their bytes."""
    by_bytes = "C" if connection.dialect.name == "postgresql" else "BINARY"
    columns = table.primary_key.columns
    return [one.collate(by_bytes) if isinstance(one.type, String) else one for one in columns]


async def _count(connection: AsyncConnection, table: Table) -> int:
    count = select(func.count()).select_from(table).where(*_moved(table))
    return int((await connection.execute(count)).scalar_one())


async def _mark(connection: AsyncConnection, name: str) -> str | None:
    found: str | None = await connection.scalar(select(_MARKS.c.value).where(_MARKS.c.name == name))
    return found


async def _chunks(
    connection: AsyncConnection, table: Table, after: tuple[Any, ...] | None = None
) -> AsyncIterator[list[dict[str, Any]]]:
    """The rows of a table in the order of its key."""
    key, names = key_of(connection, table), table.primary_key.columns.keys()
    while True:
        query = select(table).where(*_moved(table)).order_by(*key).limit(CHUNK)
        if after is not None:
            query = query.where(tuple_(*key) > tuple_(*after))
        rows = [dict(row) for row in (await connection.execute(query)).mappings()]
        if rows:
            yield rows
        if len(rows) < CHUNK:
            return
        after = tuple(rows[-1][name] for name in names)


async def _sum_of(engine: AsyncEngine, table: Table) -> tuple[int, int]:
    """The count of the rows and the sum of their digests, whatever their order."""
    count, total = 0, 0
    async with engine.connect() as connection:
        async for rows in _chunks(connection, table):
            count += len(rows)
            total += sum(_digest(row) for row in rows)
    return count, total % 2**128


def _digest(row: dict[str, Any]) -> int:
    words = json.dumps(row, sort_keys=True, default=_plain)
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=16).digest(), "big")


def _plain(value: Any) -> str:
    if isinstance(value, bytes):
        return value.hex()
    return value.timestamp().hex() if isinstance(value, datetime) else str(value)


async def _count_on(source: AsyncConnection, target: AsyncConnection, table: Table) -> None:
    """New rows get ids that no row ever had."""
    if table.name != "outbox" and table.autoincrement_column is None:
        return
    highest = await source.scalar(select(func.max(table.c.id))) or 0
    if source.dialect.name == "sqlite":
        highest = max(highest, await source.scalar(_USED, {"name": table.name}) or 0)
    if highest:
        name = OUTBOX_IDS.name if table.name == "outbox" else f"{table.name}_id_seq"
        await target.execute(select(func.setval(name, highest)))
