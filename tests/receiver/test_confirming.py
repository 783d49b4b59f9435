"""Telegram forgets what is confirmed: so that comes after it is stored, whatever the numbers."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.receiver import Receiver
from bot.receiver.work import Work
from storage import inbox, schema
from storage.database import Database
from storage.sealing import Seal
from tests.databases import address
from tests.receiver.test_order import Clerk
from tests.storage.conftest import Stopped


@dataclass
class Telegram(Clerk):
    """Hands out these deliveries, and notes what was stored when the next one was asked for."""

    database: Database | None = None
    deliveries: list[list[int]] = field(default_factory=list)
    stored: list[tuple[int | None, list[int]]] = field(default_factory=list)

    async def fetch(self, offset: int | None) -> list[dict[str, Any]]:
        assert self.database is not None
        async with self.database.read() as session:
            found, _ = await inbox.pending(session, self.database.seal)
        self.stored.append((offset, sorted(raw["update_id"] for raw, _, _ in found)))
        if not self.deliveries:
            await asyncio.Event().wait()
        return [{"update_id": number, "message": {"chat": {"id": 7}}} for number in self.deliveries.pop(0)]


async def confirmed(home: Path, *deliveries: Sequence[int]) -> list[tuple[int | None, list[int]]]:
    """Each offset that was asked for, and what was stored by then."""
    url = address(home / "aduan.db")
    await schema.upgrade(url)
    database = Database(url, Seal(b"k" * 32), Stopped())
    telegram = Telegram(database=database, deliveries=[list(one) for one in deliveries])
    work = Work(database, telegram, lambda _tx: {}, lambda _entry: ())
    receiver = Receiver(database, telegram, telegram, work, telegram)
    fetching = asyncio.create_task(receiver.fetch())
    async with asyncio.timeout(10):
        while len(telegram.stored) <= len(deliveries):
            await asyncio.sleep(0.005)
    receiver.stop()
    await fetching
    await database.close()
    return telegram.stored


async def test_what_is_confirmed_is_stored(tmp_path: Path) -> None:
    assert await confirmed(tmp_path, [7, 8], [9]) == [(None, []), (9, [7, 8]), (10, [7, 8, 9])]


async def test_numbers_that_begin_again_lower_are_new_all_the_same(tmp_path: Path) -> None:
    """Telegram may do so after a week without updates (Update.update_id)."""
    assert await confirmed(tmp_path, [900], [5, 6]) == [(None, []), (901, [900]), (7, [5, 6, 900])]
