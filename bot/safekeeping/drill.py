"""The drill: the newest backup becomes a bot again, aside, and takes one report."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from bot.app import Pacing, build
from bot.errors import AduanError
from bot.safekeeping import aside, shelf
from bot.safekeeping.restoring import Restored, restore
from bot.safekeeping.standin import StandIn
from bot.settings import Settings

ANSWERS_WITHIN: Final = 120.0
"""Seconds for the report to get its number, on a machine that is busy with other things."""


class Failed(AduanError):
    """The drill did not succeed; the message says at what."""


class Nothing(Failed):
    """There is no backup to try out."""


class Harmed(Failed):
    """What was restored is not in good order."""


class Silent(Failed):
    """The restored bot did not answer."""


@dataclass(frozen=True, slots=True)
class Drilled:
    """``age``: what would be lost were the database gone now (RPO).

    ``took``: until a report had its number (RTO).
    """

    file: str
    age: timedelta
    took: timedelta
    rows: int
    tickets: int
    number: str


async def drill(
    settings: Settings, directory: Path, now: datetime, tick: Callable[[], float] = time.monotonic
) -> Drilled:
    """Restore the newest backup aside, and file a report with it.

    Raises Failed, BadKey, and what ``restore`` raises.
    """
    begun, backup = tick(), shelf.newest(directory)
    if backup is None:
        raise Nothing(f"there is no backup in {directory}")
    with aside.place() as home:
        restored = await restore(settings, backup, home)
        if restored.examined is None:
            raise Failed(
                "a backup of PostgreSQL is tried out on its server: docs/howto/backup-and-restore.md"
            )
        if restored.examined.faults:
            raise Harmed("; ".join(restored.examined.faults))
        number = await _filed(_aside(settings, restored), now)
    return Drilled(
        file=backup.name,
        age=now - restored.made_at,
        took=timedelta(seconds=tick() - begun),
        rows=restored.examined.rows,
        tickets=restored.examined.tickets,
        number=number,
    )


def _aside(settings: Settings, restored: Restored) -> Settings:
    """The same desk, on the restored database, heard by nobody outside."""
    storage = settings.storage.model_copy(update={"url": f"sqlite+aiosqlite:///{restored.file}"})
    said = ("alarms", "backup", "open311", "outgoing")
    quiet: dict[str, Any] = {name: type(getattr(settings, name))() for name in said}
    http = settings.http.model_copy(update={"listen": type(settings.http.listen)("127.0.0.1", 0)})
    return settings.model_copy(update={"storage": storage, "http": http, **quiet})


async def _filed(settings: Settings, now: datetime) -> str:
    """The number that a report gets."""
    telegram = StandIn(int(now.timestamp()))
    base = await telegram.open()
    access = {"token": "1:drill", "api_base_url": base}
    talks = type(settings.telegram).model_validate(access)
    app = await build(settings.model_copy(update={"telegram": talks}), Pacing(clock=lambda: now, poll=1))
    running = asyncio.create_task(app.run())
    try:
        both: set[asyncio.Future[Any]] = {running, telegram.number}
        await asyncio.wait(both, timeout=ANSWERS_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        if not telegram.number.done():
            raise Silent("the restored bot gave no number to a report")
        return telegram.number.result()
    finally:
        app.stop()
        await asyncio.gather(running, return_exceptions=True)
        await app.close()
        await telegram.close()
