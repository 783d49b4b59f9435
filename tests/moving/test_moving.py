"""An office moves from one database to another and back, and nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.notices import Notice
from bot.persons import Person
from storage import inbox, moving, outbox, residents, schema, tickets
from storage.database import Database
from storage.moving import Different, Moving, Occupied
from tests.databases import address, postgresql
from tests.desk.scene import Scene

ANI = Person(7_812_345_678, "Ani Lestari", "ani_lestari")


@pytest.fixture(scope="module", autouse=True)
def server() -> Iterator[None]:
    with postgresql():
        yield


@pytest.fixture
async def sqlite(tmp_path: Path, scene: Scene) -> str:
    """An office with reports, messages on their way and updates that nobody handled."""
    url = f"sqlite+aiosqlite:///{tmp_path}/office.db"
    await schema.upgrade(url)
    scene.database = Database(url, scene.database.seal, lambda: scene.now)
    for _ in range(5):
        await scene.file()
    async with scene.database.write() as tx:
        await inbox.store(tx, [({"update_id": 7}, 1)])
        outbox.put(tx, Notice(ANI.id, "halo"))
    return url


async def moved(source: str, target: str) -> int:
    arrived: list[int] = []
    work = Moving(source, target)
    try:
        total = await work.total()
        await work.run(arrived.append)
    finally:
        await work.close()
    assert sum(arrived) == total
    return total


async def test_there_and_back_again(sqlite: str, tmp_path: Path) -> None:
    there, back = address(tmp_path / "there"), f"sqlite+aiosqlite:///{tmp_path}/back.db"
    assert await moved(sqlite, there) == await moved(there, back)


async def test_what_comes_next_has_an_id_and_a_number_of_its_own(
    sqlite: str, tmp_path: Path, scene: Scene
) -> None:
    await moved(sqlite, address(tmp_path / "there"))
    await scene.database.close()
    scene.database = Database(address(tmp_path / "there"), scene.database.seal, lambda: scene.now)
    ticket, said = await scene.file()
    async with scene.write() as tx:
        outbox.say(tx, said)
        found = await tickets.get(tx, ticket)
        assert found is not None
        assert (found.id, found.serial) == (6, 6)
        assert await residents.find(tx, 7001) is not None


async def test_it_goes_on_where_it_was_broken_off(
    sqlite: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "CHUNK", 2)
    there, rows = address(tmp_path / "there"), 0

    def breaks(arrived: int) -> None:
        nonlocal rows
        rows += arrived
        if rows > 8:
            raise KeyboardInterrupt

    work = Moving(sqlite, there)
    await work.total()
    with pytest.raises(KeyboardInterrupt):
        await work.run(breaks)
    await work.close()
    await moved(sqlite, there)


async def test_an_office_is_not_mixed_with_another(sqlite: str, tmp_path: Path) -> None:
    there = address(tmp_path / "there")
    await moved(sqlite, there)
    with pytest.raises(Occupied):
        await moved(sqlite, there)


async def test_a_row_that_changed_on_the_way_is_noticed(sqlite: str, tmp_path: Path, scene: Scene) -> None:
    there = Database(address(tmp_path / "there"), scene.database.seal, lambda: scene.now)
    work = Moving(sqlite, address(tmp_path / "there"))
    await work.total()
    await work.run(lambda _rows: None)
    async with there.write() as tx:
        found = await tickets.get(tx, 1)
        assert found is not None
        found.description = "lain"
    with pytest.raises(Different, match="tickets"):
        await work.run(lambda _rows: None)
    await work.close()
    await there.close()
