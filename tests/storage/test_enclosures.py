"""Files on their way are sealed for their row."""

from __future__ import annotations

import pytest
from sqlmodel import select

from bot.protocols import Content
from storage import enclosures
from storage.database import Database
from storage.models import Enclosure
from storage.sealing import BrokenSeal

RECAP = Content("rekap.csv", b"KT-2026-000001,Jalan berlubang")


async def test_a_file_on_its_way_could_be_read_in_the_database(database: Database) -> None:
    async with database.write() as tx:
        kept = await enclosures.keep(tx, RECAP)
    async with database.write() as tx:
        [row] = (await tx.session.execute(select(Enclosure))).scalars()
        assert (b"KT-2026" in row.content, await enclosures.load(tx, [kept])) == (False, {kept: RECAP})


async def test_the_bytes_of_one_file_do_not_open_as_another(database: Database) -> None:
    async with database.write() as tx:
        first, second = [await enclosures.keep(tx, RECAP) for _ in range(2)]
    async with database.write() as tx:
        rows = {row.id: row for row in (await tx.session.execute(select(Enclosure))).scalars()}
        rows[second].content = rows[first].content
        await tx.session.flush()
        with pytest.raises(BrokenSeal):
            await enclosures.load(tx, [second])
