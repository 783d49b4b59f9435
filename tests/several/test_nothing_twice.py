"""Three processes handle and one of them speaks; whoever dies or freezes costs nothing but a moment."""

from __future__ import annotations

import asyncio
import random

import pytest

from tests.several.conftest import Scene

pytestmark = pytest.mark.slow


async def test_all_of_them_work_and_nobody_files_twice(scene: Scene) -> None:
    await scene.all_start()
    await asyncio.gather(*(reporter.files_all() for reporter in scene.reporters))
    await scene.drained()
    await scene.reckons()
    assert scene.office.counter is not None
    assert min(scene.office.counter.taken.values()) > 0
    assert len(scene.office.speaks()) == 1
    assert [await member.is_ended() for member in scene.office.members] == [0, 0, 0]


async def test_kills_lose_nothing_and_double_nothing(scene: Scene, request: pytest.FixtureRequest) -> None:
    await scene.all_start()
    filing = (reporter.files_all() for reporter in scene.reporters)
    await asyncio.gather(_killing(scene, request.config.getoption("--kills")), *filing)
    await scene.drained()
    await scene.reckons()


async def test_who_was_frozen_finds_its_work_done_by_others(scene: Scene) -> None:
    await scene.all_start()
    filing = (reporter.files_all() for reporter in scene.reporters)
    await asyncio.gather(_freezing(scene, 4), *filing)
    await scene.drained()
    await scene.reckons()


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
