"""All that watches over the running bot, made in one place: figures, pages, alarms, the watchdog."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import structlog

from bot.app.notify import Notify
from bot.causes import cause_of
from bot.health.ears import HeardCourier, HeardSource
from bot.health.facts import Surveyor
from bot.health.metrics import Metrics
from bot.health.pages import Pages
from bot.health.pulse import Pulse
from bot.health.readiness import Readiness
from bot.health.second import SecondWay
from bot.health.vitals import Vitals
from bot.health.watch import Watch, token_refused
from bot.open311 import pages as open311
from bot.protocols import Clock, Courier, Source
from bot.regency import Regency
from bot.telegram import Api
from storage import probe
from storage.database import Database

_log = structlog.get_logger(__name__)

_SLACK = 15.0
"""Seconds beyond its wait that a poll may take: the transport gives it ten."""


@dataclass(frozen=True, slots=True)
class Watching:
    """Made once for a process; ``fetching`` is the pulse of whatever asks Telegram for updates."""

    regency: Regency
    database: Database
    vitals: Vitals
    metrics: Metrics
    second: SecondWay
    pages: Pages
    notify: Notify
    fetching: Pulse

    @classmethod
    async def of(cls, regency: Regency, database: Database, api: Api, clock: Clock) -> Watching:
        """For this database, as it is now, and everything that ``api`` is answered."""
        settings = regency.settings
        vitals = Vitals(clock)
        metrics = Metrics(vitals)
        api.on_answer = vitals.answered
        async with database.read() as session:
            ready = Readiness(database, vitals, await probe.revision(session))
        second = SecondWay(settings.alarms, settings.service.name)
        pages = Pages(settings.http.listen, vitals, metrics, ready.faults)
        if settings.open311.serve:
            pages.more = open311.routes(regency, database)
        notify, fetching = Notify.of(os.environ), Pulse("fetch")
        return cls(regency, database, vitals, metrics, second, pages, notify, fetching)

    def source(self, source: Source, poll: int) -> Source:
        """The source, listened to."""
        return HeardSource(source, self.vitals, self.metrics, self.fetching, poll + _SLACK)

    def courier(self, courier: Courier) -> Courier:
        """The courier, listened to."""
        return HeardCourier(courier, self.vitals, self.metrics)

    def watch(self) -> Watch:
        """The loop that raises alarms, for whoever has the turn."""
        surveyor = Surveyor(self.regency, self.database, self.vitals)
        watch = Watch(self.regency, self.database, surveyor, self.vitals, self.metrics, self.second)
        watch.page_shut = lambda: self.pages.is_shut
        return watch

    async def run(self, pulses: Callable[[], Iterable[Pulse]]) -> None:
        """Watch over these loops, until cancelled."""
        self.vitals.pulses = pulses
        try:
            await asyncio.gather(
                self.vitals.run(), self.pages.run(), self.notify.feed(lambda: self.vitals.is_well)
            )
        except Exception as error:  # the desk goes on, and whoever started us waits for nobody but that
            _log.critical("watching_ended", **cause_of(error))
            raise

    async def token_refused(self) -> None:
        """We are about to end, since Telegram does not know us."""
        await token_refused(self.second, self.regency.texts.main)
