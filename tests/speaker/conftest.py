"""A speaker on a real database, a courier that does as it is told, and time that passes when told."""

from __future__ import annotations

import asyncio
import itertools
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.notices import Notice, Toast
from bot.protocols import Letter
from bot.speaker import Pace, Speaker
from storage import outbox
from storage.database import Database
from storage.sealing import Seal
from storage.transaction import Transaction
from tests.databases import address, tables

ANI, BUDI, PUPR, PUPR_NOW = 7001, 7002, -100, -1009
LABEL = "(kirim ulang)"


@dataclass
class Time:
    seconds: float = 0.0

    def wall(self) -> datetime:
        return datetime(2026, 3, 2, 1, tzinfo=UTC) + timedelta(seconds=self.seconds)

    def tick(self) -> float:
        return 1_000 + self.seconds


@dataclass
class FakeCourier:
    """Delivers, or fails as scripted for a chat; ``sent`` is (chat, text, letter) in order."""

    time: Time
    sent: list[Letter] = field(default_factory=list)
    tried: list[Letter] = field(default_factory=list)
    moments: list[tuple[int, float]] = field(default_factory=list)
    script: dict[int, deque[Exception]] = field(default_factory=lambda: defaultdict(deque))
    open: asyncio.Event = field(default_factory=asyncio.Event)
    ids: Any = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.open.set()

    def fails(self, chat: int, *faults: Exception) -> None:
        self.script[chat].extend(faults)

    def texts(self, chat: int) -> list[str]:
        return [letter.notice.text for letter in self.sent if letter.notice.chat == chat]

    async def send(self, letter: Letter) -> tuple[int, ...]:
        self.tried.append(letter)
        self.moments.append((letter.notice.chat, self.time.seconds))
        await self.open.wait()
        if faults := self.script[letter.notice.chat]:
            raise faults.popleft()
        self.sent.append(letter)
        return (letter.edits,) if letter.edits else (next(self.ids),)

    async def answer(self, toast: Toast) -> None:
        raise AssertionError("the speaker answers no presses")


@dataclass
class Office:
    """One process after another on the same database."""

    database: Database
    courier: FakeCourier
    time: Time
    pace: Pace = field(default_factory=Pace.unlimited)
    unreachable: list[int] = field(default_factory=list)
    moved: list[tuple[int, int]] = field(default_factory=list)
    reached: list[int] = field(default_factory=list)
    speaker: Speaker = field(init=False)
    running: asyncio.Task[None] | None = None

    async def on_unreachable(self, tx: Transaction, notice: Notice) -> None:
        self.unreachable.append(notice.chat)

    async def on_moved(self, tx: Transaction, was: int, now: int) -> None:
        self.moved.append((was, now))

    async def on_reached(self, tx: Transaction, chat: int) -> None:
        self.reached.append(chat)

    def starts(self) -> None:
        self.speaker = Speaker(
            self.database,
            self.courier,
            self.pace,
            self.time.wall,
            LABEL,
            self.on_unreachable,
            self.on_moved,
            tick=self.time.tick,
        )
        self.speaker.on_reached = self.on_reached
        self.database.on_commit = self.speaker.hear
        self.running = asyncio.create_task(self.speaker.run())

    async def dies(self) -> None:
        """kill -9: nothing is written any more."""
        assert self.running
        self.running.cancel()
        for flight in list(self.speaker._flights):
            flight.cancel()
        await asyncio.gather(self.running, return_exceptions=True)
        self.running = None

    async def stops(self) -> None:
        if self.running:
            self.speaker.stop()
            await self.running
            self.running = None

    async def puts(self, *notices: Notice) -> None:
        async with self.database.write() as tx:
            for notice in notices:
                outbox.put(tx, notice)

    async def settles(self) -> None:
        await self.until(lambda: self.speaker.idle)

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not true():
                if self.running and self.running.done():
                    self.running.result()
                await asyncio.sleep(0.001)

    async def passes(self, seconds: float) -> None:
        """Time passes, and what is due then is given the chance to leave."""
        self.time.seconds += seconds
        self.speaker.hear([])
        await self.quiet()

    async def quiet(self, *, landed: bool = True) -> None:
        """What can leave now has left."""
        speaker = self.speaker
        await self.until(
            lambda: (
                not speaker._writing
                and not (landed and speaker._flights)
                and not speaker._ledger
                and speaker._backlog.cursor is None
                and not speaker._may_take(speaker._now())
            )
        )

    async def rows(self, columns: str = "state") -> Sequence[Any]:
        async with self.database.read() as session:
            found = (await session.execute(text(f"select {columns} from outbox order by id"))).all()
        return [row[0] if len(row) == 1 else tuple(row) for row in found]

    async def does(self, statement: str) -> None:
        async with self.database.write() as tx:
            await tx.session.execute(text(statement))


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    time = Time()
    database = Database(tables(address(tmp_path / "a.db")), Seal(b"k" * 32), time.wall)
    office = Office(database, FakeCourier(time), time)
    yield office
    await office.stops()
    await database.close()
