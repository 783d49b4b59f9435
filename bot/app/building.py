"""The one place where everything is made and handed to what needs it."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from typing import Any, Final

from bot import clock
from bot.app.rota import Rota
from bot.app.running import App
from bot.app.voice import Voice
from bot.app.watching import Watching
from bot.configuration import load_boundaries, load_policy
from bot.configuration.calendars import calendars_of
from bot.configuration.knowledge import load_knowledge
from bot.configuration.locales import texts_of
from bot.days import Days
from bot.desk import Desk
from bot.desk.admin.auditing import closed_last_week
from bot.desk.refreshing import refresh
from bot.desk.topics import Topics
from bot.intake import Intake
from bot.intake.blocked import Blocked
from bot.intake.chores import tidy_drafts
from bot.language import detector
from bot.notices import Notice, Said
from bot.outgoing.teller import Teller
from bot.people import People
from bot.protocols import Clock, Courier
from bot.recaps import Overdue, Printer, Recaps, Search
from bot.recaps.schedule import scheduled
from bot.receiver import Receiver, Sharing
from bot.receiver.queue import Entry
from bot.receiver.work import Work
from bot.regency import Regency
from bot.rendering.workshop import Workshop
from bot.retention import Retention
from bot.rounds import Rounds
from bot.safekeeping.job import Errands
from bot.safekeeping.keeper import Keeper
from bot.settings import Settings
from bot.speaker import InTurn, Pace, Speaker
from bot.telegram import (
    Api,
    Me,
    TelegramChats,
    TelegramCourier,
    TelegramLooks,
    TelegramMembers,
    TelegramSource,
)
from bot.telegram.source import LONG_POLL
from bot.ticker import Ticker
from bot.tidying import forget_old
from bot.understanding import Reader
from bot.witness import tell_head
from storage import chain, keys, lock, outbox, residents, schema, soundness
from storage.database import Database
from storage.faults import explained
from storage.journal import Journal
from storage.transaction import Transaction
from storage.turns import Turns


@dataclass(frozen=True, slots=True)
class Pacing:
    """What tests replace: the wall clock, the pace of sending, and how long a poll waits."""

    clock: Clock = clock.now
    pace: Pace | None = None
    poll: int = LONG_POLL


_AS_IT_IS: Final = Pacing()

_TEXTS: Final = 512
"""What was understood of the last so many texts is kept: more than are handled in one transaction."""


async def build(settings: Settings, pacing: Pacing = _AS_IT_IS) -> App:
    """The bot, ready to run: data locked, migrated and unsealed, nothing asked of Telegram yet.

    Raises AlreadyRunning, BadKey, StorageDown.
    """
    url = settings.storage.url
    held = lock.take(url)
    soundness.refuse_unsound(url)
    with explained():
        await schema.upgrade(url)
        seal = await keys.unlock(url, settings.storage.key_file)
        await chain.start(url, seal, pacing.clock())
    soundness.remember(held)
    database = Database(url, seal, pacing.clock)
    if settings.backup.journal is not None:
        database.journal = Journal(settings.backup.journal, seal)
    regency = regency_of(settings, pacing.clock())
    database.tells = settings.outgoing.url is not None
    api = Api(settings.telegram.secret, settings.telegram.api_base_url)
    watching = await Watching.of(regency, database, api, pacing.clock)
    turns = Turns(url) if database.beside is not None else None
    make_voice = partial(_voice, watching, api, pacing, turns)
    sharing = Sharing(database, turns) if turns is not None else None
    make = partial(_receiver, watching, api, pacing, sharing)
    app = App(watching, api, make_voice(), make, held)
    database.on_commit = app.voice.speaker.hear
    if turns is not None and sharing is not None:
        app.rota = Rota(turns, sharing, make_voice, app.recall)
        database.on_commit = app.rota.hear
    return app


def regency_of(settings: Settings, now: datetime) -> Regency:
    """The regency's data, words and working time. Raises BadPolicy."""
    policy, detect = load_policy(settings), detector(settings.service.languages)
    return Regency(
        settings=settings,
        policy=policy,
        texts=texts_of(settings.service),
        calendars=calendars_of(settings, policy, now.year),
        detect=detect,
        locate=load_boundaries(settings, policy),
        understand=lru_cache(_TEXTS)(Reader(load_knowledge(), policy, detect).understand),
    )


