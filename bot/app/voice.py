"""What only one process does at a time: speak, look at due times and at the groups, make files."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.recaps import Printer
from bot.rounds import Rounds
from bot.speaker import Speaker
from bot.ticker import Ticker


@dataclass(frozen=True, slots=True)
class Voice:
    """Runs once; who gets the turn again needs a new one."""

    speaker: Speaker
    ticker: Ticker
    rounds: Rounds
    printer: Printer

    async def run(self, *others: Callable[[], Awaitable[None]]) -> None:
        """All of it, and ``others``, until ``stop``. Raises what ends one of them, as BadToken."""
        loops = (self.speaker.run, self.ticker.run, self.rounds.run, self.printer.run, *others)
        tasks = [asyncio.ensure_future(loop()) for loop in loops]
        try:
            await asyncio.gather(*tasks)
        finally:
            for task in tasks:
                task.cancel()

    def stop(self) -> None:
        """End each after what is under way."""
        self.speaker.stop()
        self.ticker.stop()
        self.rounds.stop()
        self.printer.stop()
