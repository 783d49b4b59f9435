"""Three processes handle and one of them speaks; whoever dies or freezes costs nothing but a moment."""

from __future__ import annotations

import asyncio
import random

import pytest

from tests.crash import reckoning
from tests.several.conftest import Scene

pytestmark = pytest.mark.slow


async def test_all_of_them_work_and_nobody_files_twice(scene: Scene) -> None:
    await _all_start(scene)
    await asyncio.gather(*(reporter.files_all() for reporter in scene.reporters))
    await _drained(scene)
    await _reckon(scene)
    assert min(scene.office.counter.taken.values()) > 0
    assert len(scene.office.speaks()) == 1
    assert [await member.is_ended() for member in scene.office.members] == [0, 0, 0]


async def test_kills_lose_nothing_and_double_nothing(scene: Scene, request: pytest.FixtureRequest) -> None:
    await _all_start(scene)
    filing = (reporter.files_all() for reporter in scene.reporters)
    await asyncio.gather(_killing(scene, request.config.getoption("--kills")), *filing)
    await _drained(scene)
    await _reckon(scene)


async def test_who_was_frozen_finds_its_work_done_by_others(scene: Scene) -> None:
    await _all_start(scene)
    filing = (reporter.files_all() for reporter in scene.reporters)
    await asyncio.gather(_freezing(scene, 4), *filing)
    await _drained(scene)
    await _reckon(scene)


async def _all_start(scene: Scene) -> None:
    await asyncio.gather(*(member.starts() for member in scene.office.members))


async def _killing(scene: Scene, times: int) -> None:
    for _ in range(times):
        await asyncio.sleep(random.uniform(0, 2))
        member = random.choice(scene.office.members)
        await member.is_killed()
        await member.starts()


async def _freezing(scene: Scene, times: int) -> None:
    """Each for longer than its locks last."""
    for number in range(times):
        await asyncio.sleep(random.uniform(0, 1))
        member = scene.office.members[number % 3]
        member.freezes()
        await asyncio.sleep(random.uniform(7, 9))
        member.thaws()


async def _drained(scene: Scene) -> None:
    """Until nothing more happens for a while."""
    pulse = scene.town.world.pulse
    while await pulse.after(pulse.count, 8):
        await asyncio.sleep(0)


async def _reckon(scene: Scene) -> None:
    tickets = await scene.office.stored()
    assert reckoning.lost(scene.reporters, tickets) == []
    assert reckoning.given_twice(scene.reporters) == []
    assert reckoning.wrong_cards(tickets, scene.groups, scene.policy) == []
    assert reckoning.unlabelled_twins(scene.groups, scene.reporters) == []
    assert len(tickets) == sum(len(reporter.complaints) for reporter in scene.reporters)
    assert await scene.office.asks("select 1 from inbox where state <> 'done'") == []
    assert await scene.office.asks("select 1 from outbox where state <> 'sent'") == []
    assert scene.town.wrongs == []
