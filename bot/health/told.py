"""Which alarms are raised and when each was told: once, again only after a while, and when they are over."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.health.alarms import Alarm


class News(NamedTuple):
    """What is to be told now: alarms that are raised, and the causes of those that are over."""

    raised: list[Alarm]
    over: list[str]


class Told:
    """One that comes back soon after it was over is not told again, nor that it is over then."""

    def __init__(self) -> None:
        self.raised: dict[str, datetime] = {}
        self._at: dict[str, datetime] = {}
        self._muted: set[str] = set()

    def recall(self, raised: Mapping[str, datetime]) -> None:
        """What an earlier run, or another process, has told."""
        self.raised = {**raised, **self.raised}
        self._at = {**raised, **self._at}

    def turn(self, found: Sequence[Alarm], now: datetime, unknown: Collection[str] = ()) -> News:
        """These are raised now, and no others but such as were and are ``unknown`` yet."""
        causes = {str(alarm.cause) for alarm in found} | {one for one in self.raised if one in unknown}
        due = [alarm for alarm in found if self._is_due(alarm, now)]
        over = [cause for cause in self.raised if cause not in causes and cause not in self._muted]
        back = {cause for cause in causes if cause not in self.raised}
        self._muted = ((self._muted & causes) | back) - {alarm.cause for alarm in due}
        self._at |= {alarm.cause: now for alarm in due}
        self.raised = {cause: self._at[cause] for cause in causes}
        return News(due, over)

    def _is_due(self, alarm: Alarm, now: datetime) -> bool:
        """Never told, or long ago; the clock may have been set back meanwhile."""
        at = self._at.get(alarm.cause)
        return at is None or not timedelta(0) <= now - at < alarm.again
