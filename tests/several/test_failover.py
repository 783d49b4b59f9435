"""The server that writes dies while people file, and the one that stood by takes its place."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url
from sqlmodel import select

from bot import clock
from bot.errors import StorageDown
from storage import inbox, keys, schema
from storage.database import Database
from storage.models import Inbox
from storage.servers import Servers, servers_at
from tests.databases import address, server
from tests.several.conftest import Scene, open_scene
from tests.several.office import some_ports
from tests.several.pair import Pair, synchronous_pair

pytestmark = pytest.mark.slow

OFFICE = "office"
RESIDENTS = 10
A_WHILE = 30
"""Messages of the office, in which some reports are begun and some are over."""


@pytest.fixture
def pair() -> Iterator[Pair]:
    if server.binary("pg_basebackup") is None:
        pytest.skip("no PostgreSQL server is installed")
    with synchronous_pair(some_ports(2)) as pair:
        yield pair


@pytest.fixture
async def scene(pair: Pair, tmp_path: Path) -> AsyncIterator[Scene]:
    connection = await servers_at(pair.url("postgres")).connect()
    await connection.execute(f"CREATE DATABASE {OFFICE}")
    await connection.close()
    async with open_scene(tmp_path, pair.url(OFFICE), RESIDENTS) as scene:
        yield scene


async def test_a_standby_takes_over_and_nothing_confirmed_is_lost(scene: Scene, pair: Pair) -> None:
    """Then the former primary comes back, and who starts anew does not fall for it."""
    await scene.all_start()
    async with scene.filing():
        await scene.delivers(A_WHILE)
        pair.kills_primary()
        pair.promotes()
        await scene.delivers(A_WHILE)
        pair.primary.starts()
        member = scene.office.members[0]
        await member.is_killed()
        await member.starts()
        await scene.delivers(A_WHILE)
    await scene.drained()
    await scene.reckons()
    assert await scene.office.asks("select 1 from inbox where attempts > 0") == []
    assert servers_at(scene.office.url).latest == "00000002"


async def test_what_no_standby_has_is_not_confirmed_when_it_comes_again(pair: Pair, tmp_path: Path) -> None:
    """A COMMIT that was given up on while it waited for the standby is there, on one machine only."""
    url = pair.url("postgres")
    await schema.upgrade(url)
    database = await _opened(url, tmp_path)
    pair.standby.ends()
    for _ in ("stored", "found, as Telegram brings it again"):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(_stores(database), 1)
    async with database.read() as session:
        assert (await session.execute(select(Inbox.update_id))).scalars().all() == [7]
    pair.standby.starts()
    assert await asyncio.wait_for(_stores(database), 20) == set()
    await database.close()


async def test_a_server_that_says_nothing_keeps_nobody_from_the_other(tmp_path: Path) -> None:
    there = make_url(address(tmp_path / "office"))
    silent = await asyncio.start_server(_says_nothing, "127.0.0.1", 0)
    async with silent:
        hosts = f"127.0.0.1,{there.query['host']}"
        ports = f"{silent.sockets[0].getsockname()[1]},{there.query['port']}"
        both = there.update_query_dict({"host": hosts, "port": ports})
        connection = await Servers(both).connect()
    assert await connection.fetchval("select current_database()") == there.database
    await connection.close()


async def test_a_server_that_only_reads_counts_as_down_and_is_left(tmp_path: Path) -> None:
    url = address(tmp_path / "office")
    database, name = await _opened(url, tmp_path), make_url(url).database
    other = await servers_at(url).connect()
    await other.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with pytest.raises(StorageDown, match="25006"):
        await _stores(database)
    await other.execute("SET default_transaction_read_only = off")
    await other.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")
    await other.close()
    assert await _stores(database) == {7}
    await database.close()


async def _opened(url: str, home: Path) -> Database:
    return Database(url, await keys.unlock(url, home / "aduan.key"), clock.now)


async def _says_nothing(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await reader.read()


async def _stores(database: Database) -> set[int]:
    async with database.write() as tx:
        return await inbox.store(tx, [({"update_id": 7}, 1)])
