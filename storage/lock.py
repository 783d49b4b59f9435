"""Who may work with a database: on SQLite one process, on PostgreSQL many, and at times nobody else."""

from __future__ import annotations

import fcntl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import IO, Final

from sqlalchemy import make_url

from bot.errors import AlreadyRunning
from storage.engine import sqlite_file
from storage.servers import servers_at

WORKS: Final = -3
"""The lock that all who work with a PostgreSQL database share (``storage.turns`` has the others)."""


def take(url: str) -> IO[str] | None:
    """Hold the lock beside the database until the file is closed. Raises AlreadyRunning.

    The kernel lets go of it however the process ends. None for a database that is no file.
    """
    database = sqlite_file(url)
    if database is None:
        return None
    database.parent.mkdir(parents=True, exist_ok=True)
    lock = Path(f"{database}.lock").open("a", encoding="ascii")  # noqa: SIM115  # held while the process lives
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise AlreadyRunning(str(database)) from None
    return lock


@asynccontextmanager
async def alone(url: str) -> AsyncIterator[None]:
    """Nobody else works with this database meanwhile. Raises AlreadyRunning."""
    if sqlite_file(url) is not None:
        with take(url) or nullcontext():
            yield
        return
    connection = await servers_at(url).connect()
    try:
        if not await connection.fetchval("SELECT pg_try_advisory_lock($1)", WORKS):
            raise AlreadyRunning(make_url(url).render_as_string())
        yield
    finally:
        await connection.close()
