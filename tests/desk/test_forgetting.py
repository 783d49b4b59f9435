"""What is dropped from the index of words is gone."""

from __future__ import annotations

from sqlite3 import sqlite_version_info

import pytest
from sqlalchemy import text

from storage import searching
from storage.database import Database
from tests.desk.scene import Scene


@pytest.mark.sqlite("the words of PostgreSQL stand in the row")
@pytest.mark.skipif(sqlite_version_info < searching.FORGETS, reason="this SQLite cannot forget")
async def test_a_dropped_report_left_its_words_in_the_index(scene: Scene) -> None:
    ticket_id, _ = await scene.file(description="rahasiasekali di jalan")
    async with scene.write() as tx:
        await searching.drop(tx, await scene.ticket(ticket_id))
    assert await _blocks_with(scene.database, b"rahasiasekali") == 0


async def _blocks_with(database: Database, word: bytes) -> int:
    async with database.read() as session:
        blocks = (await session.execute(text("SELECT block FROM tickets_text_data"))).scalars().all()
    return sum(word in block for block in blocks)
