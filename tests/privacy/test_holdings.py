"""Nothing that is held about a resident is missing from what they get, nor left after they left."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlmodel import SQLModel

from bot.desk.forgetting import Forgetting
from bot.failpoints import Point, arm
from bot.persons import Person
from bot.regency import Regency
from bot.rights import Right
from storage import followers, holdings, key_file, petitions, residents
from storage.database import Database
from storage.models import Petition, Resident, Ticket
from storage.transaction import Transaction
from tests.desk.scene import ANI, CITRA, MONDAY
from tests.privacy.sealed import FILE, Office

TABLES = SQLModel.metadata.tables
NAMES_NOBODY = {"residents", "drafts", "followers", "petitions"}
"""Tables with a resident in them besides tickets: of whoever left, no row may stay that names them."""


@pytest.fixture
async def database(tmp_path: Path, kutim: Regency) -> Database:
    office = Office(tmp_path)
    await office.fill(kutim, tmp_path)
    held = key_file.read(office.key)
    assert held is not None
    return Database(office.url, held.seal, lambda: MONDAY)


async def _lives(tx: Transaction) -> Resident:
    """Ani has something in every table that can be about a resident, Citra as well."""
    ani, citra = await residents.meet(tx, ANI), await residents.meet(tx, CITRA)
    await followers.join(tx, 1, ani.id, "id")
    for one in (ani, citra):
        asked = Petition(resident_id=one.id, kind=Right.OTHER, asked_at=tx.now, due_at=tx.now)
        petitions.say(tx, await petitions.add(tx, asked), f"kata {one.id}")
    return ani


def test_every_table_is_handed_out_or_about_nobody() -> None:
    about = holdings.owned(1, 1, 1).keys()
    assert about & holdings.NOT_ABOUT_THEM.keys() == set()
    assert about | holdings.NOT_ABOUT_THEM.keys() == TABLES.keys()


def test_every_column_that_names_a_resident_is_in_a_table_that_is_handed_out() -> None:
    named = {table.name for table in TABLES.values() if "resident_id" in table.columns}
    assert named == NAMES_NOBODY - {"residents"} | {"tickets"}
    assert named <= holdings.owned(1, 1, 1).keys()


async def test_all_columns_are_there_opened_and_only_ones_own_rows(database: Database) -> None:
    async with database.write() as tx:
        held = await holdings.of(tx, await _lives(tx), ANI.id)
    await database.close()
    for name, rows in held.items():
        columns = {column.name for column in TABLES[name].columns} - holdings.OF_OTHERS.get(name, frozenset())
        assert all(row.keys() == columns for row in rows), name
    filled = {name for name, rows in held.items() if rows}
    assert filled == {
        "residents",
        "tickets",
        "events",
        "attachments",
        "followers",
        "petitions",
        "inbox",
        "outbox",
    }
    assert [row["identity"]["name"] for row in held["residents"]] == [ANI.name]
    assert [row["file"]["name"] for row in held["attachments"]] == [FILE.name]
    assert [row["payload"]["message"] for row in held["inbox"]] == ["pesan"]
    assert [row["payload"]["text"] for row in held["outbox"]] == ["kabar"]
    assert [row["words"] for row in held["petitions"]] == [f"kata {held['residents'][0]['id']}"]


async def test_of_whoever_leaves_no_row_is_left_that_names_them(database: Database, kutim: Regency) -> None:
    async with database.write() as tx:
        ani = await _lives(tx)
        ani_id, held = ani.id, tx.seal
        await tx.session.flush()
        await Forgetting(kutim, tx).resident(ani)
    async with database.write() as tx:
        core = await tx.core()
        left = {
            name: await core.scalar(select(func.count()).select_from(TABLES[name]).where(mine))
            for name, mine in holdings.owned(ani_id, ANI.id, tx.seal.lane(ANI.id)).items()
        }
        ticket = (await tx.session.execute(select(Ticket))).scalars().one()
        assert await residents.find(tx, ANI.id) is None
        assert await residents.find(tx, CITRA.id) is not None
        asked = (await tx.session.execute(select(Petition))).scalars().all()
    await database.close()
    assert {name: count for name, count in left.items() if count} == {"inbox": 1}, "what is handled just now"
    assert (ticket.resident_id, ticket.description) == (None, "Jalan berlubang parah di depan SD 003")
    assert sorted(one.resident_id is None for one in asked) == [False, False, True]
    assert ticket.confirmed_by != held.fingerprint("confirmed", 1)


async def test_whoever_comes_back_is_someone_new(database: Database, kutim: Regency) -> None:
    async with database.write() as tx:
        await Forgetting(kutim, tx).resident(await residents.meet(tx, ANI))
        again = await residents.meet(tx, Person(ANI.id, "Ani", None))
        assert (again.consent, again.language) == (0, None)
    async with database.read() as session:
        assert len((await session.execute(select(Resident))).scalars().all()) == 2
    await database.close()


@pytest.mark.parametrize("passes", [1, 2, 3])
async def test_killed_within_an_erasure_it_did_not_happen(
    database: Database, kutim: Regency, passes: int
) -> None:
    arm(f"{Point.ERASING}:{passes}", _die)
    with pytest.raises(Killed):
        async with database.write() as tx:
            await Forgetting(kutim, tx).resident(await residents.meet(tx, ANI))
    arm(None, _die)
    async with database.write() as tx:
        ani = await residents.find(tx, ANI.id)
        assert ani is not None
        ticket = (await tx.session.execute(select(Ticket))).scalars().one()
        assert (ticket.resident_id, residents.identity(tx.seal, ani).name) == (ani.id, ANI.name)
        await Forgetting(kutim, tx).resident(ani)
    async with database.write() as tx:
        assert await residents.find(tx, ANI.id) is None
    await database.close()


class Killed(BaseException):
    """As if the process were no more."""


def _die() -> None:
    raise Killed
