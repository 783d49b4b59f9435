"""Those who were told a number that a restored database does not know are asked to file again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from bot.configuration.locales import texts_of
from bot.notices import Notice, Urgency
from bot.safekeeping.restoring import Restored
from bot.settings import Settings
from bot.tickets.numbers import Number
from storage import journal, outbox, searching
from storage.database import Database
from storage.journal import Filed
from storage.transaction import Transaction


class Asked(NamedTuple):
    """How many are asked; ``closed``: lines of the journal of which nobody knows whom they name."""

    people: int
    closed: int


async def ask_again(settings: Settings, restored: Restored, now: datetime) -> Asked | None:
    """Put it into the restored outbox. None without a journal, or without the key of identities."""
    seal = restored.seal
    if settings.backup.journal is None or seal is None or restored.examined is None:
        return None
    since = (restored.made_at - timedelta(days=1)).date()
    filed, closed = journal.read(settings.backup.journal, restored.seals, since)
    noted = {(one.year, one.serial): one for one in filed}
    database = Database(f"sqlite+aiosqlite:///{restored.file}", seal, lambda: now)
    try:
        async with database.write() as tx:
            lost = [one for one in noted.values() if await _is_lost(tx, one)]
            for one in lost:
                outbox.put(tx, _notice(settings, one))
    finally:
        await database.close()
    return Asked(len(lost), closed)


def forget(settings: Settings, now: datetime) -> None:
    """No longer than backups are kept: the oldest of them is the most that is ever restored."""
    if settings.backup.journal is not None:
        journal.forget(settings.backup.journal, settings.retention.backup.before(now).date())


async def _is_lost(tx: Transaction, one: Filed) -> bool:
    """No ticket has the number, or one that something else confirmed; who filed an erased one is unknown."""
    ticket = await searching.numbered(tx.session, Number(one.year, one.serial))
    if ticket is None or ticket.resident_id is None:
        return ticket is None
    return ticket.confirmed_by != one.confirmed_by


def _notice(settings: Settings, one: Filed) -> Notice:
    number = Number(one.year, one.serial).written(settings.service.prefix)
    words = texts_of(settings.service)(one.language)
    return Notice(one.chat, words("safekeeping.lost", number=number), urgency=Urgency.CONFIRMATION)
