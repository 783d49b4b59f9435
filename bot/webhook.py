"""Updates that Telegram brings instead of our fetching them: stored before they are acknowledged."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Callable
from typing import Final

import structlog
from aiohttp import web

from bot.causes import cause_of
from bot.errors import PortTaken
from bot.protocols import Raw
from bot.receiver import Receiver
from bot.settings import Address

HEADER: Final = "X-Telegram-Bot-Api-Secret-Token"
LARGEST: Final = 1_048_576
"""Bytes; Telegram's updates are far smaller."""

SLOWEST: Final = 10.0
"""Seconds for a body to arrive."""

LATER: Final = {"Retry-After": "2"}

_log = structlog.get_logger(__name__)


class Webhook:
    """Listens for Telegram; whoever does not know ``secret`` is turned away unread.

    ``heard`` is told of each update that came.
    """

    def __init__(self, receiver: Receiver, listen: Address, secret: str) -> None:
        self._receiver = receiver
        self._listen = listen
        self._secret = secret.encode()
        self._stopping = asyncio.Event()
        self.heard: Callable[[Raw], None] = lambda _raw: None
        self.port = listen.port

    async def run(self) -> None:
        """Take updates until ``stop``. Raises PortTaken."""
        app = web.Application(client_max_size=LARGEST)
        app.router.add_post("/{path:.*}", self._take)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            await self._open(runner)
            await self._stopping.wait()
        finally:
            await runner.cleanup()

    def stop(self) -> None:
        """Finish what is being stored, and take no more."""
        self._stopping.set()

    async def _open(self, runner: web.AppRunner) -> None:
        site = web.TCPSite(runner, self._listen.host, self._listen.port)
        try:
            await site.start()
        except OSError as error:
            raise PortTaken(f"webhook.listen: {self._listen} is taken") from error
        self.port = runner.addresses[0][1]

    async def _take(self, request: web.Request) -> web.Response:
        """200 once it is stored; anything else makes Telegram bring it again."""
        if not hmac.compare_digest(request.headers.get(HEADER, "").encode(), self._secret):
            return web.Response(status=401)
        try:
            async with asyncio.timeout(SLOWEST):
                raw = json.loads(await request.read())
        except (ValueError, TimeoutError):
            return web.Response(status=400)
        if not isinstance(raw, dict):
            return web.Response(status=400)
        if self._receiver.is_full:
            return web.Response(status=503, headers=LATER)
        try:
            self.heard(raw)
            await self._receiver.accept([raw])
        except Exception as error:  # not stored, so not acknowledged
            _log.critical("webhook_failed", **cause_of(error))
            return web.Response(status=503, headers=LATER)
        return web.Response()
