"""The database of an office whose bot is stopped, for a command that works on it alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from bot.settings import Settings
from storage import chain, keys, lock, schema
from storage.database import Database
from storage.faults import explained


@asynccontextmanager
async def opened(settings: Settings, now: datetime) -> AsyncIterator[Database]:
    """Migrated, with its chain begun, as of ``now``. Raises AlreadyRunning, StorageDown, BadKey."""
    url = settings.storage.url
    with explained():
        async with lock.alone(url):
            await schema.upgrade(url)
            seal = await keys.unlock(url, settings.storage.key_file)
            await chain.start(url, seal, now)
            database = Database(url, seal, lambda: now)
            try:
                yield database
            finally:
                await database.close()
