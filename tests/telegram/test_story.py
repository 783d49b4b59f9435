"""Speaker, courier and a strict Telegram together: what people see when things go wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import pytest

from bot.notices import Button, Notice, Purpose
from bot.telegram import Api, TelegramCourier
from simulator.town import Town
from storage.database import Database
from storage.sealing import Seal
from tests.databases import address, tables
from tests.speaker.conftest import LABEL, Office, Time


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with Town() as town:
        yield town
        assert town.wrongs == []


@pytest.fixture
async def office(town: Town, tmp_path: Path) -> AsyncIterator[Office]:
    time, api = Time(), Api(town.token, town.api, read_timeout=0.5)
    database = Database(tables(address(tmp_path / "a.db")), Seal(b"k" * 32), time.wall)
    office = Office(database, cast(Any, TelegramCourier(api)), time)
    office.starts()
    yield office
    await office.stops()
    await api.close()
    await database.close()


@pytest.mark.parametrize("trouble", ["reset after delivery", "slow after delivery", "truncated json"])
async def test_a_copy_is_labelled_as_such(town: Town, office: Office, trouble: str) -> None:
    ani = town.person("Ani", started=True)
    town.fails(cast(Any, trouble), "sendMessage", times=1)
    await office.puts(Notice(ani.id, "<b>Nomor</b> KT-2026-000001"))
    await office.quiet()
    await office.passes(2)
    assert [shown.text for shown in ani.messages] == [
        "Nomor KT-2026-000001",
        f"{LABEL}\nNomor KT-2026-000001",
    ]


@pytest.mark.parametrize("trouble", ["500", "502", "429"])
async def test_what_was_not_taken_comes_once_and_unlabelled(town: Town, office: Office, trouble: str) -> None:
    ani = town.person("Ani", started=True)
    town.fails(cast(Any, trouble), "sendMessage", times=1)
    await office.puts(Notice(ani.id, "Nomor"))
    await office.quiet()
    await office.passes(2)
    assert [shown.text for shown in ani.messages] == ["Nomor"]


async def test_a_group_that_becomes_a_supergroup_misses_nothing(town: Town, office: Office) -> None:
    budi = town.person("Budi")
    pupr = town.group("Grup PUPR", [budi], supergroup=False)
    was = pupr.id
    await pupr.migrates()
    rows = ((Button("Ambil", "t:1"),),)
    await office.puts(Notice(was, "kartu", rows=rows, purpose=Purpose.CARD, ticket_id=1), Notice(was, "dua"))
    await office.settles()
    assert [shown.text for shown in budi.inside(pupr).messages] == ["kartu", "dua"]
    assert office.moved == [(was, pupr.id)]


async def test_who_blocks_the_bot_is_told_of(town: Town, office: Office) -> None:
    ani = town.person("Ani", started=True)
    await ani.blocks_bot()
    await office.puts(Notice(ani.id, "Nomor"))
    await office.settles()
    assert office.unreachable == [ani.id]


async def test_a_card_is_edited_in_place(town: Town, office: Office) -> None:
    budi = town.person("Budi")
    pupr = town.group("Grup PUPR", [budi])
    for words in ("baru", "diambil", "diambil"):
        await office.puts(Notice(pupr.id, words, purpose=Purpose.CARD, ticket_id=1))
        await office.settles()
    assert [shown.text for shown in budi.inside(pupr).messages] == ["diambil"]
    assert await office.rows() == ["sent"] * 3
