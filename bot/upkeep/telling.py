"""`aduan tell`: a notice to everyone who must hear of something, such as a breach; the bot sends it."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import date, datetime, time
from typing import Final

import structlog

from bot import clock
from bot.notices import Notice, Urgency
from bot.sanitise import clean
from bot.settings import Settings
from bot.texts import escaped
from bot.upkeep.opening import opened
from storage import outbox, residents
from storage.database import Database
from storage.models import Resident
from storage.sealing import BrokenSeal, Seal

_log = structlog.get_logger(__name__)

AT_ONCE: Final = 500
LIMIT: Final = 4000
"""Characters of one message (sendMessage: 4096 with what marks it)."""


def tell(settings: Settings, text: str, since: date, *, dry_run: bool) -> int:
    """To how many. Those who took back their consent as well: they have a right to hear of it.

    Raises AlreadyRunning, StorageDown, BadKey.
    """
    return asyncio.run(_tell(settings, clean(text), since, dry_run=dry_run))


async def _tell(settings: Settings, text: str, since: date, *, dry_run: bool) -> int:
    async with opened(settings, clock.now()) as database:
        begin = datetime.combine(since, time(), settings.service.zone)
        return await _to_all(database, text, begin, dry_run=dry_run)


async def _to_all(database: Database, text: str, since: datetime, *, dry_run: bool) -> int:
    told, after, name = 0, 0, hashlib.sha256(text.encode()).hexdigest()[:16]
    while True:
        async with database.write() as tx:
            found = await residents.concerned_since(tx, since, after, AT_ONCE)
            for resident in found:
                chat = _chat_of(tx.seal, resident)
                if chat and not dry_run:
                    key = f"tell:{name}:{resident.id}"
                    outbox.put(tx, Notice(chat, escaped(text), urgency=Urgency.CONFIRMATION, key=key))
                told += bool(chat)
        if len(found) < AT_ONCE:
            return told
        after = found[-1].id


def _chat_of(seal: Seal, resident: Resident) -> int:
    """0 where nobody can say any more who it is: all others have to hear of it even so."""
    try:
        return residents.identity(seal, resident).id
    except BrokenSeal:
        _log.warning("resident_unreadable")
        return 0
