"""The flood law: how much a bot may send (https://core.telegram.org/bots/faq#broadcasting-to-users)."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from datetime import datetime

from simulator.errors import flood

OVERALL = (30, 1.0)  # sendMessage and its kin, in all chats together
GROUP = (20, 60.0)  # to the same group
PRIVATE = (8, 8.0)  # to the same person: one a second, with short bursts


class FloodLaw:
    """Counts what is sent and refuses what is too much; a refusal does not count."""

    def __init__(self, clock: Callable[[], datetime], *, is_on: bool = False) -> None:
        self.is_on = is_on
        self._clock = clock
        self._all: deque[float] = deque()
        self._chats: dict[int, deque[float]] = {}

    def check(self, chat: int, messages: int = 1) -> None:
        """Counts messages to a chat. Raises Refused (429) when they are too many."""
        if not self.is_on:
            return
        now = self._clock().timestamp()
        sent = self._chats.setdefault(chat, deque())
        wait = max(
            _wait(self._all, OVERALL, now, messages),
            _wait(sent, GROUP if chat < 0 else PRIVATE, now, messages),
        )
        if wait > 0:
            raise flood(max(1, math.ceil(wait)))
        self._all.extend([now] * messages)
        sent.extend([now] * messages)


def _wait(sent: deque[float], law: tuple[int, float], now: float, messages: int) -> float:
    most, span = law
    while sent and sent[0] <= now - span:
        sent.popleft()
    over = min(len(sent), len(sent) + messages - most)
    return sent[over - 1] + span - now if over > 0 else 0.0
