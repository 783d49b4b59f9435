"""A whole desk in one process: simulator, the real app on a real database, and a clock that can be turned."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import App, Pacing, build
from bot.settings import Settings
from bot.speaker import Pace
from simulator.town import Town
from tests.databases import address, tables

WEDNESDAY_MORNING = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
"""09:00 in Sangatta."""

PATIENCE = 20.0


@dataclass
class Clock:
    """Runs as clocks do, from a moment of our choice, and can be turned ahead."""

    begin: datetime = WEDNESDAY_MORNING
    started: float = field(default_factory=time.monotonic)

    def __call__(self) -> datetime:
        return self.begin + timedelta(seconds=time.monotonic() - self.started)

    def turn(self, **ahead: float) -> None:
        self.begin += timedelta(**ahead)


@dataclass
class Desk:
    """The running bot and what surrounds it."""

    town: Town
    clock: Clock
    settings: Settings
    app: App

    async def settle(self) -> None:
        """Wait until the bot has said all it has to say now."""
        async with asyncio.timeout(PATIENCE):
            while not (self.town.confirmed and self.app.idle):
                await asyncio.sleep(0.005)

    async def later(self, **ahead: float) -> None:
        """Let time pass, and the ticker do what has become due."""
        self.clock.turn(**ahead)
        while await self.app.voice.ticker.tick():
            pass
        await self.settle()


def settings_of(town: Town, home: Path, receive: str = "polling", **sections: Any) -> Settings:
    """Settings for a bot in ``town`` whose data lie in ``home``."""
    telegram = {"token": town.token, "api_base_url": town.api, "receive": receive}
    storage = {"url": tables(address(home / "aduan.db")), "key_file": str(home / "aduan.key")}
    chosen = {"http": {"listen": "127.0.0.1:0"}, **sections}
    return Settings.model_validate({"telegram": telegram, "storage": storage, **chosen})


@asynccontextmanager
async def open_desk(town: Town, home: Path, clock: Clock, **sections: Any) -> AsyncIterator[Desk]:
    """Start the bot; stop it as SIGTERM would."""
    settings = settings_of(town, home, **sections)
    app = await build(settings, Pacing(clock=clock, pace=Pace.unlimited(), poll=5))
    running = asyncio.create_task(app.run())
    desk = Desk(town, clock, settings, app)
    town.settle = desk.settle
    try:
        yield desk
    finally:
        town.settle = None
        app.stop()
        await running
        await app.close()
