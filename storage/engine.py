"""Connections to the database: their pragmas, their locks, and what is a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from sqlalchemy import event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import StaticPool

from storage import driver, postgres

PRAGMAS: Final = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "busy_timeout": 5000,
}
"""``synchronous`` 2 is FULL: an acknowledged ticket survives a power cut."""


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
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine
