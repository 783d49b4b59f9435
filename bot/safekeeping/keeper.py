"""Makes a backup a day and tries one out each week, and tells the admins when either does not succeed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

import structlog

from bot.causes import cause_of
from bot.desk.spots import admins
from bot.notices import Notice, Urgency
from bot.pauses import pause
from bot.regency import Regency
from bot.safekeeping import aside
from bot.safekeeping.job import NotDone, Work
from storage import marks, outbox
from storage.database import Database
from storage.engine import sqlite_file
from storage.transaction import Transaction

SECONDS: Final = 60.0
AGAIN: Final = timedelta(hours=1)
"""After a failure."""

TOO_OLD: Final = timedelta(days=8)
"""A drill that succeeded so long ago proves nothing any more."""

Do = Callable[[Work, datetime], Awaitable[dict[str, Any]]]

_log = structlog.get_logger(__name__)


class Keeper:
    """One runs at a time. ``do`` does the work elsewhere and raises NotDone."""

    def __init__(self, regency: Regency, database: Database, do: Do) -> None:
        self._regency = regency
        self._database = database
        self._do = do
        self._stopping = asyncio.Event()
        self._not_before: dict[Work, datetime] = {}

    async def run(self) -> None:
        """Until ``stop``; what a drill left behind that was killed with the machine goes first."""
        if self._regency.settings.backup.directory is not None:
            await asyncio.to_thread(aside.clear)
        while not self._stopping.is_set():
            try:
                await self.turn()
            except Exception as error:  # what is due is due still
                _log.error("keeper_stumbled", **cause_of(error))
            await pause(self._stopping, SECONDS)

    def stop(self) -> None:
        """End after the turn under way."""
        self._stopping.set()

    async def turn(self) -> None:
        """Do what is due."""
        if self._regency.settings.backup.directory is None:
            return
        for work in (Work.BACKUP, *((Work.DRILL,) if self._drills else ())):
            if await self._is_due(work):
                await self._try(work)
        if self._drills:
            await self._warn()

    @property
    def _drills(self) -> bool:
        """A dump of PostgreSQL is tried out by hand, on its server."""
        settings = self._regency.settings
        return settings.backup.drill and sqlite_file(settings.storage.url) is not None

    async def _is_due(self, work: Work) -> bool:
        now = self._database.clock()
        local = self._regency.local(now)
        if local.time() < self._regency.settings.backup.at or now < self._not_before.get(work, now):
            return False
        async with self._database.write() as tx:
            done = await _day(tx, work)
            if work is Work.DRILL and await _day(tx, Work.BACKUP) is None:
                return False
            await _begun(tx, local.date())
        if done is None or work is Work.BACKUP:
            return done != local.date()
        return done.isocalendar()[:2] != local.date().isocalendar()[:2]

    async def _try(self, work: Work) -> None:
        now = self._database.clock()
        try:
            found = await self._do(work, now)
        except NotDone as error:
            self._not_before[work] = now + AGAIN
            _log.critical(f"{work}_failed", fault=str(error))
            cause = self._regency.texts.main(f"safekeeping.cause.{error.cause}")
            await self._tell(f"safekeeping.{work}_failed", f"keeping:{work}", cause=cause)
            return
        _log.info(f"{work}_done", count=found["tickets"])
        async with self._database.write() as tx:
            await marks.set_to(tx, _mark(work), self._regency.today(now).isoformat())
        if work is Work.DRILL:
            await self._tell("safekeeping.drilled", "keeping:drilled", **self._figures(found))

    @staticmethod
    def _figures(found: Mapping[str, Any]) -> dict[str, object]:
        hours, seconds = round(found["age"] / 3600), round(found["took"])
        return {"hours": hours, "seconds": seconds, "rows": found["rows"]}

    async def _warn(self) -> None:
        """Once a day, while the last drill that succeeded is too old."""
        async with self._database.write() as tx:
            today = self._regency.today(tx.now)
            last = await _day(tx, Work.DRILL) or await _begun(tx, today)
            warned = await marks.value(tx, "keeping:warned")
            if today - last <= TOO_OLD or warned == today.isoformat():
                return
            await marks.set_to(tx, "keeping:warned", today.isoformat())
            days = (today - last).days
            await self._say(tx, "safekeeping.drill_old", "keeping:old", days=days)

    async def _tell(self, text: str, key: str, **about: object) -> None:
        async with self._database.write() as tx:
            await self._say(tx, text, key, **about)

    async def _say(self, tx: Transaction, text: str, key: str, **about: object) -> None:
        said = self._regency.texts.main(text, **about)
        for chat in await admins(self._regency, tx):
            outbox.put(tx, Notice(chat, said, urgency=Urgency.REMINDER, key=f"{key}:{tx.seal.lane(chat)}"))


def _mark(work: Work) -> str:
    return f"kept:{work}"


async def _day(tx: Transaction, work: Work) -> date | None:
    """The local day on which it last succeeded."""
    found = await marks.value(tx, _mark(work))
    return date.fromisoformat(found) if found else None


async def _begun(tx: Transaction, today: date) -> date:
    """The day since which drills are expected."""
    found = await marks.value(tx, "kept:since")
    if found is None:
        await marks.set_to(tx, "kept:since", today.isoformat())
    return date.fromisoformat(found) if found else today
