"""aiosqlite for the one writer, with fewer ways to its thread: only what may wait for disk or lock goes.

A way there and back costs ten times as much as a small statement, and SQLAlchemy takes four for each. Reads
on other connections may take their time: they use aiosqlite as it is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import partial
from typing import Any, Final

import aiosqlite
from aiosqlite.context import contextmanager

BEGIN: Final = "BEGIN IMMEDIATE"

BUSY_TIMEOUT: Final = 5_000
"""Milliseconds to wait for another process that writes."""

_CHUNK: Final = 64


class _Cursor(aiosqlite.Cursor):
    async def close(self) -> None:
        self._cursor.close()


class _Writer(aiosqlite.Connection):
    """While its transaction holds the lock, statements wait for nobody and run where they are.

    To the thread go BEGIN where the lock is another's, COMMIT, which waits for the disk, and ROLLBACK, which
    must not overtake a COMMIT that was given up on.
    """

    @contextmanager
    async def cursor(self) -> aiosqlite.Cursor:
        return _Cursor(self, self._conn.cursor())

    async def commit(self) -> None:
        await self._in_thread(self._conn.commit)

    async def rollback(self) -> None:
        if self._conn.in_transaction:
            await self._in_thread(self._conn.rollback)

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if self._connection is not None and self._connection.in_transaction:
            return fn(*args, **kwargs)
        if self._connection is not None and args[:1] == (BEGIN,) and self._begun():
            return None
        return await self._in_thread(fn, *args, **kwargs)

    def _begun(self) -> bool:
        """Whether a transaction begins at once, as the lock is nobody's."""
        self._conn.execute("PRAGMA busy_timeout = 0")
        try:
            self._conn.execute(BEGIN)
        except sqlite3.OperationalError:
            return False
        finally:
            self._conn.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
        return True

    async def _in_thread(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]  # aiosqlite's own


def writer(file: str, **options: Any) -> aiosqlite.Connection:
    """A connection whose transactions begin IMMEDIATE and hold small statements; as ``aiosqlite.connect``.

    SQLAlchemy's options allow another thread to use a database in a file.
    """
    connection = _Writer(partial(sqlite3.connect, file, **options), _CHUNK)
    connection._thread.daemon = True  # as SQLAlchemy does with those it opens: no exit waits for one
    return connection
