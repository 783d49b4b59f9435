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

_CHUNK: Final = 64


class _Cursor(aiosqlite.Cursor):
    async def close(self) -> None:
        self._cursor.close()


class _Writer(aiosqlite.Connection):
    """While its transaction holds the lock, statements wait for nobody and run where they are.

    BEGIN waits for the lock and COMMIT for the disk: these and ROLLBACK, which must not overtake a COMMIT
    that was given up on, go to the thread.
    """

    @contextmanager
    async def cursor(self) -> aiosqlite.Cursor:
        return _Cursor(self, self._conn.cursor())

    async def commit(self) -> None:
        await self._in_thread(self._conn.commit)

    async def rollback(self) -> None:
        await self._in_thread(self._conn.rollback)

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if self._connection is not None and self._connection.in_transaction:
            return fn(*args, **kwargs)
        return await self._in_thread(fn, *args, **kwargs)

    async def _in_thread(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]  # aiosqlite's own


def writer(file: str, **options: Any) -> aiosqlite.Connection:
    """A connection whose transactions begin IMMEDIATE and hold small statements; as ``aiosqlite.connect``.

    SQLAlchemy's options allow another thread to use a database in a file.
    """
    connection = _Writer(partial(sqlite3.connect, file, **options), _CHUNK)
    connection._thread.daemon = True  # as SQLAlchemy does with those it opens: no exit waits for one
    return connection
