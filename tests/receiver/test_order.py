"""Order within a group while Telegram is asked who acts, and while updates fail."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.errors import StorageDown
from bot.notices import Said, Toast
from bot.receiver import Receiver
from bot.receiver.work import Work
from storage import schema
from storage.database import Database
from storage.sealing import Seal
from tests.databases import address
from tests.storage.conftest import Stopped

GROUP = -100


@dataclass
class Ready:
    number: int
    resident: int | None = None


@dataclass
class Clerk:
    """Prepares slowly for a group, and handles as told: ``troubles`` are raised once each, by update."""

    troubles: dict[int, Exception] = field(default_factory=dict)
    handled: list[int] = field(default_factory=list)

    async def prepare(self, raw: dict[str, Any]) -> Ready:
        await asyncio.sleep(0.01)
        return Ready(raw["update_id"])

    async def handle(self, prepared: Ready, _services: dict[str, Any]) -> Said:
        trouble = self.troubles.pop(prepared.number, None)
        if trouble is not None:
            raise trouble
        self.handled.append(prepared.number)
        return ()

    async def fetch(self, _offset: int | None) -> list[dict[str, Any]]:
        return []

    async def send(self, _letter: Any) -> tuple[int, ...]:
        return ()

    async def answer(self, _toast: Toast) -> None:
        return None


@dataclass
class Desk:
    clerk: Clerk
    receiver: Receiver

    async def gets(self, *numbers: int) -> None:
        await self.receiver.accept(
            [{"update_id": number, "message": {"chat": {"id": GROUP}}} for number in numbers]
        )

    async def settles(self) -> list[int]:
        async with asyncio.timeout(10):
            while not self.receiver.idle:
                await asyncio.sleep(0.01)
        return self.clerk.handled


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    url = address(tmp_path / "aduan.db")
    await schema.upgrade(url)
    database, clerk = Database(url, Seal(b"k" * 32), Stopped()), Clerk()
    work = Work(database, clerk, lambda _tx: {}, lambda _entry: ())
    receiver = Receiver(database, clerk, clerk, work, clerk)
    handling = asyncio.create_task(receiver.handle())
    yield Desk(clerk, receiver)
    receiver.stop()
    await handling
    await database.close()


async def test_a_group_is_handled_in_order(desk: Desk) -> None:
    await desk.gets(1, 2, 3)
    await desk.gets(4, 5)
    assert await desk.settles() == [1, 2, 3, 4, 5]


async def test_a_database_that_was_down_for_a_moment_changes_no_order(desk: Desk) -> None:
    desk.clerk.troubles[1] = StorageDown("full")
    await desk.gets(1, 2, 3)
    assert await desk.settles() == [1, 2, 3]


async def test_one_that_fails_is_tried_again_before_those_behind_it(desk: Desk) -> None:
    desk.clerk.troubles[2] = ZeroDivisionError()
    await desk.gets(1, 2, 3)
    assert await desk.settles() == [1, 2, 3]


async def test_one_that_always_fails_is_put_aside(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.receiver.loop.PAUSE", 0.01)

    async def fails(prepared: Ready, _services: Any) -> Said:
        if prepared.number == 2:
            raise ZeroDivisionError
        desk.clerk.handled.append(prepared.number)
        return ()

    monkeypatch.setattr(desk.clerk, "handle", fails)
    await desk.gets(1, 2, 3)
    assert await desk.settles() == [1, 3]
