"""The database of each test: chosen for the whole run, new for each test, its tables made once."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import asyncpg
import pytest

from storage import schema
from storage.engine import sqlite_file
from tests.databases import server
from tests.databases.server import PORT

_TEMPLATE = "migrated"


@dataclass
class Choice:
    """``socket``: where the server listens, None for SQLite; ``known``: databases by what they stand for."""

    socket: Path | None = None
    known: dict[str, str] = field(default_factory=dict)
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    def url(self, name: str) -> str:
        """The address of a database of this name on our server."""
        return f"postgresql+asyncpg://aduan@/{name}?host={self.socket}&port={PORT}"


choice = Choice()


def address(path: Path) -> str:
    """The address of the database that stands for this file; it is the same for the same file."""
    if choice.socket is None:
        return f"sqlite+aiosqlite:///{path}"
    if str(path) not in choice.known:
        choice.known[str(path)] = f"test{next(choice.numbers)}"
        made = f"CREATE DATABASE {choice.known[str(path)]} TEMPLATE {_TEMPLATE}"
        wait_for(_does(choice.socket, made))
    return choice.url(choice.known[str(path)])


def tables(url: str) -> str:
    """See to it that there are tables at this address: those that the migrations made, once for all tests."""
    file = sqlite_file(url)
    if file is not None and not file.exists():
        file.write_bytes(_migrated())
    return url


@cache
def _migrated() -> bytes:
    """A new SQLite database after all migrations."""
    with TemporaryDirectory() as home:
        file = Path(home) / "aduan.db"
        wait_for(schema.upgrade(f"sqlite+aiosqlite:///{file}"))
        return file.read_bytes()


@contextmanager
def postgresql() -> Iterator[None]:
    """On a server of our own until the end; every database there is a copy of one that was migrated."""
    if choice.socket is not None:
        yield
        return
    if server.binary("initdb") is None:
        pytest.skip("no PostgreSQL server is installed")
    with server.running() as socket:
        choice.socket = socket
        try:
            wait_for(_does(socket, f"CREATE DATABASE {_TEMPLATE}"))
            wait_for(schema.upgrade(choice.url(_TEMPLATE)))
            yield
        finally:
            choice.socket = None


def drop_all() -> None:
    """The test is over, and so are its databases."""
    if choice.socket is not None:
        for name in choice.known.values():
            wait_for(_does(choice.socket, f"DROP DATABASE {name} WITH (FORCE)"))
    choice.known.clear()


def wait_for(work: Coroutine[Any, Any, Any]) -> Any:
    """The result of asynchronous work, from wherever we are."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def _does(socket: Path, statement: str) -> None:
    connection = await asyncpg.connect(host=str(socket), port=PORT, user="aduan", database="postgres")
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
