"""Waiting that a stop ends, and how long to wait after a fault."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable
from typing import Any, Final

import structlog

from bot.causes import cause_of
from bot.errors import Conflict, Flooded, StorageDown

PAUSE: Final = 1.0
LONGEST_PAUSE: Final = 30.0
"""Seconds after a first fault, and after many."""

_log = structlog.get_logger(__name__)


async def unless(stopping: asyncio.Event, work: Awaitable[Any]) -> Any:
    """The result, or None as soon as we are told to stop."""
    task = asyncio.ensure_future(work)
    stopped = asyncio.create_task(stopping.wait())
    await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if task.done():
        return task.result()
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    return None


def report(event: str, error: Exception, pause: float) -> float:
    """Log why a loop stumbled; how long to wait."""
    level = _log.critical if isinstance(error, Conflict | StorageDown) else _log.warning
    level(event, **cause_of(error))
    return error.after if isinstance(error, Flooded) else pause
