"""Tells the service manager how we are: ready, alive, stopping (sd_notify(3))."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable, Mapping
from typing import Final, Self

READY: Final = "READY=1"
STOPPING: Final = "STOPPING=1"
WATCHDOG: Final = "WATCHDOG=1"

_FEEDS: Final = 4
"""How often in each span of the watchdog it is fed."""


class Notify:
    """One datagram for each; without a manager, nothing. ``span``: microseconds, if a watchdog waits."""

    def __init__(self, address: str = "", span: str = "") -> None:
        self._address = f"\0{address[1:]}" if address.startswith("@") else address
        self._every = int(span) / 1_000_000 / _FEEDS if span.isdecimal() and int(span) else None

    @classmethod
    def of(cls, environ: Mapping[str, str]) -> Self:
        """As the service manager asked for it."""
        return cls(environ.get("NOTIFY_SOCKET", ""), environ.get("WATCHDOG_USEC", ""))

    def say(self, state: str) -> None:
        """Tell the manager; that it does not listen is no reason to stop."""
        if self._address:
            with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
                out.sendto(state.encode(), self._address)

    async def feed(self, is_well: Callable[[], bool]) -> None:
        """Feed the watchdog while all is well, for ever; a blocked loop feeds nobody."""
        while self._every is not None:
            if is_well():
                self.say(WATCHDOG)
            await asyncio.sleep(self._every)
