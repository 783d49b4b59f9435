"""The one address of several processes: whatever is brought there goes to one that is there to take it."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web

PATIENCE = aiohttp.ClientTimeout(total=2, sock_connect=0.5)


class Counter:
    """Forwards to ``ports`` in turn; 502 when nobody took it."""

    def __init__(self, ports: Sequence[int]) -> None:
        self._ports = itertools.cycle(ports)
        self._tries = len(ports)
        self.taken = dict.fromkeys(ports, 0)
        self.port = 0

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Counter]:
        app = web.Application()
        app.router.add_post("/{path:.*}", self._forward)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.port = runner.addresses[0][1]
        async with aiohttp.ClientSession(timeout=PATIENCE) as self._session:
            yield self
        await runner.cleanup()

    async def _forward(self, request: web.Request) -> web.Response:
        body = await request.read()
        for _ in range(self._tries):
            port = next(self._ports)
            try:
                url = f"http://127.0.0.1:{port}/"
                async with self._session.post(url, data=body, headers=request.headers) as answer:
                    if answer.status == 200:
                        self.taken[port] += 1
                        return web.Response()
            except (TimeoutError, aiohttp.ClientError):
                continue
        return web.Response(status=502)
