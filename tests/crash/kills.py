"""Kills the bot at a random moment of its first seconds, again and again."""

from __future__ import annotations

import asyncio
import random

from tests.crash.process import Bot

LATEST = 3.0
"""Seconds after the first poll."""


async def kill_again_and_again(bot: Bot, times: int) -> None:
    """Start and kill it ``times`` times; it runs when this is over."""
    for _ in range(times):
        await bot.starts()
        await asyncio.sleep(random.uniform(0, LATEST))
        await bot.is_killed()
    await bot.starts()
