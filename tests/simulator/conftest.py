"""A town for each story, and a bot that is nothing but its calls."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from simulator.people import Person
from simulator.town import Town
from tests.simulator.driver import Bot, Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def town(clock: Clock) -> AsyncIterator[Town]:
    async with Town(clock) as town:
        yield town


@pytest.fixture
async def bot(town: Town) -> AsyncIterator[Bot]:
    async with aiohttp.ClientSession() as session:
        yield Bot(town, session)


@pytest.fixture
def ani(town: Town) -> Person:
    return town.person("Ani", username="ani_warga", started=True)


@pytest.fixture
def budi(town: Town) -> Person:
    return town.person("Budi", started=True)
