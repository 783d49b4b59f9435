"""What only one process does at a time: speak, look at due times and at the groups, make files."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.health.pulse import Pulse
from bot.health.watch import Watch
from bot.outgoing.teller import Teller
from bot.recaps import Printer
from bot.rounds import Rounds
from bot.safekeeping.keeper import Keeper
from bot.speaker import Speaker
from bot.ticker import Ticker


@dataclass(frozen=True, slots=True)
class Voice:
    """Runs once; who gets the turn again needs a new one."""

    speaker: Speaker
    ticker: Ticker
    rounds: Rounds
    printer: Printer
    watch: Watch
    keeper: Keeper
    teller: Teller

    @property
    def pulses(self) -> tuple[Pulse, ...]:
        """Of what must go on."""
        return self.speaker.pulse, self.ticker.pulse

    async def run(self, *others: Callable[[], Awaitable[None]]) -> None:
        """All of it, and ``others``, until ``stop``. Raises what ends one of them, as BadToken."""
        own = (self.speaker, self.ticker, self.rounds, self.printer, self.watch, self.keeper, self.teller)
        loops = (*(one.run for one in own), *others)
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
        self.watch.stop()
        self.keeper.stop()
        self.teller.stop()
