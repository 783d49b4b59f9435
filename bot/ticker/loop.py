"""Looks at due times again and again; all it does goes through the outbox, in one transaction a turn."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

import structlog

from bot.desk import Desk
from bot.notices import Notice, Said
from bot.regency import Regency
from bot.ticker.reminding import Reminding
from storage import outbox, tickets
from storage.database import Database, Transaction

SECONDS: Final = 15.0
"""Between two looks; due times are hours and days apart."""

LAPSES: Final = 100
"""Resolved tickets closed in one turn; each is a handful of statements."""

Chore = Callable[[Transaction], Awaitable[Said]]
"""Other work with due times: a bounded amount of it."""

_log = structlog.get_logger(__name__)


class Ticker:
    """One runs at a time; what it missed while it was down, it catches up with without repeating it."""

    def __init__(self, regency: Regency, database: Database, chores: Sequence[Chore] = ()) -> None:
        self._regency = regency
        self._database = database
        self._chores = chores
        self._stopping = asyncio.Event()

    async def tick(self) -> bool:
        """Do what is due, a bounded amount of it; whether more is."""
        async with self._database.write() as tx:
            reminding = Reminding(self._regency, tx)
            more_reminders = await reminding.remind()
            more_lapses = await self._lapse(tx)
            said = [notice for chore in self._chores for notice in await chore(tx)]
            _put(tx, said)
            return more_reminders or more_lapses

    async def run(self) -> None:
        """Until ``stop``."""
        while not self._stopping.is_set():
            if not await self._turn():
                await self._rest()

    def stop(self) -> None:
        """End after the turn under way."""
        self._stopping.set()

    async def _turn(self) -> bool:
        try:
            return await self.tick()
        except Exception:  # the loop must go on: what was due is due still
            _log.exception("the ticker stumbled")
            return False

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), SECONDS)
        except TimeoutError:
            return

    async def _lapse(self, tx: Transaction) -> bool:
        due = await tickets.to_lapse(tx, LAPSES)
        desk = Desk(self._regency, tx)
        for ticket in due:
            _put(tx, await desk.lapse(ticket))
        return len(due) == LAPSES


def _put(tx: Transaction, said: Sequence[object]) -> None:
    for notice in said:
        if isinstance(notice, Notice):
            outbox.put(tx, notice)
