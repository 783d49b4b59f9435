"""Connections to the database: their pragmas, their locks, and what is a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import StaticPool

from storage import driver, postgres

PRAGMAS: Final = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "busy_timeout": driver.BUSY_TIMEOUT,
}
"""``synchronous`` 2 is FULL: an acknowledged ticket survives a power cut."""


_WAITS: Final = 100
"""Milliseconds that a checkpoint waits for readers while nobody can write."""


def sqlite_file(url: str) -> Path | None:
    """The file behind a SQLite address; None for other databases."""
    parsed = make_url(url)
    return Path(parsed.database) if parsed.drivername.startswith("sqlite") and parsed.database else None


def engine_of(url: str, *, read_only: bool) -> AsyncEngine:
    """Connections with the pragmas set and read back; a writing one begins IMMEDIATE."""
    if sqlite_file(url) is None:
        return postgres.engine(url, read_only=read_only)
    options: dict[str, Any] = {"hide_parameters": True}
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
        connection.exec_driver_sql("BEGIN" if read_only else driver.BEGIN)

    return engine


async def checkpointed(engine: AsyncEngine) -> bool:
    """Bring the log into the database and cut it to nothing, so that what was overwritten stands nowhere.

    False while a reader still needs it. On PostgreSQL it is the server's own business.
    """
    if engine.dialect.name != "sqlite":
        return True
    async with engine.connect() as connection:
        return await connection.run_sync(_cut)


def _cut(connection: Connection) -> bool:
    """Outside any transaction, as a checkpoint must be."""
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_WAITS}")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    busy = cursor.fetchone()
    cursor.execute(f"PRAGMA busy_timeout = {PRAGMAS['busy_timeout']}")
    cursor.close()
    return busy is not None and not busy[0]
