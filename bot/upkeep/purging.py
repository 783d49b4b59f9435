"""`aduan purge`: what the bot does once a day, at once, and what that amounts to."""

from __future__ import annotations

import asyncio

from bot import clock
from bot.app import regency_of
from bot.retention import Retention
from bot.settings import Settings
from bot.upkeep.opening import opened


def purge(settings: Settings, *, dry_run: bool) -> str:
    """How much is too old, or how much of it was erased. Raises AlreadyRunning, StorageDown, BadKey."""
    return asyncio.run(_purge(settings, dry_run=dry_run))


async def _purge(settings: Settings, *, dry_run: bool) -> str:
    now = clock.now()
    async with opened(settings, now) as database:
        retention, failed = Retention(regency_of(settings, now), database), 0
        found = await retention.count()
        if not dry_run:
            failed = await retention.run()
            left = await retention.count()
            found = {what: count - left[what] for what, count in found.items()}
    counted = ", ".join(f"{count} {what}" for what, count in found.items())
    stuck = f"; {failed} rows could not be erased, and the log says why" if failed else ""
    return f"{'to erase' if dry_run else 'erased'}: {counted}{stuck}"
