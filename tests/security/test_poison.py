"""One bad update, or one that our own code chokes on, harms nobody but itself."""

from __future__ import annotations

import asyncio
import copy
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.errors import Undecodable
from bot.intake import Intake
from bot.intake.sent import Sent
from bot.notices import Said
from bot.persons import Person as Account
from bot.protocols import UPDATES
from handlers import Dispatch
from simulator.people import Person
from simulator.updates import Update
from tests.security import samples, types
from tests.security.actors import message
from tests.security.attempts import ATTEMPTS
from tests.security.conftest import Scene
from tests.security.stage import Stage, open_stage

Json = dict[str, Any]

SWAPS: tuple[Any, ...] = (
    None, True, -1, 0, 2**31, 2**63, 2**64, 10**30, 1.5, 1e308, float("inf"), "", "kata", "7", "\0",
    "a" * 5000, [], [[]], {}, {"id": 1}, [None], {"": None},
)  # fmt: skip
RESTS = (
    "9" * 4000, "KT-2026-" + "9" * 30, "0", "-1", "\u0661", "\u00b2", "KT-" * 1000, "9999-12-31 9999-12-31",
    "0001-01-01 0001-01-02", "2026-01-01 9999-12-31", "\u0662\u0660\u0662\u0666-11", "1 " + "<b>" * 1000,
    "KT-2026-000001 \u202e\u2066\0", "1 \U0001f600" * 500, "%s %d {x} {0}", "'; drop table tickets; --",
)  # fmt: skip
UNKNOWN = "Maaf, jenis pesan ini belum dapat kami baca."
SORRY = "Maaf, pesan Anda tidak dapat kami olah."


def _offer(stage: Stage, body: str) -> None:
    """An update as it stands in the body of an answer, with the id it should have in place of ``@``."""
    updates = stage.town.world.updates
    updates.last_id += 1
    whole = body.replace("@", str(updates.last_id)).encode()
    updates._offer(Update(updates.last_id, "message", whole, 0, float("inf")))


def _inbox(home: Path) -> Counter[str]:
    with sqlite3.connect(home / "aduan.db") as connection:
        found = Counter(dict(connection.execute("select state, count(*) from inbox group by state")))
    connection.close()
    return found


@pytest.mark.asyncio(loop_scope="session")
async def test_every_kind_of_update_there_is_gets_handled_or_put_aside(scene: Scene) -> None:
    joko = scene.stage.joko
    places = (joko.chat.json, scene.stage.groups["pupr"].chat.json)
    kinds = [one for place in places for one in samples.updates(place, joko.user.json)]
    aside = set()
    for name, update in kinds:
        try:
            await scene.probe.tries(update)
        except Undecodable:
            aside.add(name)
    assert {name for name, _ in kinds if name.partition(".")[0] not in UPDATES} == aside


@pytest.mark.asyncio(loop_scope="session")
async def test_every_type_of_object_whole_and_in_its_place_makes_no_handler_raise(scene: Scene) -> None:
    joko = scene.stage.joko
    places = (joko.chat.json, scene.stage.groups["pupr"].chat.json)
    kinds = [one for place in places for one in types.updates(place, joko.user.json)]
    aside = set()
    for name, update in kinds:
        try:
            await scene.probe.tries(update)
        except Undecodable:
            aside.add(name)
    every = {name for name, _ in kinds}
    assert {"Message", "Sticker", "PassportFile", "ChecklistTask", "Giveaway"} <= every
    assert len(aside) < len(every) / 4


@pytest.mark.asyncio(loop_scope="session")
async def test_no_field_left_out_or_of_another_type_makes_a_handler_raise(
    scene: Scene, request: pytest.FixtureRequest
) -> None:
    enough, joko = request.config.getoption("--poison"), scene.stage.joko
    whole = [
        update
        for place in (joko.chat.json, scene.stage.groups["pupr"].chat.json)
        for name, update in samples.updates(place, joko.user.json)
        if name.partition(".")[0] in UPDATES
    ]
    whole += [update for _, update in types.updates(joko.chat.json, joko.user.json)]
    handled = 0
    for update in _mutants(whole, enough):
        try:
            await scene.probe.tries(update)
            handled += 1
        except Undecodable:
            continue
    assert enough // 10 < handled < enough


def _mutants(whole: list[Json], count: int) -> Iterator[Json]:
    chance = random.Random(20261125)
    for _ in range(count):
        update = copy.deepcopy(chance.choice(whole))
        *way, last = chance.choice(list(_paths(update)))
        holder: Any = update
        for step in way:
            holder = holder[step]
        if chance.random() < 0.25:
            del holder[last]
        else:
            holder[last] = chance.choice(SWAPS)
        yield update


