"""Residents: known again by a fingerprint, their names only under seal."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.persons import Person
from storage import drafts, residents
from storage.database import Database

ANI = Person(7_812_345_678, "Ani Lestari", "ani_lestari")


async def met(database: Database, person: Person) -> int:
    async with database.write() as tx:
        return (await residents.meet(tx, person)).id


async def test_the_same_person_is_the_same_resident(database: Database) -> None:
    assert await met(database, ANI) == await met(database, ANI)
    assert await met(database, Person(1, "Citra")) != await met(database, ANI)


async def test_a_new_name_replaces_the_old_one(database: Database) -> None:
    await met(database, ANI)
    married = Person(ANI.id, "Ani Rahman", None)
    await met(database, married)
    async with database.write() as tx:
        found = await residents.find(tx, ANI.id)
        assert found is not None
        assert residents.identity(tx.seal, found) == married


async def test_whoever_writes_again_can_be_written_to(database: Database) -> None:
    await met(database, ANI)
    async with database.write() as tx:
        resident = await residents.meet(tx, ANI)
        resident.reachable = False
        residents.keep(tx, resident)
    await met(database, ANI)
    async with database.write() as tx:
        assert (await residents.meet(tx, ANI)).reachable


async def test_a_draft_is_found_with_its_resident_and_gone_when_dropped(database: Database) -> None:
    async with database.write() as tx:
        resident = await residents.meet(tx, ANI)
        draft = drafts.begin(tx, resident, tx.now)
        drafts.keep(tx, draft, b'{"parts": ["banjir"]}')
    async with database.write() as tx:
        await residents.prefetch(tx, [ANI.id])
        found = await drafts.of(tx, await residents.meet(tx, ANI))
        assert found is not None
        assert drafts.form_of(tx, found) == b'{"parts": ["banjir"]}'
        drafts.drop(tx, found)
    async with database.write() as tx:
        assert await drafts.of(tx, await residents.meet(tx, ANI)) is None


@pytest.mark.sqlite("reads the file")
async def test_neither_name_nor_id_stands_in_the_file(database: Database, tmp_path: Path) -> None:
    await met(database, ANI)
    written = b"".join(path.read_bytes() for path in tmp_path.glob("aduan.db*"))
    signs = [b"Ani", b"lestari", b"7812345678", ANI.id.to_bytes(8, "big"), ANI.id.to_bytes(8, "little")]
    assert [sign for sign in signs if sign in written] == []
