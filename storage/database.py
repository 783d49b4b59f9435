"""The database: one writer, many readers, and transactions that hold whole or not at all."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import event, func, make_url, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import StaticPool

from bot.errors import StorageDown
from bot.notices import Notice
from storage import driver
from storage.models import Draft, Group, Outbox, Resident
from storage.sealing import Seal

PRAGMAS: Final = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "busy_timeout": 5000,
}
"""``synchronous`` 2 is FULL: an acknowledged ticket survives a power cut."""

_DOWN: Final = ("full", "locked", "i/o error", "readonly", "unable to open", "connection", "shutting down")


@dataclass(slots=True)
class Parcel:
    """A notice with its row in the outbox."""

    id: int
    lane: int
    notice: Notice
    repeat: bool = False
    attempts: int = 0


@dataclass(slots=True)
class Transaction:
    """What one transaction reads and writes; notices put into it leave only if it commits."""

    session: AsyncSession
    seal: Seal
    now: datetime
    numbers: Iterator[int]
    parcels: dict[int, Parcel] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    residents: dict[bytes, Resident | None] = field(default_factory=dict)
    drafts: dict[int, Draft | None] = field(default_factory=dict)
    kept_residents: dict[int, Resident] = field(default_factory=dict)
    kept_drafts: dict[int, Draft] = field(default_factory=dict)
    new_drafts: set[int] = field(default_factory=set)
    dropped_drafts: set[int] = field(default_factory=set)
    groups: list[Group] | None = None
    handled: list[int] = field(default_factory=list)
    _core: AsyncConnection | None = None

    async def core(self) -> AsyncConnection:
        """The bare connection, for statements that skip the unit of work."""
        if self._core is None:
            self._core = await self.session.connection()
        return self._core


class Database:
    """Opens the database at ``url``; ``on_commit`` hears of the parcels each transaction put."""

    def __init__(self, url: str, seal: Seal, clock: Callable[[], datetime]) -> None:
        self.seal = seal
        self.clock = clock
        self.on_commit: Callable[[list[Parcel]], None] = lambda _parcels: None
        self._writer = engine_of(url, read_only=False)
        self._reader = engine_of(url, read_only=True)
        self._turn = asyncio.Lock()
        self._numbers: Iterator[int] | None = None

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """A write transaction, reads included: BEGIN IMMEDIATE … COMMIT, one at a time.

        Raises StorageDown.
        """
        try:
            async with self._turn, AsyncSession(self._writer, expire_on_commit=False) as session:
                tx = Transaction(session, self.seal, self.clock(), await self._outbox_numbers(session))
                yield tx
                await self._flush(tx)
                await session.commit()
        except OperationalError as error:
            if not _is_down(error):
                raise
            raise StorageDown(type(error.orig).__name__) from None
        self.on_commit(list(tx.parcels.values()))

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A session that cannot write and holds nobody up."""
        async with AsyncSession(self._reader, expire_on_commit=False) as session:
            yield session

    async def close(self) -> None:
        """Let go of every connection."""
        await self._reader.dispose()
        await self._writer.dispose()

    async def _flush(self, tx: Transaction) -> None:
        from storage import drafts, inbox, outbox, residents

        await residents.store(tx)
        await drafts.store(tx)
        await outbox.store(tx)
        await inbox.finish(tx)

    async def _outbox_numbers(self, session: AsyncSession) -> Iterator[int]:
        if self._numbers is None:
            last = await session.scalar(select(func.max(Outbox.id)))
            self._numbers = itertools.count((last or 0) + 1)
        return self._numbers


def _is_down(error: OperationalError) -> bool:
    """The disk or the server, not the statement."""
    return error.connection_invalidated or any(sign in str(error.orig).lower() for sign in _DOWN)


def sqlite_file(url: str) -> Path | None:
    """The file behind a SQLite address; None for other databases."""
    parsed = make_url(url)
    return Path(parsed.database) if parsed.drivername.startswith("sqlite") and parsed.database else None


def engine_of(url: str, *, read_only: bool) -> AsyncEngine:
    """Connections with the pragmas set and read back; a writing one begins IMMEDIATE."""
    options: dict[str, Any] = {"hide_parameters": True}
    if sqlite_file(url) is None:
        return create_async_engine(url, **options)
    if not read_only:
        options |= {"poolclass": StaticPool, "connect_args": {"async_creator_fn": driver.writer}}
    engine = create_async_engine(url, **options)
    pragmas = PRAGMAS | ({"query_only": 1} if read_only else {})

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for name, value in pragmas.items():
            cursor.execute(f"PRAGMA {name} = {value}")
            cursor.execute(f"PRAGMA {name}")
            if (found := cursor.fetchone()[0]) != value:
                raise RuntimeError(f"PRAGMA {name} is {found}, not {value}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine
