"""Looks at the bound groups from outside: who can read along there changes without any update."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.causes import cause_of
from bot.desk import Desk, own_chats
from bot.errors import Delivery, Moved, Unreachable
from bot.notices import Said
from bot.pauses import pause
from bot.protocols import Chats, Sight
from bot.regency import Regency
from storage import exposures, groups, outbox
from storage.database import Database
from storage.transaction import Transaction

EVERY: Final = timedelta(days=1)
SOON: Final = timedelta(minutes=5)
"""Between two looks at a group that is exposed: it has its cards back soon after it is private again."""

SECONDS: Final = 60.0

_log = structlog.get_logger(__name__)


class Rounds:
    """Every group of ours once a day; one whose look fails for no reason of its own is tried again."""

    def __init__(self, regency: Regency, database: Database, chats: Chats) -> None:
        self._regency = regency
        self._database = database
        self._chats = chats
        self._turning = asyncio.Lock()
        self._stopping = asyncio.Event()
        self._looked: dict[int, datetime] = {}

    async def turn(self) -> None:
        """Look at every group that is due, once a turn under way is over."""
        async with self._turning:
            async with self._database.write() as tx:
                due = [*await groups.unseen(tx, tx.now - EVERY, tx.now - SOON), *await self._own(tx)]
            for chat in due:
                await self._visit(chat)

    async def run(self) -> None:
        """Until ``stop``."""
        while not self._stopping.is_set():
            try:
                await self.turn()
            except Exception as error:  # the groups are due still
                _log.error("rounds_stumbled", **cause_of(error))
            await pause(self._stopping, SECONDS)

    def stop(self) -> None:
        """End after the turn under way."""
        self._stopping.set()

    async def _own(self, tx: Transaction) -> list[int]:
        """The admins' and the leaders' chats that are due; all of them after a start."""
        due = []
        for chat in await own_chats.called(self._regency, tx):
            rest = SOON if await exposures.is_exposed(tx, chat) else EVERY
            if chat not in self._looked or self._looked[chat] + rest <= tx.now:
                due.append(chat)
        return due

    async def _visit(self, chat: int) -> None:
        found: Sight | Delivery
        try:
            found = await self._chats.look(chat)
        except Delivery as fault:
            found = fault
        async with self._database.write() as tx:
            if isinstance(found, Sight | Unreachable):
                self._looked[chat] = tx.now
            outbox.say(tx, await self._told(Desk(self._regency, tx), chat, found))

    async def _told(self, desk: Desk, chat: int, found: Sight | Delivery) -> Said:
        match found:
            case Sight():
                return await desk.bindings.seen(chat, found)
            case Unreachable():
                return await desk.bindings.lost(chat)
            case Moved(to=to):
                return await desk.bindings.moved(chat, to)
        _log.info("group_not_seen", fault=type(found).__name__)
        return ()
