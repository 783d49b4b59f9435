"""The one place where everything is made and handed to what needs it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from bot import clock
from bot.app.running import App
from bot.calendar import WorkingCalendar
from bot.configuration import load_holidays, load_policy
from bot.configuration.locales import load_texts
from bot.desk import Desk
from bot.holidays import holidays_of
from bot.intake import Intake
from bot.intake.chores import tidy_drafts
from bot.language import detector
from bot.notices import Notice, Said
from bot.people import People
from bot.protocols import Clock
from bot.recaps import Recaps
from bot.receiver import Receiver
from bot.receiver.queue import Entry
from bot.receiver.work import Work
from bot.regency import Regency
from bot.settings import Settings
from bot.speaker import Pace, Speaker
from bot.telegram import Api, Me, TelegramCourier, TelegramMembers, TelegramSource
from bot.telegram.source import LONG_POLL
from bot.ticker import Ticker
from bot.tidying import forget_old
from storage import keys, lock, outbox, residents, schema
from storage.database import Database
from storage.transaction import Transaction

YEARS_AHEAD: Final = 2
YEARS_BACK: Final = 6
"""Holidays are needed for due dates to come and for the figures of years past."""


@dataclass(frozen=True, slots=True)
class Pacing:
    """What tests replace: the wall clock, the pace of sending, and how long a poll waits."""

    clock: Clock = clock.now
    pace: Pace | None = None
    poll: int = LONG_POLL


_AS_IT_IS: Final = Pacing()


async def build(settings: Settings, pacing: Pacing = _AS_IT_IS) -> App:
    """The bot, ready to run: data locked, migrated and unsealed, nothing asked of Telegram yet.

    Raises AlreadyRunning, BadKey.
    """
    url = settings.storage.url
    held = lock.take(url)
    await schema.upgrade(url)
    seal = await keys.unlock(url, settings.storage.key_file)
    database = Database(url, seal, pacing.clock)
    regency = regency_of(settings, pacing.clock())
    api = Api(settings.telegram.secret, settings.telegram.api_base_url)
    courier = TelegramCourier(api)
    speaker = _speaker(regency, database, courier, pacing)
    database.on_commit = speaker.hear
    speaker.on_reached = partial(_reached, regency)
    ticker = Ticker(regency, database, chores=[partial(tidy_drafts, regency), partial(forget_old, regency)])
    make = partial(_receiver, regency, database, api, courier, pacing)
    return App(regency, database, api, speaker, ticker, make, held)


def regency_of(settings: Settings, now: datetime) -> Regency:
    """The regency's data, words and working time. Raises BadPolicy."""
    return Regency(
        settings=settings,
        policy=load_policy(settings),
        texts=load_texts(settings.service.languages),
        calendar=_calendar(settings, now.year, load_holidays(settings)),
        detect=detector(settings.service.languages),
    )


def _calendar(settings: Settings, year: int, regency: Mapping[date, str]) -> WorkingCalendar:
    chosen = settings.calendar
    years = range(year - YEARS_BACK, year + YEARS_AHEAD + 1)
    return WorkingCalendar(
        settings.service.zone,
        frozenset(chosen.workdays),
        chosen.hours,
        holidays_of(years, chosen, regency),
    )


def _speaker(regency: Regency, database: Database, courier: TelegramCourier, pacing: Pacing) -> Speaker:
    telegram = regency.settings.telegram
    pace = pacing.pace or Pace(telegram.per_second, telegram.group_per_minute)
    label = regency.texts.main.plain("speaker.again")
    return Speaker(
        database,
        courier,
        pace,
        pacing.clock,
        label,
        partial(_unreachable, regency),
        partial(_moved, regency),
    )


async def _unreachable(regency: Regency, tx: Transaction, notice: Notice) -> None:
    """A person who shut us out is not written to again; a group's cards go to the admins."""
    if notice.chat < 0:
        outbox.say(tx, await Desk(regency, tx).bindings.lost(notice.chat))
        return
    resident = await residents.find(tx, notice.chat)
    if resident is not None:
        resident.reachable = False
        residents.keep(tx, resident)


async def _moved(regency: Regency, tx: Transaction, was: int, now: int) -> None:
    outbox.say(tx, await Desk(regency, tx).bindings.moved(was, now))


async def _reached(regency: Regency, tx: Transaction, chat: int) -> None:
    outbox.say(tx, await Desk(regency, tx).bindings.regained(chat))


def _receiver(
    regency: Regency, database: Database, api: Api, courier: TelegramCourier, pacing: Pacing, me: Me
) -> Receiver:
    from handlers import Dispatch, routers

    members = TelegramMembers(api, time.monotonic)
    dispatch = Dispatch(routers(), members, regency.texts, me.username)
    services = partial(_services, regency, Recaps(regency, database))
    work = Work(database, dispatch, services, partial(_apology, regency))
    return Receiver(database, TelegramSource(api, pacing.poll), dispatch, work, courier)


def _services(regency: Regency, recaps: Recaps, tx: Transaction) -> dict[str, Any]:
    """What handlers may ask for by name."""
    return {
        "regency": regency,
        "recaps": recaps,
        "intake": Intake(regency, tx),
        "desk": Desk(regency, tx),
        "people": People(regency, tx),
        "now": tx.now,
    }


def _apology(regency: Regency, entry: Entry) -> Said:
    """To a person whose update could not be handled; a group is not bothered."""
    if entry.chat <= 0:
        return ()
    key = "intake.failed.unknown" if entry.prepared is None else "intake.failed.text"
    language = entry.prepared.person.language if entry.prepared is not None else None
    return (Notice(entry.chat, regency.texts(language)(key)),)
