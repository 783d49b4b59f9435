"""`aduan migrate-store`: the whole office into another database, while nobody works in either."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from storage import lock
from storage.faults import explained
from storage.moving import Moving

Bar = Callable[[int], Callable[[int], None]]
"""Given the number of rows, what to tell of those that arrived."""


def move(source: str, target: str, bar: Bar) -> int:
    """How many rows moved. Raises AlreadyRunning, StorageDown, and what ``storage.moving`` raises."""
    return asyncio.run(_move(source, target, bar))


async def _move(source: str, target: str, bar: Bar) -> int:
    moving = Moving(source, target)
    try:
        with explained():
            async with lock.alone(source), lock.alone(target):
                total = await moving.total()
                await moving.run(bar(total))
    finally:
        await moving.close()
    return total
