"""Updates by webhook: stored, then acknowledged; nobody but Telegram is listened to."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from simulator.town import Town
from tests.stories.desk import Clock, Desk, open_desk

SECRET = "kata-rahasia"


def some_port() -> int:
    """One that the system gives to nobody by itself."""
    return random.randrange(20_000, 32_000)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    port, clock = some_port(), Clock()
    webhook = {"url": f"http://127.0.0.1:{port}/t", "listen": f"127.0.0.1:{port}", "secret": SECRET}
    async with Town(clock=clock) as town:
        async with open_desk(town, tmp_path, clock, receive="webhook", webhook=webhook) as desk:
            await desk.app.ready.wait()
            while not town.world.ledger.of("setWebhook"):
                await asyncio.sleep(0.01)
            yield desk
        assert town.wrongs == []


async def brought(desk: Desk, secret: str | None, body: bytes) -> int:
    headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
    url = str(desk.settings.webhook.url)
    async with aiohttp.ClientSession() as session, session.post(url, data=body, headers=headers) as answer:
        return answer.status


async def test_a_resident_is_answered(desk: Desk) -> None:
    ani = desk.town.person("Ani")
    await ani.says("halo")
    assert (await ani.waits_for("Selamat datang")).labels[0] == "📝 Buat laporan"


@pytest.mark.parametrize("secret", [None, "", "kata-rahasi"])
async def test_who_does_not_know_the_secret_is_turned_away(desk: Desk, secret: str | None) -> None:
    assert await brought(desk, secret, b'{"update_id": 1}') == 401


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff"])
async def test_what_is_no_update_is_refused(desk: Desk, body: bytes) -> None:
    assert await brought(desk, SECRET, body) == 400


async def test_a_giant_body_is_refused(desk: Desk) -> None:
    assert await brought(desk, SECRET, b" " * 2_000_000) == 413
