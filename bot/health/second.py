"""The second way out, for when the bot itself cannot tell: a small POST, and a sign of life that stops."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any, Final

import aiohttp
import structlog

from bot.causes import cause_of
from bot.settings import Alarms

SECONDS: Final = 10.0
MOST: Final = 50
"""Kept while the other side does not answer; the oldest give way."""

_TOO_FAR: Final = 300

_log = structlog.get_logger(__name__)


class SecondWay:
    """Tells ``alarms.webhook``, and ``alarms.ping`` that all is well; without them, nothing."""

    def __init__(self, alarms: Alarms, service: str) -> None:
        self._webhook = alarms.webhook.get_secret_value() if alarms.webhook else None
        self._ping = alarms.ping.get_secret_value() if alarms.ping else None
        self._service = service
        self._one_at_a_time = asyncio.Lock()
        self._waiting: deque[dict[str, str]] = deque(maxlen=MOST)

    def put(self, cause: str, state: str, text: str) -> None:
        """To be told: ``state`` is ``raised`` or ``over``."""
        if self._webhook is not None:
            self._waiting.append({"service": self._service, "cause": cause, "state": state, "text": text})

    async def deliver(self) -> None:
        """Tell what waits, in its order; what is not taken waits for the next time."""
        async with self._one_at_a_time:
            while self._waiting and self._webhook is not None:
                first = self._waiting[0]
                if not await _asked("POST", self._webhook, json=first):
                    return
                if self._waiting[0] is first:  # it may have given way meanwhile
                    self._waiting.popleft()

    async def ping(self) -> None:
        """All is well. Whoever is not told so for a while raises the alarm by itself."""
        if self._ping is not None:
            await _asked("GET", self._ping)


async def _asked(method: str, address: str, **options: Any) -> bool:
    """Whether the other side took it; why not is logged without the address, which may hold a secret."""
    limit = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=limit) as session,
            session.request(method, address, allow_redirects=False, **options) as answer,
        ):
            if answer.status < _TOO_FAR:
                return True
            _log.error("second_way_refused", fault=str(answer.status))
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        _log.error("second_way_failed", **cause_of(error))
    return False
