"""How far our clock is from Telegram's, as far as it can be proved from what Telegram dates."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from bot.protocols import Raw

TOLERATED: Final = timedelta(seconds=120)

_DATED: Final = ("edit_date", "date")
_LATEST: Final = 2**33
"""In the year 2242; nothing later is a date."""


class Skew:
    """What Telegram dates is no newer than it dates it, and no older than what it was waited for.

    A backlog is old and proves nothing; an update is fresh if nothing had waited a moment before
    (``drained``), and the answer to a send is as fresh as the send.
    """

    def __init__(self, clock: Callable[[], datetime], tick: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tick = tick
        self._drained_at = float("-inf")
        self.seconds = 0.0
        self.is_known = False
        """Whether anything was proved yet."""

    @property
    def is_wrong(self) -> bool:
        """Proved further away than is tolerated, and nothing has shown otherwise since."""
        return self.seconds != 0.0

    def drained(self) -> None:
        """Nothing waits at Telegram: what comes next was made after this."""
        self._drained_at = self._tick()

    def saw(self, updates: list[Raw]) -> None:
        """Updates came, the newest of which counts."""
        dates = [date for raw in updates if (date := _date_of(raw)) is not None]
        if dates:
            self.compare(max(dates), self._tick() - self._drained_at)

    def compare(self, date: int, age: float) -> None:
        """Telegram dated something, in seconds since 1970, that is at most ``age`` seconds old."""
        most = (self._clock() - datetime.fromtimestamp(date, UTC)).total_seconds()
        least, limit = most - age, TOLERATED.total_seconds()
        self.is_known |= least > limit or most < -limit or age <= limit
        if least > limit:
            self.seconds = least
        elif most < -limit:
            self.seconds = most
        elif age <= limit:
            self.seconds = 0.0


def _date_of(raw: Raw) -> int | None:
    """When it was made; a button press has no date of its own."""
    for kind, event in raw.items():
        if kind == "callback_query" or not isinstance(event, dict):
            continue
        found: list[Any] = [event.get(name) for name in _DATED]
        return next((date for date in found if isinstance(date, int) and 0 < date < _LATEST), None)
    return None
