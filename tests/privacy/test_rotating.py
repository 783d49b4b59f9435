"""A new key takes the place of the old one, also when that is broken off anywhere and begun again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, update
from sqlmodel import SQLModel

from bot.failpoints import Point, arm
from bot.regency import Regency
from storage import key_file, rotating
from storage.engine import engine_of
from storage.key_file import BadKey, Keys
from storage.rotating import SEALED, Rotation
from storage.sealing import KEY_BYTES
from tests.privacy.sealed import Office


class Killed(BaseException):
    """As if the process were no more."""


def _die() -> None:
    raise Killed


@pytest.fixture(autouse=True)
def disarmed() -> Iterator[None]:
    yield
    arm(None, _die)


@pytest.fixture
async def office(tmp_path: Path, kutim: Regency) -> Office:
    made = Office(tmp_path)
    await made.fill(kutim, tmp_path)
    return made


async def changes(office: Office) -> Rotation:
    """A change from where it stands to its end, or to where it is killed."""
    rotation = Rotation(office.url, office.key)
    try:
        await rotation.run(lambda _done: None)
    finally:
        await rotation.close()
    return rotation


def test_every_column_of_sealed_bytes_is_known() -> None:
    columns = {
        (table.name, column.name)
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary) and column.type.length is None
    }
    assert {(one.table, one.column) for one in SEALED} == columns


async def test_the_new_key_opens_all_and_the_old_one_nothing(office: Office) -> None:
    former = office.key.read_bytes()
    assert {one.place for one in await office.values()} == {one.place for one in SEALED} | {"rulings.who"}
    assert (await changes(office)).broken == 0
    assert (former in office.key.read_bytes(), office.key.stat().st_mode & 0o777) == (False, 0o600)
    assert await office.closed() == []
    assert await office.closed(Keys(former).seal) == await office.values()
    await office.works()


async def test_a_second_change_follows_the_first(office: Office) -> None:
    await changes(office)
    first = office.key.read_bytes()
    await changes(office)
    second = office.key.read_bytes()
    assert (first[:32] == second[:32], first[32:] == second[32:], len(second)) == (False, True, 64)
    await office.works()


@pytest.mark.parametrize("passes", [1, 2, 3, 6, 10, -3, -2, -1])
async def test_killed_anywhere_every_row_can_be_read_and_the_next_one_ends_it(
    office: Office, tmp_path: Path, kutim: Regency, monkeypatch: pytest.MonkeyPatch, passes: int
) -> None:
    """Negative: counted from the end."""
    wanted = passes if passes > 0 else 1 + passes + await _passes(tmp_path / "twin", kutim, monkeypatch)
    arm(f"{Point.REKEYING}:{wanted}", _die)
    with pytest.raises(Killed):
        await changes(office)
    arm(None, _die)
    assert await office.closed() == []
    await office.works()
    ends = len(office.key.read_bytes()) == 2 * KEY_BYTES
    assert ends is (passes == -1)
    await changes(office)
    assert (len(office.key.read_bytes()), await office.closed()) == (2 * KEY_BYTES, [])
    await office.works()


async def _passes(home: Path, kutim: Regency, monkeypatch: pytest.MonkeyPatch) -> int:
    """How often the change of such an office comes by the point."""
    home.mkdir()
    twin, passed = Office(home), list[Point]()
    await twin.fill(kutim, home)
    with monkeypatch.context() as patched:
        patched.setattr(rotating, "reached", passed.append)
        await changes(twin)
    return len(passed)


async def test_the_key_of_another_office_changes_nothing(office: Office) -> None:
    office.key.write_bytes(b"k" * KEY_BYTES)
    with pytest.raises(BadKey, match="not the key"):
        await changes(office)
    assert office.key.read_bytes() == b"k" * KEY_BYTES


async def test_a_damaged_value_is_counted_and_left_as_it_is(office: Office) -> None:
    damaged = b"x" * 40
    engine = engine_of(office.url, read_only=False)
    async with engine.begin() as connection:
        await connection.execute(update(SQLModel.metadata.tables["inbox"]).values(payload=damaged))
    await engine.dispose()
    assert (await changes(office)).broken == 1
    assert [one.sealed for one in await office.closed()] == [damaged]


async def test_a_key_file_of_odd_length_is_refused(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"k" * 33)
    with pytest.raises(BadKey, match="must hold"):
        key_file.read(tmp_path / "key")
