"""A small strict Bot API on this machine that answers as it is told."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.telegram import Api

TOKEN = "12345:canary-token"  # invented

Told = web.StreamResponse | str
"""An answer, or what happens instead of one: "silence", "reset", "truncated"."""


def ok(result: Any) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def refuses(code: int, description: str, **parameters: Any) -> web.Response:
    body = {"ok": False, "error_code": code, "description": description}
    return web.json_response(body | ({"parameters": parameters} if parameters else {}), status=code)


@dataclass
class FakeApi:
    """``asked`` holds (method, parameters) pairs, ``answers`` what comes next; a message by default."""

    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answers: deque[Told] = field(default_factory=deque)
    server: Any = None

    async def handle(self, request: web.Request) -> web.StreamResponse:
        assert request.method == "POST"
        assert request.match_info["token"] == TOKEN
        asked = await request.json()
        self.asked.append((request.match_info["method"], asked))
        answer = self.answers.popleft() if self.answers else ok({"message_id": 77, "chat": {"id": 1}})
        return answer if isinstance(answer, web.StreamResponse) else await _mishap(request, answer)


async def _mishap(request: web.Request, kind: str) -> web.StreamResponse:
    assert request.transport
    if kind == "silence":
        await asyncio.sleep(60)
    if kind == "truncated":
        response = web.StreamResponse(headers={"Content-Length": "100"})
        await response.prepare(request)
        await response.write(b'{"ok": tr')
    request.transport.abort()
    return web.Response()


@pytest.fixture
async def telegram() -> AsyncIterator[FakeApi]:
    fake = FakeApi()
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", fake.handle)
    fake.server = TestServer(app)
    await fake.server.start_server(access_log=None)
    yield fake
    await fake.server.close()


@pytest.fixture
async def api(telegram: FakeApi) -> AsyncIterator[Api]:
    made = Api(TOKEN, str(telegram.server.make_url("")), read_timeout=0.3)
    yield made
    await made.close()
