"""Forty residents file every labelled complaint at once through the real process."""

from __future__ import annotations

import asyncio

import pytest

from tests.crash import reckoning
from tests.crash.conftest import Field
from tests.crash.kills import kill_again_and_again

pytestmark = pytest.mark.slow


async def test_every_complaint_gets_a_number_and_one_card(field: Field) -> None:
    await field.bot.starts()
    await asyncio.gather(*(reporter.files_all() for reporter in field.reporters))
    await field.drained()
    assert await field.bot.is_ended() == 0
    field.reckons()
    assert len(reckoning.cards_of(field.groups)) == sum(len(one.complaints) for one in field.reporters)
    assert all(len(cards) == 1 for cards in reckoning.cards_of(field.groups).values())


async def test_kills_lose_nothing_and_double_nothing(field: Field, request: pytest.FixtureRequest) -> None:
    kills = request.config.getoption("--kills")
    filing = (reporter.files_all() for reporter in field.reporters)
    await asyncio.gather(kill_again_and_again(field.bot, kills), *filing)
    await field.drained()
    assert await field.bot.is_ended() == 0
    field.reckons()
