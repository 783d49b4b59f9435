"""The signs of life of a loop, each with the time within which the next one is due."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

PATIENCE: Final = 40.0
"""Seconds: longer than the slowest single statement (``storage.postgres.ANSWERS_WITHIN``)."""


class Pulse:
    """One loop's. A loop that has nothing to do rests, and is expected once it was called."""

    def __init__(self, name: str, tick: Callable[[], float] = time.monotonic) -> None:
        self.name = name
        self._tick = tick
        self._due = float("inf")

    @property
    def is_late(self) -> bool:
        """A sign of life is overdue."""
        return self._tick() > self._due

    def beat(self, within: float = PATIENCE) -> None:
        """It goes on; the next sign comes ``within`` seconds."""
        self._due = self._tick() + within

    def call(self, within: float = PATIENCE) -> None:
        """There is something to do; however often this is said, it puts nothing off."""
        self._due = min(self._due, self._tick() + within)

    def rest(self) -> None:
        """There is nothing to do."""
        self._due = float("inf")
