"""The bot was down: what waited is handled fairly, and what is lost can be made up for."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from simulator import acts
from simulator.people import Person
from simulator.town import Town
from tests.stories.conftest import Cast, cast
from tests.stories.desk import Clock, open_desk
from tests.stories.ways import files

__all__ = ["cast"]

OTHERS = 50


async def test_a_backlog_of_one_who_floods_and_many_others_is_drained_fairly(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    flood = request.config.getoption("--backlog") - OTHERS
    clock = Clock()
    async with Town(clock=clock) as town:
        joko = town.person("Joko")
        others = [town.person(f"Warga {number}") for number in range(OTHERS)]
        for _ in range(flood):
            _says(joko, "/bantuan")
        for person in others:
            _says(person, "jalan depan pasar berlubang")
        clock.turn(hours=23)
        async with open_desk(town, tmp_path, clock) as desk:
            async with asyncio.timeout(600):
                while not all(person.messages for person in others):
                    await town.world.pulse.after(town.world.pulse.count, 5)
            heard = len(joko.messages)
            while not (town.confirmed and desk.app.idle):
                await asyncio.sleep(0.02)
            async with desk.app.database.read() as session:
                found = await session.execute(text("select state, count(*) from inbox group by state"))
                states = found.all()
        assert [tuple(row) for row in states] == [("done", flood + OTHERS)]
        assert [len(person.messages) for person in others] == [1] * OTHERS
        assert len(joko.messages) == flood
        assert heard < flood / 2
        assert town.wrongs == []


async def test_what_waited_longer_than_a_day_is_lost_and_the_next_word_is_answered(tmp_path: Path) -> None:
    clock = Clock()
    async with Town(clock=clock) as town:
        ani = town.person("Ani")
        _says(ani, "jalan depan pasar berlubang")
        clock.turn(hours=25)
        async with open_desk(town, tmp_path, clock):
            assert ani.messages == []
            await ani.says("jalan depan pasar berlubang")
            assert len(ani.messages) == 1


async def test_a_press_that_came_to_nothing_can_be_made_up_for_by_a_command(cast: Cast) -> None:
    number = await files(cast.ani)
    await cast.running.aclose()
    cast.town.settle = None
    await cast.budi.inside(cast.pupr).taps("Ambil")
    cast.desk.clock.turn(seconds=151)
    await cast.restarts()
    assert cast.pupr.count("Budi Santoso") == 0
    await cast.budi.inside(cast.pupr).says(f"/ambil {number}")
    assert cast.pupr.count("Budi Santoso") > 0


def _says(person: Person, text: str) -> None:
    acts.speak(person.town.world, person.user, person.chat, acts.words(text))
