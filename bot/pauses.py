"""How a loop waits for its next turn: so long, or until it is to stop; or until others had theirs."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Final

RESTS: Final = 2.0
"""Times as long as the work."""

LONGEST_REST: Final = 1.0


async def pause(stopping: asyncio.Event, seconds: float) -> None:
    """Ends at once when ``stopping`` is set."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stopping.wait(), seconds)


async def rest(began: float) -> None:
    """After work that nobody waits for, begun at ``began`` (``time.monotonic``), let others have their turns.

    The wait for our own turn counts as work: the more others do, the longer the rest.
    """
    await asyncio.sleep(min(RESTS * (time.monotonic() - began), LONGEST_REST))
