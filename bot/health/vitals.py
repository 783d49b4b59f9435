"""What a process notices of itself while it runs; kept in memory, read by pages, watchdog and alarms."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from bot.health.pulse import Pulse
from bot.health.skew import Skew
from bot.protocols import Raw

LAGS_AT: Final = 5.0
"""Seconds that the event loop may be late."""

SILENT_AFTER: Final = 90.0
"""Seconds without a good answer about updates; a poll waits for 50."""

CONFLICTS: Final = 3
CONFLICTS_WITHIN: Final = 60.0
"""Telegram refuses a second fetcher at once: so many refusals in a minute are no restart of ours."""

PEACE: Final = 300.0
"""Seconds without a refusal after which nobody else is taken to be there: two who fetch take turns."""

_EVERY: Final = 1.0


class Vitals:
    """``pulses``: of the loops that run now. ``fetches``: this process is the one that asks for updates."""

    def __init__(self, clock: Callable[[], datetime], tick: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.tick = tick
        self.skew = Skew(clock, tick)
        self.pulses: Callable[[], Iterable[Pulse]] = tuple
        self.fetches = False
        self.lag = 0.0
        self._refused: deque[float] = deque(maxlen=CONFLICTS)
        self._contested = False
        self.urgent = asyncio.Event()
        self._heard_at = self._begun = tick()

    @property
    def late(self) -> list[str]:
        """The loops of which nothing was heard in time."""
        return [pulse.name for pulse in self.pulses() if pulse.is_late]

    @property
    def is_well(self) -> bool:
        """Every loop goes on, and the event loop with them."""
        return self.lag < LAGS_AT and not self.late

    @property
    def silence(self) -> float:
        """Seconds since Telegram last said something good about updates; 0 where another asks."""
        return self.tick() - self._heard_at if self.fetches else 0.0

    @property
    def is_contested(self) -> bool:
        """Someone else fetches this bot's updates, or has them brought elsewhere, again and again."""
        return self._contested and self.tick() - self._refused[-1] <= PEACE

    @property
    def is_peace_known(self) -> bool:
        """It runs for long enough to have met whoever else fetches."""
        return self.tick() - self._begun > PEACE

    def heard(self) -> None:
        """Telegram answered about updates."""
        self._heard_at = self.tick()

    def refused(self, *, for_certain: bool = False) -> None:
        """Telegram said that someone else has our updates; ``for_certain``, since it said who."""
        was_contested = self.is_contested
        self._refused.extend([self.tick()] * (CONFLICTS if for_certain else 1))
        full = len(self._refused) == CONFLICTS
        at_once = full and self.tick() - self._refused[0] <= CONFLICTS_WITHIN
        self._contested = was_contested or at_once
        if self.is_contested != was_contested:
            self.urgent.set()

    def took_in(self, updates: Sequence[Raw]) -> None:
        """Updates came, which tell the time."""
        with self._comparing():
            self.skew.saw(list(updates))

    def answered(self, method: str, answer: Any, seconds: float) -> None:
        """Telegram carried out a call; a message it made is dated with its own present."""
        date = answer.get("date") if isinstance(answer, dict) and method.startswith("send") else None
        if isinstance(date, int):
            with self._comparing():
                self.skew.compare(date, seconds)

    @contextmanager
    def _comparing(self) -> Iterator[None]:
        was_wrong = self.skew.is_wrong
        yield
        if self.skew.is_wrong != was_wrong:
            self.urgent.set()

    async def run(self) -> None:
        """Measure how late the event loop is, for ever."""
        while True:
            begun = self.tick()
            await asyncio.sleep(_EVERY)
            self.lag = max(self.tick() - begun - _EVERY, 0.0)
