"""What is asked from outside over HTTP: whether the process lives, whether it is ready, and its figures."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import structlog
from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.health.metrics import Metrics
from bot.health.vitals import Vitals
from bot.settings import Address

AGAIN: Final = 30.0
"""Seconds until a port that was taken is tried again: the desk works without these pages."""

LARGEST: Final = 65_536
"""Bytes of what is posted: a report has 4000 characters."""

_log = structlog.get_logger(__name__)

Faults = Callable[[], Awaitable[dict[str, str]]]
"""What keeps us from being ready, by name; nothing where we are."""


class Pages:
    """Listens where ``http.listen`` says; nothing here names a person, a chat or a ticket."""

    def __init__(self, listen: Address, vitals: Vitals, metrics: Metrics, faults: Faults) -> None:
        self._listen = listen
        self._vitals = vitals
        self._metrics = metrics
        self._faults = faults
        self.port: int | None = None
        self.more: list[web.RouteDef] = []

    @property
    def is_shut(self) -> bool:
        """Nobody can ask us."""
        return self.port is None

    async def run(self) -> None:
        """Answer until cancelled."""
        app = web.Application(client_max_size=LARGEST)
        app.router.add_get("/livez", self._lives)
        app.router.add_get("/readyz", self._ready)
        app.router.add_get("/metrics", self._shown)
        app.router.add_routes(self.more)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            await self._open(runner)
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    async def _open(self, runner: web.AppRunner) -> None:
        while self.port is None:
            try:
                await web.TCPSite(runner, self._listen.host, self._listen.port).start()
                self.port = runner.addresses[0][1]
            except OSError as error:
                _log.critical("http_port_taken", fault=type(error).__name__)
                await asyncio.sleep(AGAIN)

    async def _lives(self, _request: web.Request) -> web.Response:
        """200 while every loop goes on."""
        said = {"lag": round(self._vitals.lag, 3), "late": self._vitals.late}
        return web.json_response(said, status=200 if self._vitals.is_well else 503)

    async def _ready(self, _request: web.Request) -> web.Response:
        """200 while reports can be taken: written down, and heard of."""
        faults = await self._faults()
        return web.json_response({"faults": faults}, status=503 if faults else 200)

    async def _shown(self, _request: web.Request) -> web.Response:
        return web.Response(body=self._metrics.page(), headers={"Content-Type": CONTENT_TYPE_LATEST})
