"""What is dropped from the index of words is gone."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from bot.retention import Retention
from storage import erasing, searching
from storage.database import Database
from tests.desk.scene import Scene


@pytest.mark.sqlite("the words of PostgreSQL stand in the row")
async def test_a_dropped_report_left_its_words_in_the_index(scene: Scene) -> None:
    ticket_id, _ = await scene.file(description="rahasiasekali di jalan")
    async with scene.write() as tx:
        await searching.drop(tx, await scene.ticket(ticket_id))
        await erasing.leftover(tx, erasing.WORDS)
    await Retention(scene.regency, scene.database).sweep()
    assert await _blocks_with(scene.database, b"rahasiasekali") == 0


async def _blocks_with(database: Database, word: bytes) -> int:
    async with database.read() as session:
        blocks = (await session.execute(text("SELECT block FROM tickets_text_data"))).scalars().all()
    return sum(word in block for block in blocks)