def _voice(watching: Watching, api: Api, pacing: Pacing, turns: Turns | None) -> Voice:
    regency, database = watching.regency, watching.database
    courier: Courier = watching.courier(TelegramCourier(api))
    if turns is not None:
        courier = InTurn(courier, lambda: turns.speaks)
    speaker = _speaker(regency, database, courier, pacing)
    speaker.on_reached = partial(_reached, regency)
    if regency.settings.routing.topics:
        speaker.keeps(Topics(regency))
    if turns is not None:
        speaker.prove = turns.prove
    chores = [partial(chore, regency) for chore in (tidy_drafts, scheduled, refresh)]
    chores.append(partial(tell_head, regency, database.strand))
    chores.append(partial(_remind, regency))
    retention = Retention(regency, database)
    jobs = [partial(job, regency, database) for job in (forget_old, _draw_lots)]
    ticker = Ticker(regency, database, chores, [retention.turn, retention.sweep, *jobs])
    ticker.holds = lambda: watching.vitals.skew.is_wrong
    return Voice(
        speaker,
        ticker,
        Rounds(regency, database, TelegramChats(api)),
        Printer(regency, database, Workshop(regency, regency.settings.storage.url, os.environ)),
        watching.watch(),
        Keeper(regency, database, Errands(regency.settings, os.environ).do),
        Teller(regency, database),
    )


def _speaker(regency: Regency, database: Database, courier: Courier, pacing: Pacing) -> Speaker:
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


async def _draw_lots(regency: Regency, database: Database) -> bool:
    """Once a week the admins are shown some of what was closed, which is looked for beside the writer."""
    async with database.read() as session:
        closed = await closed_last_week(regency, session, database.clock())
    if closed is not None:
        async with database.write() as tx:
            outbox.say(tx, await Desk(regency, tx).admins.auditing.weekly(closed))
    return False


async def _remind(regency: Regency, tx: Transaction) -> Said:
    """The admins hear of petitions whose time runs out."""
    return await Desk(regency, tx).admins.petitioning.remind()


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


def _receiver(watching: Watching, api: Api, pacing: Pacing, sharing: Sharing | None, me: Me) -> Receiver:
    from handlers import Dispatch, routers

    regency, database = watching.regency, watching.database
    members = TelegramMembers(api, time.monotonic)
    dispatch = Dispatch(routers(), members, TelegramLooks(api), regency.texts, me.username)
    dispatch.reads = lambda text: regency.understand(text, regency.today(pacing.clock()))
    services = partial(_services, regency, _questions(regency, database))
    work = Work(database, dispatch, services, partial(_apology, regency))
    if sharing is not None:
        work.holds = sharing.holds
    source = watching.source(TelegramSource(api, pacing.poll), pacing.poll)
    return Receiver(database, source, dispatch, work, TelegramCourier(api), sharing)


def _questions(regency: Regency, database: Database) -> dict[str, Any]:
    """What is answered beside the writer, by name."""
    return {
        "recaps": Recaps(regency, database),
        "overdue": Overdue(regency, database),
        "search": Search(regency, database),
    }


def _services(regency: Regency, questions: Mapping[str, Any], tx: Transaction) -> dict[str, Any]:
    """What handlers may ask for by name."""
    return {
        **questions,
        "regency": regency,
        "intake": Intake(regency, tx),
        "desk": Desk(regency, tx),
        "blocked": Blocked(regency, tx),
        "people": People(regency, tx),
        "days": Days(regency, tx),
        "now": tx.now,
    }


def _apology(regency: Regency, entry: Entry) -> Said:
    """To a person whose update could not be handled; a group is not bothered."""
    if entry.chat <= 0:
        return ()
    key = "intake.failed.unknown" if entry.prepared is None else "intake.failed.text"
    language = entry.prepared.person.language if entry.prepared is not None else None
    return (Notice(entry.chat, regency.texts(language)(key)),)
