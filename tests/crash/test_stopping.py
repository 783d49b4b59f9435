"""SIGTERM while messages flow: what is on its way arrives, and nobody is told anything twice."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.crash.conftest import open_field
from tests.crash.reckoning import AGAIN

pytestmark = pytest.mark.slow

DEPLOYMENTS_WAIT = 30.0


async def test_told_to_stop_it_leaves_no_message_in_doubt(tmp_path: Path) -> None:
    async with open_field(tmp_path, 12) as field:
        field.town.fails("slow after delivery", "sendMessage", times=None, chance=0.5, seconds=0.5)
        async with field.filing():
            for more in (5, 30):
                await field.bot.starts()
                await field.delivers(more)
                assert await asyncio.wait_for(field.bot.is_ended(), DEPLOYMENTS_WAIT) == 0
                assert field.counts("select count(*) from outbox where state = 'attempting' or repeat") == 0
            field.town.faults.clear()
            await field.bot.starts()
        await field.drained()
        assert await field.bot.is_ended() == 0
        field.reckons()
        told = [message for person in field.town.people for message in person.messages]
        assert [message.text for message in told if AGAIN in message] == []