def _paths(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, below in inside:
        yield (*way, key)
        yield from _paths(below, (*way, key))


@pytest.mark.asyncio(loop_scope="session")
async def test_whatever_follows_a_command_no_handler_raises(scene: Scene) -> None:
    names = {name.rpartition("/")[2] for name in ATTEMPTS if "/message/" in name}
    for rest in RESTS:
        for name in names:
            for actor, place in (("officer", "own"), ("admin", "admin_chat"), ("admin", "private")):
                await scene.probe.tries(message(scene.stage, actor, place, text=f"/{name} {rest}"))


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("name", ["\ud800", "\udfff Joko"])
async def test_half_a_character_in_a_name_shuts_nobody_out(scene: Scene, name: str) -> None:
    sender = scene.stage.joko.user.json | {"first_name": name}
    message = {
        "message_id": 1,
        "date": 1,
        "chat": scene.stage.joko.chat.json,
        "from": sender,
        "text": "/bantuan",
    }
    assert (await scene.probe.tries({"message": message})).notices


async def test_bad_updates_are_put_aside_and_their_senders_answered(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        await asyncio.gather(*(person.starts() for person in stage.people.values()))
        before = _inbox(tmp_path)["dead"]
        chat = f'"chat":{{"id":{stage.joko.id},"type":"private"}}'
        bodies = [
            f'{{"update_id":@,"message":{{{chat},"text":7}}}}',
            f'{{"update_id":@,"edited_message":{{{chat},"from":{{"id":"x"}}}}}}',
            f'{{"update_id":@,"callback_query":{{"message":{{{chat}}}}}}}',
            '{"update_id":@,"message":[]}', '{"update_id":@,"message":"kata"}', '{"update_id":@}',
            '{"update_id":@,"poll":{}}', '{"update_id":@,"message":{"chat":{"id":"7"}}}',
            '{"update_id":@,"message":{"chat":{"id":1e300}}}',
            f'{{"update_id":@,"message":{"[" * 500}{"]" * 500}}}',
            f'{{"update_id":@,"message":{{{chat},"x":{"[" * 900}{"]" * 900}}}}}',
        ]  # fmt: skip
        unkept = [
            '{"message":{}}',
            '{"update_id":"@"}',
            '{"update_id":1.5}',
            f'{{"update_id":{10**30}}}',
            "7",
            "null",
        ]
        for body in bodies + unkept:
            _offer(stage, body)
        others = [stage.ani, stage.citra, stage.budi, stage.eko, stage.hana]
        await asyncio.gather(*(person.says("/bantuan") for person in others))
        assert _inbox(tmp_path)["dead"] - before == len(bodies)
        assert stage.joko.count(UNKNOWN) == 4
        assert [person.count("/laporanku") for person in others] == [1] * len(others)


async def test_updates_without_ids_are_not_asked_for_at_full_speed(tmp_path: Path) -> None:
    async with open_stage(tmp_path) as stage:
        polls = stage.town.world.updates.polls
        _offer(stage, '{"message":{}}')
        await asyncio.sleep(0.5)
        assert stage.town.world.updates.polls - polls <= 2
        await stage.joko.says("/bantuan")
        assert stage.joko.sees("/laporanku")


async def test_a_decoder_that_fails_holds_up_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare = Dispatch.prepare

    async def fails(self: Dispatch, raw: Json) -> Any:
        if "rusak" in str(raw):
            raise TypeError("unforeseen")
        return await prepare(self, raw)

    monkeypatch.setattr(Dispatch, "prepare", fails)
    async with open_stage(tmp_path) as stage:
        await asyncio.gather(
            stage.joko.says("rusak"), stage.ani.says("/bantuan"), stage.citra.says("/bantuan")
        )
        assert stage.joko.sees(UNKNOWN)
        assert stage.ani.sees("/laporanku")
        assert stage.citra.sees("/laporanku")
        assert _inbox(tmp_path)["dead"] == 1


async def test_one_message_that_fails_among_fifty_is_tried_again_and_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hear, tries = Intake.hear, []

    async def fails(self: Intake, person: Account, sent: Sent) -> Said:
        if "rusak" in sent.text:
            tries.append(person.id)
            raise ValueError(sent.text)
        return await hear(self, person, sent)

    monkeypatch.setattr(Intake, "hear", fails)
    async with open_stage(tmp_path) as stage:
        crowd: list[Person] = [stage.town.person(f"Warga {number}") for number in range(50)]
        said = [person.says("jalan depan pasar berlubang") for person in crowd]
        said.insert(25, stage.joko.says("ini rusak"))
        await asyncio.gather(*said)
        assert [len(person.messages) for person in crowd] == [1] * 50
        assert [one.text.startswith(SORRY) for one in stage.joko.messages] == [True]
        assert tries[1:] == [stage.joko.id] * 3
        assert _inbox(tmp_path) == {"done": 50, "dead": 1}
