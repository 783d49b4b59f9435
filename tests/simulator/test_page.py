"""The browser page is served whole, needs nothing from elsewhere, and its knobs work."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from importlib.resources import files
from typing import Any

import aiohttp
import pytest

from simulator.page import serve_page
from simulator.stage import Part, Stage
from simulator.town import Town

WARGA, PUPR = {"id": "warga", "en": "resident"}, {"id": "petugas PUPR", "en": "officer, PUPR"}

SCRIPTS = sorted(file.name for file in (files("simulator") / "web").iterdir() if file.name.endswith(".js"))


@pytest.fixture
async def staged() -> AsyncIterator[Town]:
    town = Town()
    ani, budi = town.person("Ani"), town.person("Budi")
    town.group("Grup PUPR", [budi])
    stage = Stage(
        town, [Part(ani, WARGA, WARGA, ["/lapor"]), Part(budi, PUPR, PUPR)], turns={"day": nothing_due}
    )
    serve_page(town.server.app, stage)
    async with town:
        yield town


async def nothing_due() -> None:
    """Time passes."""


async def fetched(town: Town, path: str) -> tuple[int, str, str]:
    async with aiohttp.ClientSession() as session, session.get(town.api + path) as response:
        return response.status, response.content_type, await response.text()


async def asked(town: Town, path: str, **about: Any) -> Any:
    async with aiohttp.ClientSession() as session, session.post(town.api + path, json=about) as response:
        return await response.json()


async def test_every_part_of_the_page_is_there_and_none_comes_from_elsewhere(staged: Town) -> None:
    texts = {"/": (await fetched(staged, "/"))[2]}
    wanted = re.findall(r'(?:href|src)="(/[^"]+)"', texts["/"])
    while wanted:
        path = wanted.pop()
        status, _, texts[path] = await fetched(staged, path)
        assert (path, status) == (path, 200)
        wanted += [found for found in re.findall(r' from "(/[^"]+)"', texts[path]) if found not in texts]
    assert {path.removeprefix("/web/") for path in texts if path.endswith(".js")} == set(SCRIPTS)
    assert [
        path for path, text in texts.items() if re.search(r"(src|href|url|import)\W+https?://", text)
    ] == []


async def test_the_cast_has_its_chats(staged: Town) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{staged.api}/stage/cast") as response:
        told = await response.json()
    assert [(part["name"], part["role"]["en"], len(part["chats"])) for part in told["cast"]] == [
        ("Ani", "resident", 1),
        ("Budi", "officer, PUPR", 2),
    ]
    assert (told["turns"], told["zone"]) == (["day"], "Asia/Makassar")


async def test_nothing_but_the_page_is_served(staged: Town) -> None:
    for path in ("/web/page.py", "/web/..%2fpage.py", "/web/nothing.js"):
        assert (await fetched(staged, path))[0] == 404


@pytest.mark.parametrize("script", SCRIPTS)
async def test_no_text_becomes_markup(staged: Town, script: str) -> None:
    text = (await fetched(staged, f"/web/{script}"))[2]
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|eval\(|document\.write", text) == []


async def test_both_languages_of_the_page_have_the_same_words(staged: Town) -> None:
    keys = [
        re.findall(r"^  (\w+): ", (await fetched(staged, f"/web/{name}.js"))[2], re.MULTILINE)
        for name in ("id", "en")
    ]
    assert keys[0] == keys[1]


async def test_whoever_watches_hears_what_is_said_and_that_the_network_was_cut(staged: Town) -> None:
    ani = staged.people[0]
    first = await asked(staged, "/stage/watch", chats=[ani.id], after=0)
    assert (first["messages"], first["cut"]) == ([], False)
    told, _, cut = await asyncio.gather(
        asked(staged, "/stage/watch", chats=[ani.id], after=first["at"], wait=5),
        ani.says("/start"),
        asked(staged, "/stage/network", cut=True),
    )
    assert (cut, staged.is_cut) == ({"cut": True}, True)
    later = await asked(staged, "/stage/watch", chats=[ani.id], after=first["at"])
    assert [message["text"] for message in later["messages"]] == ["/start"]
    assert (told["at"] > first["at"], later["cut"]) == (True, True)
    assert await asked(staged, "/stage/network", cut=False) == {"cut": False}


async def test_time_is_turned_as_far_as_there_is_a_name_for(staged: Town) -> None:
    assert "now" in await asked(staged, "/stage/turn", to="day")
    assert await asked(staged, "/stage/turn", to="century") == {"error": "KeyError: 'century'"}


async def test_the_page_has_every_word_that_it_asks_for(staged: Town) -> None:
    texts = [(await fetched(staged, f"/web/{script}"))[2] for script in SCRIPTS]
    page = (await fetched(staged, "/"))[2]
    words = set(re.findall(r"^  (\w+): ", texts[SCRIPTS.index("id.js")], re.MULTILINE))
    asked_for = {key for text in texts for key in re.findall(r'\bt\("(\w+)"', text)}
    assert (asked_for | set(re.findall(r'data-(?:t|label|hint)="(\w+)"', page))) - words == set()
