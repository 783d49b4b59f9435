"""The browser page is served whole, and needs nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import aiohttp
import pytest

from simulator.page import Part, serve_page
from simulator.town import Town


@pytest.fixture
async def staged() -> AsyncIterator[Town]:
    town = Town()
    budi = town.person("Budi")
    town.group("Grup PUPR", [budi])
    parts = [Part(town.person("Ani"), "warga", ["/lapor"]), Part(budi, "petugas PUPR")]
    serve_page(town.server.app, town, parts)
    async with town:
        yield town


async def fetched(town: Town, path: str) -> tuple[int, str, str]:
    async with aiohttp.ClientSession() as session, session.get(town.api + path) as response:
        return response.status, response.content_type, await response.text()


async def test_every_part_of_the_page_is_there_and_none_comes_from_elsewhere(staged: Town) -> None:
    texts = {"/": (await fetched(staged, "/"))[2]}
    for path in re.findall(r'(?:href|src)="(/[^"]+)"', texts["/"]):
        texts[path] = (await fetched(staged, path))[2]
    for path in re.findall(r'from "(/[^"]+)"', texts["/web/app.js"]):
        texts[path] = (await fetched(staged, path))[2]
    assert len(texts) == 6
    assert [
        path for path, text in texts.items() if re.search(r"(src|href|url|import)\W+https?://", text)
    ] == []


async def test_the_cast_has_its_chats(staged: Town) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{staged.api}/sim/cast") as response:
        told = await response.json()
    assert [(part["name"], part["role"], len(part["chats"])) for part in told["cast"]] == [
        ("Ani", "warga", 1),
        ("Budi", "petugas PUPR", 2),
    ]


async def test_nothing_but_the_page_is_served(staged: Town) -> None:
    for path in ("/web/page.py", "/web/..%2fpage.py", "/web/nothing.js"):
        assert (await fetched(staged, path))[0] == 404


async def test_no_text_becomes_markup(staged: Town) -> None:
    for path in ("/web/app.js", "/web/draw.js", "/web/telegram.js"):
        assert (
            re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|eval\(", (await fetched(staged, path))[2])
            == []
        )
