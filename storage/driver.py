"""aiosqlite with fewer ways to its thread: only what may wait for the disk or for a lock goes there.

A way there and back costs ten times as much as a small statement, and SQLAlchemy takes four for each.
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


class _Connection(aiosqlite.Connection):
    """A cursor is made and closed where it is used."""

    @contextmanager
    async def cursor(self) -> aiosqlite.Cursor:
        return _Cursor(self, self._conn.cursor())


class _Writer(_Connection):
    """While its transaction holds the lock, statements wait for nobody and run where they are."""

    async def commit(self) -> None:
        await self._in_thread(self._conn.commit)

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if self._connection is not None and self._connection.in_transaction:
            return fn(*args, **kwargs)
        return await self._in_thread(fn, *args, **kwargs)

    async def _in_thread(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]  # aiosqlite's own


def reader(file: str, **options: Any) -> aiosqlite.Connection:
    """A connection whose statements may take their time."""
    return _opened(_Connection, file, options)


def writer(file: str, **options: Any) -> aiosqlite.Connection:
    """A connection whose transactions begin IMMEDIATE and hold small statements."""
    return _opened(_Writer, file, options)


def _opened(kind: type[_Connection], file: str, options: dict[str, Any]) -> aiosqlite.Connection:
    """As ``aiosqlite.connect``; SQLAlchemy's options allow another thread to use a database in a file."""
    connection = kind(partial(sqlite3.connect, file, **options), _CHUNK)
    connection._thread.daemon = True  # as SQLAlchemy does with those it opens: no exit waits for one
    return connection
