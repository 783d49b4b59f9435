"""Several processes on one inbox: each handles the chats whose turn it has, one process a chat."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection, Iterable
from datetime import timedelta
from typing import Final

import structlog

from bot.causes import cause_of
from bot.receiver.queue import Entry
from bot.receiver.raw import chat_of
from storage import inbox
from storage.database import Database
from storage.turns import Turns

LOOK_AGAIN: Final = 0.5
LOOK_SOON: Final = 0.05
"""Seconds until we see what nobody told us of; and where we had no time, or left it to others."""

KNOWS_FOR: Final = 2.0
"""By then others have handled what we stored and left to them, or have far more to do."""

PAUSE: Final = 1.0

_log = structlog.get_logger(__name__)


async def waiting(
    database: Database, lanes: Collection[int] | None = None, known: Collection[int] = ()
) -> list[Entry]:
    """What is stored, not handled and not ``known``, of these lanes; the unreadable is put aside."""
    async with database.read() as session:
        found, unreadable = await inbox.pending(session, database.seal, lanes, known)
    for update in unreadable:
        _log.error("update_unreadable", update=update)
        async with database.write() as tx:
            await inbox.fail(tx, update, "unreadable", dead=True)
    return [Entry(raw["update_id"], lane, chat_of(raw), raw, tries) for raw, lane, tries in found]


class Sharing:
    """Takes chats' lanes and what waits in them, and leaves those in which nothing does."""

    def __init__(self, database: Database, turns: Turns) -> None:
        self._database = database
        self._turns = turns
        self._mine: dict[int, Entry] = {}
        self._lanes: set[int] = set()
        self._stored: set[int] = set()
        self._knows_until = 0.0
        self._wake = asyncio.Event()
        self._looking = False
        self._stopping = False
        self.on_stored: Callable[[], None] = lambda: None

    @property
    def idle(self) -> bool:
        """We know of nothing that waits for us."""
        return not (self._looking or self._wake.is_set() or self._stored)

    def holds(self) -> bool:
        """What we took is ours still."""
        return self._turns.holds

    def look(self, stored: Iterable[int] = ()) -> None:
        """Something was ``stored``, or handled."""
        fresh = set(stored)
        if fresh:
            self._stored |= fresh
            self._knows_until = time.monotonic() + KNOWS_FOR
            self.on_stored()
        self._wake.set()

    def forget(self) -> None:
        """The turns are lost: what waits in memory is another's from now on."""
        for entry in self._mine.values():
            entry.done = True
        self._mine, self._lanes = {}, set()
        self._wake.set()

    def stop(self) -> None:
        """Take no more."""
        self._stopping = True
        self._wake.set()

    async def run(self, put: Callable[[Iterable[Entry]], None], patience: Callable[[], float | None]) -> None:
        """Give what is ours to ``put``, in the order it came, until ``stop``.

        ``patience``: seconds for which chats are left to others; None while there is no time for any.
        """
        while not self._stopping:
            self._looking = True
            self._wake.clear()
            pause = LOOK_AGAIN
            try:
                if self._turns.holds:
                    await self._leave()
                    if (waited := patience()) is not None:
                        put(await self._next(timedelta(seconds=waited)))
                    if waited != 0 and self._stored:
                        pause = LOOK_SOON
            except Exception as error:  # a loop that must go on: what waits is stored
                _log.warning("sharing_stumbled", **cause_of(error))
                await asyncio.sleep(PAUSE)
            self._looking = False
            await self._rest(pause)

    async def _leave(self) -> None:
        """The lanes in which nothing of ours is left to do."""
        self._mine = {row: entry for row, entry in self._mine.items() if not entry.done}
        busy = {entry.lane for entry in self._mine.values()}
        over, self._lanes = self._lanes - busy, busy
        await self._turns.leave(over)

    async def _next(self, waited: timedelta) -> list[Entry]:
        self._lanes |= await self._turns.take(self._lanes, self._database.clock() - waited)
        if not self._lanes:
            return []
        found = await waiting(self._database, self._lanes, self._mine)
        if not self._turns.holds:
            return []
        self._mine |= {entry.update_id: entry for entry in found}
        self._stored -= self._mine.keys()
        return found

    async def _rest(self, pause: float) -> None:
        try:
            async with asyncio.timeout(pause):
                await self._wake.wait()
        except TimeoutError:
            if time.monotonic() > self._knows_until:
                self._stored.clear()
