"""Photos are looked at over the wire; whatever goes wrong, nobody waits long and nothing is raised."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.looks import are_alike
from bot.telegram import Api, TelegramLooks
from bot.telegram import looks as module
from simulator.town import Town
from tests.stories.pictures import photo, smaller


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with Town() as made:
        yield made


@pytest.fixture
async def looks(town: Town) -> AsyncIterator[TelegramLooks]:
    api = Api(town.token, town.api, read_timeout=0.5)
    yield TelegramLooks(api)
    await api.close()


async def test_the_same_picture_in_another_size_looks_alike(town: Town, looks: TelegramLooks) -> None:
    first = await looks.of(town.world.files.add("photo", photo(1)).id)
    second = await looks.of(town.world.files.add("photo", smaller(photo(1))).id)
    other = await looks.of(town.world.files.add("photo", photo(2)).id)
    assert first is not None
    assert second is not None
    assert other is not None
    assert (are_alike(first, second), are_alike(first, other)) == (True, False)


@pytest.mark.parametrize("data", [b"no picture", photo(1)[:2000], b"\xff\xd8\xff", b"GIF89a" + bytes(50)])
async def test_what_is_no_picture_has_no_look(town: Town, looks: TelegramLooks, data: bytes) -> None:
    assert await looks.of(town.world.files.add("photo", data).id) is None


async def test_an_unknown_file_and_one_too_large_have_no_look(town: Town, looks: TelegramLooks) -> None:
    large = town.world.files.add("photo", photo(1), size=21 * 1024 * 1024)
    assert [await looks.of("AgACunknown"), await looks.of(large.id)] == [None, None]


async def test_a_slow_server_is_not_waited_for(
    town: Town, looks: TelegramLooks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.1)
    town.fails("slow after delivery", "getFile", seconds=5)
    async with asyncio.timeout(2):
        assert await looks.of(town.world.files.add("photo", photo(1)).id) is None
