"""`aduan purge`: what the bot does once a day, at once, and what that amounts to."""

from __future__ import annotations

import asyncio

from bot import clock
from bot.app import regency_of
from bot.retention import Retention
from bot.settings import Settings
from storage import chain, keys, lock, schema
from storage.database import Database
from storage.faults import explained


def purge(settings: Settings, *, dry_run: bool) -> str:
    """How much is too old, or how much of it was erased. Raises AlreadyRunning, StorageDown, BadKey."""
    return asyncio.run(_purge(settings, dry_run=dry_run))


async def _purge(settings: Settings, *, dry_run: bool) -> str:
    url, now = settings.storage.url, clock.now()
    with explained():
        async with lock.alone(url):
            await schema.upgrade(url)
            seal = await keys.unlock(url, settings.storage.key_file)
            await chain.start(url, seal, now)
            database = Database(url, seal, lambda: now)
            try:
                retention = Retention(regency_of(settings, now), database)
                found = await retention.count()
                if not dry_run:
                    await retention.run()
                    left = await retention.count()
                    found = {what: count - left[what] for what, count in found.items()}
            finally:
                await database.close()
    counted = ", ".join(f"{count} {what}" for what, count in found.items())
    return f"{'to erase' if dry_run else 'erased'}: {counted}"
