"""How fast messages may leave: sliding windows over all chats, over a group and over a private chat."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Final, NamedTuple

ALL_SPAN: Final = 1.0
GROUP_SPAN: Final = 60.0
PRIVATE_SPAN: Final = 3.0
PRIVATE_MOST: Final = 3
"""Bursts of three, one a second over time (Telegram: "avoid sending more than one message per second")."""

_KEPT: Final = 2_000


class Cap(NamedTuple):
    """At most ``most`` messages in any ``span`` seconds."""

    most: int
    span: float

    def earliest(self, sent: deque[float], cost: int, now: float) -> float:
        """When ``cost`` more fit; what could never fit waits for an empty window."""
        back = max(self.most - cost, 0) + 1
        return max(now, sent[-back] + self.span) if len(sent) >= back else now


class Pace:
    """Answers when a chat may be written to, and remembers what was sent. Times are monotonic seconds.

    An album costs as many messages as it has files. After a restart Telegram still counts what the last
    process sent: ``remember`` fills the windows from the outbox, so that the first minute is no faster.
    """

    def __init__(self, per_second: int, group_per_minute: int) -> None:
        self._overall = Cap(per_second, ALL_SPAN)
        self._group = Cap(group_per_minute, GROUP_SPAN)
        self._private = Cap(PRIVATE_MOST, PRIVATE_SPAN)
        self._all: deque[float] = deque(maxlen=per_second)
        self._lanes: dict[int, deque[float]] = {}
        self._sweep_at = _KEPT

    @classmethod
    def unlimited(cls) -> Pace:
        """For tests and measurements."""
        return _Unlimited(1, 1)

    def opens(self, cost: int, now: float) -> float:
        """When anything that costs ``cost`` may leave at all."""
        return self._overall.earliest(self._all, cost, now)

    def earliest(self, lane: int, cost: int, now: float, *, group: bool) -> float:
        """When this chat may be written to, the overall cap aside."""
        sent = self._lanes.get(lane)
        return self._cap(group).earliest(sent, cost, now) if sent else now

    def spend(self, lane: int, cost: int, now: float) -> None:
        """``cost`` messages leave now."""
        self._all.extend([now] * cost)
        self._window(lane).extend([now] * cost)
        if len(self._lanes) > self._sweep_at:
            self._sweep(now)

    def remember(self, sent: Iterable[tuple[int, float]]) -> None:
        """What left before this process began: (lane, moment) pairs in order of time."""
        for lane, moment in sent:
            self._all.append(moment)
            self._window(lane).append(moment)

    def _cap(self, group: bool) -> Cap:
        return self._group if group else self._private

    def _window(self, lane: int) -> deque[float]:
        most = max(self._group.most, self._private.most)
        return self._lanes.setdefault(lane, deque(maxlen=most))

    def _sweep(self, now: float) -> None:
        self._lanes = {lane: sent for lane, sent in self._lanes.items() if sent[-1] + GROUP_SPAN > now}
        self._sweep_at = 2 * len(self._lanes) + _KEPT


class _Unlimited(Pace):
    def opens(self, cost: int, now: float) -> float:
        return now

    def earliest(self, lane: int, cost: int, now: float, *, group: bool) -> float:
        return now

    def spend(self, lane: int, cost: int, now: float) -> None:
        pass
