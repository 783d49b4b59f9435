"""The loop that looks whether all is well, and tells who can put it right: once, and when it is over."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

import structlog

from bot.causes import cause_of
from bot.desk.spots import admins
from bot.health.alarms import Alarm, Cause, raised
from bot.health.facts import Facts, Surveyor
from bot.health.metrics import Metrics
from bot.health.second import SecondWay
from bot.health.told import Told
from bot.health.vitals import Vitals
from bot.notices import Notice, Urgency
from bot.regency import Regency
from bot.texts import Html, Words
from storage import alarms, outbox
from storage.database import Database
from storage.transaction import Transaction

SECONDS: Final = 60.0

RAISED: Final = "raised"
OVER: Final = "over"

_log = structlog.get_logger(__name__)


class Telling(NamedTuple):
    """Words for the admins; those ``for_admins`` alone are not told by the second way."""

    cause: str
    state: str
    text: Html
    plain: str
    for_admins: bool


class Watch:
    """One runs at a time. ``page_shut``: the pages about us could not be opened."""

    def __init__(
        self,
        regency: Regency,
        database: Database,
        surveyor: Surveyor,
        vitals: Vitals,
        metrics: Metrics,
        second: SecondWay,
    ) -> None:
        self._regency = regency
        self._database = database
        self._surveyor = surveyor
        self._vitals = vitals
        self._metrics = metrics
        self._second = second
        self._facts = Facts()
        self._has_looked = False
        self._told = Told()
        self._recalled = False
        self._unwritten: list[Telling] = []
        self._stopping = asyncio.Event()
        self.page_shut: Callable[[], bool] = lambda: False

    async def run(self) -> None:
        """Until ``stop``; at first after a while, since much is late just after a start."""
        while not await self._stopped_after(SECONDS):
            await self.turn()

    def stop(self) -> None:
        """End after the turn under way."""
        self._stopping.set()

    async def turn(self) -> None:
        """Look once, tell what is new, and say by the second way that we looked."""
        blind = []
        try:
            self._facts = await self._surveyor.look(page_shut=self.page_shut())
            self._has_looked = True
        except Exception as error:  # what cannot be looked at is an alarm itself, and nothing is over yet
            _log.critical("watch_blind", **cause_of(error))
            blind = [Alarm(Cause.STORAGE, type(error).__name__)]
        found = [*blind, *raised(self._facts)]
        await self._tell(found)
        causes = {alarm.cause for alarm in found}
        self._metrics.looked(self._facts, causes, Cause)
        await self._second.deliver()
        if self._vitals.is_well and Cause.STORAGE not in causes:
            await self._second.ping()

    async def _tell(self, found: Sequence[Alarm]) -> None:
        words, before = self._regency.texts.main, set(self._told.raised)
        await self._recall()
        news = self._told.turn(found, self._vitals.clock(), self._unknown())
        tellings = [*(_raised(words, one) for one in news.raised), *(_over(words, one) for one in news.over)]
        for telling in tellings:
            _log.critical("alarm", state=f"{telling.cause} {telling.state}")
            if not telling.for_admins:
                self._second.put(telling.cause, telling.state, telling.plain)
        self._unwritten += tellings
        if self._unwritten or before != set(self._told.raised):
            await self._write()

    def _unknown(self) -> set[str]:
        """Causes of which nothing was seen since the start: what an earlier run told of them is not over."""
        if not self._has_looked:
            return set(Cause)
        known = {Cause.CLOCK: self._vitals.skew.is_known, Cause.CONFLICT: self._vitals.is_peace_known}
        return {cause for cause, is_known in known.items() if not is_known}

    async def _recall(self) -> None:
        if self._recalled:
            return
        try:
            async with self._database.write() as tx:
                self._told.recall(await alarms.told(tx))
            self._recalled = True
        except Exception as error:  # it is asked again
            _log.error("alarms_unknown", **cause_of(error))

    async def _write(self) -> None:
        try:
            async with self._database.write() as tx:
                for telling in self._unwritten:
                    await self._say(tx, telling)
                await alarms.keep(tx, self._told.raised)
        except Exception as error:  # it is tried again; the second way is left
            _log.critical("alarm_not_written", **cause_of(error))
        else:
            self._unwritten.clear()

    async def _say(self, tx: Transaction, telling: Telling) -> None:
        """In the admins' chat; without one, to each admin. What has not left yet is replaced."""
        quiet = telling.for_admins or telling.state == OVER
        for one in await admins(self._regency, tx):
            key = f"alarm:{telling.cause}:{tx.seal.lane(one)}"
            outbox.put(tx, Notice(one, telling.text, urgency=Urgency.PROMPT, silent=quiet, key=key))

    async def _stopped_after(self, seconds: float) -> bool:
        """Whether we are to stop; sooner, where something happened that cannot wait."""
        waits = [asyncio.create_task(event.wait()) for event in (self._stopping, self._vitals.urgent)]
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        self._vitals.urgent.clear()
        return self._stopping.is_set()


def _raised(words: Words, alarm: Alarm) -> Telling:
    what, do = words.plain(f"alarm.name.{alarm.cause}"), words.plain(f"alarm.do.{alarm.cause}")
    about = words.plain(f"alarm.about.{alarm.cause}", about=alarm.about)
    text = words("alarm.raised", what=what, about=about, do=do)
    plain = words.plain("alarm.plain", what=what, about=about, do=do)
    return Telling(alarm.cause, RAISED, text, plain, alarm.is_quiet)


def _over(words: Words, cause: str) -> Telling:
    what = words.plain(f"alarm.name.{cause}")
    text, plain = words("alarm.over", what=what), words.plain("alarm.over", what=what)
    return Telling(cause, OVER, text, plain, cause == Cause.HEADS)


async def token_refused(second: SecondWay, words: Words) -> None:
    """Telegram does not know our token any more: only the second way can tell."""
    telling = _raised(words, Alarm(Cause.TOKEN, "401"))
    second.put(telling.cause, telling.state, telling.plain)
    await second.deliver()
