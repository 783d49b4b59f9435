"""Opens the data that a configuration names, fills them, and says what it took."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import closing, nullcontext

from bot import clock
from bot.app import regency_of
from bot.days import recall
from bot.errors import AduanError
from bot.seeding.service import Plan, lived, seed
from bot.settings import Settings
from storage import chain, keys, lock, schema
from storage.database import Database
from storage.engine import sqlite_file


class Lived(AduanError):
    """The database holds reports that people filed: made-up ones would mix with them. --force does it."""


def fill(settings: Settings, plan: Plan, progress: Callable[[int], None], *, force: bool = False) -> str:
    """Seed the database; a line with tickets a second and bytes a ticket.

    Raises AlreadyRunning, BadKey, and, unless ``force``, Lived.
    """
    url = settings.storage.url
    held = lock.take(url)
    with closing(held) if held else nullcontext():
        before, begun = _bytes(url), time.monotonic()
        asyncio.run(_fill(settings, plan, progress, force=force))
        seconds, grown = time.monotonic() - begun, _bytes(url) - before
    return (
        f"{plan.tickets} tickets, {plan.tickets / seconds:.0f} a second, {grown // plan.tickets} bytes each"
    )


async def _fill(settings: Settings, plan: Plan, progress: Callable[[int], None], *, force: bool) -> None:
    url, now = settings.storage.url, clock.now()
    await schema.upgrade(url)
    seal = await keys.unlock(url, settings.storage.key_file)
    await chain.start(url, seal, now)
    database = Database(url, seal, lambda: now)
    try:
        regency = regency_of(settings, now)
        async with database.write() as tx:
            if not force and await lived(tx):
                raise Lived
            await recall(regency, tx)
        await seed(regency, database, plan, progress)
    finally:
        await database.close()


def _bytes(url: str) -> int:
    file = sqlite_file(url)
    return file.stat().st_size if file is not None and file.exists() else 0
