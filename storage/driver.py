"""aiosqlite with half the ways to its thread: a cursor is made and closed where it is used.

A way there and back costs as much as a small statement, and SQLAlchemy has a cursor of its own for each.
"""

from __future__ import annotations

import sqlite3
from functools import partial
from typing import Any, Final

import aiosqlite
from aiosqlite.context import contextmanager

_CHUNK: Final = 64


class _Cursor(aiosqlite.Cursor):
    async def close(self) -> None:
        self._cursor.close()


class _Connection(aiosqlite.Connection):
    @contextmanager
    async def cursor(self) -> aiosqlite.Cursor:
        return _Cursor(self, self._conn.cursor())


def connect(file: str, **options: Any) -> aiosqlite.Connection:
    """What ``aiosqlite.connect`` returns; SQLAlchemy allows other threads to use what it opens in a file."""
    connection = _Connection(partial(sqlite3.connect, file, **options), _CHUNK)
    connection._thread.daemon = True  # as SQLAlchemy does with those it opens: no exit waits for one
    return connection
