"""A desk that is watched: whoever listens outside, and a rival who has the token."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from simulator.groups import Group
from simulator.people import Person
from simulator.town import Town
from tests.stories.desk import Clock, Desk, open_desk


@dataclass
class Outside:
    """What was told by the second way, and how often that all is well; it can be deaf."""

    told: list[dict[str, str]] = field(default_factory=list)
    pings: int = 0
    deaf: bool = False
    port: int = 0
    on_told: Callable[[], None] | None = None
    """Happens once, while it is being told the next."""

    @property
    def causes(self) -> list[tuple[str, str]]:
        return [(one["cause"], one["state"]) for one in self.told]

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[Outside]:
        app = web.Application()
        app.router.add_post("/alarm", self._hears)
        app.router.add_get("/ping", self._pinged)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.port = runner.addresses[0][1]
        yield self
        await runner.cleanup()

    async def _hears(self, request: web.Request) -> web.Response:
        if self.deaf:
            return web.Response(status=503)
        self.told.append(await request.json())
        if self.on_told is not None:
            self.on_told()
            self.on_told = None
        return web.Response()

    async def _pinged(self, _request: web.Request) -> web.Response:
        self.pings += 1
        return web.Response()


@dataclass
class Watched:
    """The running desk, those it tells, and Ani who reports."""

    town: Town
    desk: Desk
    outside: Outside
    ani: Person
    pupr: Group
    admins: Group

    @property
    def alarms(self) -> list[str]:
        """The first lines of what the admins were told."""
        return [shown.text.split("\n")[0] for shown in self.admins.messages if shown.text[0] in "⚠✅"]

    def told(self, words: str) -> str:
        """The newest of what the admins were told that has these words in its first line."""
        texts = [shown.text for shown in self.admins.messages]
        return next(one for one in reversed(texts) if words in one.split("\n")[0])

    async def looks(self) -> None:
        """The watch looks once, and what it says is sent."""
        await self.desk.app.voice.watch.turn()
        await self.desk.settle()

    async def asks(self, path: str) -> tuple[int, str]:
        """The status and the body of one of the pages."""
        pages = self.desk.app.watching.pages
        async with asyncio.timeout(20):
            while pages.port is None:
                await asyncio.sleep(0.01)
        url = f"http://127.0.0.1:{pages.port}{path}"
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            return answer.status, await answer.text()

    async def until(self, words: str) -> None:
        """The admins are told this."""
        async with asyncio.timeout(30):
            while not any(words in one for one in self.alarms):
                await asyncio.sleep(0.02)


@asynccontextmanager
async def watched(home: Path, *, ahead: float = 0.0, **sections: Any) -> AsyncIterator[Watched]:
    """``ahead``: seconds by which the desk's clock is ahead of Telegram's."""
    true, clock = Clock(), Clock()
    clock.turn(seconds=ahead)
    async with Town(clock=true) as town, Outside().listening() as outside:
        gita = town.person("Gita")
        admins, pupr = town.group("Admin Aduan", [gita]), town.group("Grup PUPR", [town.person("Budi")])
        chosen: dict[str, Any] = {
            "groups": {"PUPR": pupr.id},
            "people": {
                "admin_chat": admins.id,
                "admins": [gita.id],
                "heads": {"PUPR": [town.person("Hana").id]},
            },
            "alarms": {
                "webhook": f"http://127.0.0.1:{outside.port}/alarm?kunci=rahasia",
                "ping": f"http://127.0.0.1:{outside.port}/ping",
            },
            **sections,
        }
        async with open_desk(town, home, clock, **chosen) as desk:
            await desk.app.ready.wait()
            desk.app.watching.vitals.lag = 0.0  # what is imported at a first start holds up everything
            yield Watched(town, desk, outside, town.person("Ani Lestari"), pupr, admins)
