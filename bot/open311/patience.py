"""How often one caller may ask: as many calls as a minute has, a little more at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from math import ceil
from typing import Final

A_MINUTE: Final = 60.0
KNOWN: Final = 10_000
"""Callers that are remembered, never more; whose last call is the longest ago is forgotten first."""


class Patience:
    """Counts the calls of each caller against ``most`` a minute."""

    def __init__(self, most: int, tick: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._tick = tick
        self._room: dict[str, tuple[float, float]] = {}

    def spend(self, caller: str) -> int:
        """Seconds to wait until another call is welcome; 0 where this one is."""
        now = self._tick()
        room, since = self._room.get(caller, (float(self._most), now))
        room = min(self._most, room + (now - since) * self._most / A_MINUTE)
        if room < 1:
            return ceil((1 - room) * A_MINUTE / self._most)
        self._room.pop(caller, None)
        self._room[caller] = (room - 1, now)
        if len(self._room) > KNOWN:
            del self._room[next(iter(self._room))]
        return 0
