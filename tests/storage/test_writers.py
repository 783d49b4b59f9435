"""Two who write to one file: the second waits, and neither fails for what the other did meanwhile."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.sealing import Seal
from tests.databases import address, tables
from tests.storage.conftest import Stopped

pytestmark = pytest.mark.sqlite("is about its lock on the file")


async def _counts_up(database: Database, begun: asyncio.Event, goes_on: asyncio.Event) -> None:
    """Reads, then writes what follows from it."""
    async with database.write() as tx:
        found = await tx.session.execute(text("select value from marks where name = 'count'"))
        count = int(found.scalar() or 0)
        begun.set()
        await goes_on.wait()
        written = text("insert or replace into marks (name, value) values ('count', :count)")
        await tx.session.execute(written, {"count": str(count + 1)})


async def test_who_reads_and_then_writes_is_not_told_that_the_database_is_locked(tmp_path: Path) -> None:
    url = tables(address(tmp_path / "aduan.db"))
    one, other = (Database(url, Seal(b"k" * 32), Stopped()) for _ in range(2))
    begun, goes_on = asyncio.Event(), asyncio.Event()
    first = asyncio.create_task(_counts_up(one, begun, goes_on))
    await begun.wait()
    second = asyncio.create_task(_counts_up(other, asyncio.Event(), goes_on))
    await asyncio.sleep(0.05)
    goes_on.set()
    await asyncio.gather(first, second)
    async with one.read() as session:
        found = await session.execute(text("select value from marks where name = 'count'"))
        assert found.scalar() == "2"
    await one.close()
    await other.close()
