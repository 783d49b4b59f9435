"""A desk whose public reports city software reads and files, over real HTTP."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from storage import api_keys
from tests.stories.conftest import Cast, cast

__all__ = ["cast"]

SECTIONS = {"open311": {"serve": True}, "http": {"listen": "127.0.0.1:0"}}
KEY = "ak_made_up_for_tests"


@dataclass
class City:
    """Software of the city; ``key`` files."""

    cast: Cast
    http: aiohttp.ClientSession
    root: str
    key: str = KEY

    async def gets(self, path: str, **asked: str) -> tuple[int, Any]:
        """The status, and the answer read from JSON or as it is."""
        async with self.http.get(f"{self.root}/{path}", params=asked) as answer:
            return answer.status, await _read(answer)

    async def files(self, form: str = "json", once: str | None = None, **report: str) -> tuple[int, Any]:
        usual = {
            "api_key": self.key, "service_code": "jalan", "lat": "0.512345", "long": "117.543219",
            "description": "Jalan berlubang parah di depan pasar Bengalon",
        }  # fmt: skip
        sent = {key: value for key, value in (usual | report).items() if value}
        headers = {"Idempotency-Key": once} if once else {}
        async with self.http.post(f"{self.root}/requests.{form}", data=sent, headers=headers) as answer:
            result = answer.status, await _read(answer)
        await self.cast.desk.settle()
        return result


@pytest.fixture
async def city(cast: Cast) -> AsyncIterator[City]:
    """Parametrizes nothing: the story's desk has to be opened with ``SECTIONS``."""
    async with cast.desk.app.database.write() as tx:
        await api_keys.add(tx, "kota", KEY)
    while cast.desk.app.watching.pages.port is None:
        await cast.ani.says("/start")
    port = cast.desk.app.watching.pages.port
    async with aiohttp.ClientSession() as http:
        yield City(cast, http, f"http://127.0.0.1:{port}/open311/v2")


async def _read(answer: aiohttp.ClientResponse) -> Any:
    body = await answer.read()
    return json.loads(body) if answer.content_type == "application/json" else body
