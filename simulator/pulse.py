"""A pulse that those who wait for a change of the world can feel."""

from __future__ import annotations

import asyncio


class Pulse:
    """Beats at every change; whoever waits for the next beat is woken by it."""

    def __init__(self) -> None:
        self.count = 0
        self._waiting: list[asyncio.Future[None]] = []

    def beat(self) -> None:
        """Something changed."""
        self.count += 1
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            for future in waiting:
                if not future.done():
                    future.set_result(None)

    async def after(self, count: int, timeout: float) -> bool:  # noqa: ASYNC109 - a wait that may end is its whole purpose
        """Whether there was a beat after the ``count``-th, within ``timeout`` seconds."""
        if self.count > count:
            return True
        future = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        try:
            await asyncio.wait_for(future, timeout)
        except TimeoutError:
            return False
        finally:
            if future in self._waiting:
                self._waiting.remove(future)
        return True
