"""Looks at due times again and again; all it does goes through the outbox, in a transaction for each job."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Final

import structlog

from bot.causes import cause_of
from bot.days import recall
from bot.health.pulse import Pulse
from bot.notices import Said
from bot.pauses import pause
from bot.regency import Regency
from bot.ticker import duties
from bot.ticker.lapsing import Lapsing
from bot.ticker.nudging import Nudging
from bot.ticker.reminding import Reminding
from storage import outbox
from storage.database import Database
from storage.transaction import Transaction

SECONDS: Final = 15.0
"""Between two looks; due times are hours and days apart."""

Chore = Callable[[Transaction], Awaitable[Said]]
"""Other work with due times: a bounded amount of it."""

Job = Callable[[], Awaitable[bool]]
"""The same in transactions of its own; whether more is due."""

_DUTIES: Final[tuple[type[duties.Duty], ...]] = (Reminding, Lapsing, Nudging)

_log = structlog.get_logger(__name__)


class Ticker:
    """One runs at a time; what it missed while it was down, it catches up with without repeating it.

    While it ``holds``, nothing is done for the time it is: the clock is known to be wrong.
    """

    def __init__(
        self, regency: Regency, database: Database, chores: Sequence[Chore] = (), jobs: Sequence[Job] = ()
    ) -> None:
        self._regency = regency
        self._database = database
        self._chores = chores
        self._jobs = jobs
        self._stopping = asyncio.Event()
        self.pulse = Pulse("tick")
        self.holds: Callable[[], bool] = lambda: False

    async def tick(self) -> bool:
        """Do what is due, a bounded amount of it; whether more is."""
        jobs: list[Job] = [
            self._recall,
            *(self._due() if not self.holds() else ()),
        ]
        more = [await self._tried(job) for job in jobs]
        return any(more)

    def _due(self) -> list[Callable[[], Awaitable[bool]]]:
        return [
            *(partial(duties.do, kind, self._regency, self._database) for kind in _DUTIES),
            *(partial(self._chore, chore) for chore in self._chores),
            *self._jobs,
        ]

    async def run(self) -> None:
        """Until ``stop``."""
        while not self._stopping.is_set():
            if not await self.tick():
                self.pulse.beat()
                await pause(self._stopping, SECONDS)

    def stop(self) -> None:
        """End after the turn under way."""
        self._stopping.set()

    async def _tried(self, job: Callable[[], Awaitable[bool]]) -> bool:
        self.pulse.beat()
        try:
            return await job()
        except Exception as error:  # the others must go on: what was due is due still
            _log.error("ticker_stumbled", **cause_of(error))
            return False

    async def _recall(self) -> bool:
        async with self._database.write() as tx:
            await recall(self._regency, tx)
        return False

    async def _chore(self, chore: Chore) -> bool:
        async with self._database.write() as tx:
            outbox.say(tx, await chore(tx))
        return False
