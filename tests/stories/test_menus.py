"""What Telegram offers while someone types "/": what can be done there, in their language, told once."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.commands import ADMINS, OFFICERS, RESIDENTS, SUPERVISORS, menus
from bot.configuration.locales import load_texts
from bot.settings import LANGUAGES, People, Service
from simulator.methods.bot import offered
from simulator.users import User
from tests.house import documents
from tests.stories.conftest import Cast
from tests.stories.desk import PATIENCE

ABOUT = ("setMyCommands", "deleteMyCommands", "setMyDescription", "setMyShortDescription")
HEADINGS = {"resident": RESIDENTS, "officer": OFFICERS, "supervisor": SUPERVISORS, "admin": ADMINS}


def told(cast: Cast) -> list[tuple[str, dict[str, Any]]]:
    return [(call.method, call.params) for call in cast.town.world.ledger.calls if call.method in ABOUT]


def names(offers: Any) -> list[str]:
    return [offer["command"] for offer in offers]


async def told_all(cast: Cast, method: str = "setMyShortDescription") -> None:
    """Menus are told beside everything else: wait for this method in every language, and for the mark."""
    async with asyncio.timeout(PATIENCE):
        while [name for name, _ in told(cast)].count(method) < len(LANGUAGES):
            await asyncio.sleep(0.01)
        while await cast.count("marks WHERE name = 'menus'") == 0:
            await asyncio.sleep(0.01)


async def test_everyone_is_offered_what_they_can_do_where_they_are(cast: Cast) -> None:
    await told_all(cast)
    world, gita = cast.town.world, cast.desk.settings.people.admins[0]
    ani = User(cast.ani.id, "Ani", language_code="id")
    assert names(offered(world, world.chats[cast.ani.id], ani)) == list(RESIDENTS)
    assert names(offered(world, world.chats[cast.pupr.id], ani)) == list(OFFICERS)
    assert set(names(offered(world, world.chats[cast.leaders.id], ani))) == {*SUPERVISORS, "bantuan"}
    assert set(names(offered(world, world.chats[cast.admins.id], ani))) == {*ADMINS, "bantuan"} - {"kode"}
    assert set(names(offered(world, world.chats[gita], User(gita, "Gita")))) == {*RESIDENTS, *ADMINS}


async def test_the_menu_speaks_the_language_of_telegram(cast: Cast) -> None:
    await told_all(cast)
    world = cast.town.world
    said = {
        code: offered(world, world.chats[cast.ani.id], User(cast.ani.id, "Ani", language_code=code))[0][
            "description"
        ]
        for code in ("id", "en", "fr")
    }
    assert said == {"id": "Buat laporan", "en": "New report", "fr": "Buat laporan"}


async def test_nothing_is_told_again_after_a_restart(cast: Cast) -> None:
    await told_all(cast)
    before = told(cast)
    await cast.restarts()
    await cast.ani.says("/start")
    assert told(cast) == before


async def test_who_is_no_admin_any_more_loses_the_menu(cast: Cast) -> None:
    await told_all(cast)
    people = cast.sections["people"]
    cast.sections["people"] = people | {"admins": []}
    await cast.restarts()
    await told_all(cast, "deleteMyCommands")
    gone = [params["scope"] for method, params in told(cast) if method == "deleteMyCommands"]
    read = [json.loads(scope) if isinstance(scope, str) else scope for scope in gone]
    assert read == [{"type": "chat", "chat_id": people["admins"][0]}] * len(LANGUAGES)


@pytest.mark.parametrize("heading", HEADINGS)
def test_every_documented_command_is_offered_where_it_works(heading: str) -> None:
    parts = re.split(r"^## ", documents.page("commands.md"), flags=re.MULTILINE)
    part = next(part for part in parts if re.match(rf"An? {heading}", part))
    listed = {
        name for row in re.findall(r"^\| (.*?) \|", part, re.MULTILINE) for name in documents.commands(row)
    }
    bound = set(re.findall(r"^`/(\w+)", part, re.MULTILINE))
    extra = {"start"} if heading == "resident" else set()
    assert set(HEADINGS[heading]) | extra | ({"bantuan"} & (listed | bound)) == listed | bound


def test_the_limits_of_the_bot_api_are_kept() -> None:
    path = Path(__file__).parents[3] / "shared" / "bot-api.json"
    if not path.exists():
        pytest.skip("the Bot API's description is not beside this checkout")
    api = json.loads(path.read_text(encoding="utf-8"))
    most = int(re.findall(r"At most (\d+) commands", json.dumps(api["methods"]["setMyCommands"]))[0])
    long, short = (
        int(re.findall(r"0-(\d+) characters", json.dumps(api["methods"][method]))[0])
        for method in ("setMyDescription", "setMyShortDescription")
    )
    texts, name = load_texts(LANGUAGES), "A" * (Service.model_fields["name"].metadata[1].max_length)
    for menu in menus(texts, People(admins=(1,), supervisors=(1,)), -1, -1):
        assert len(menu.offers) <= most
        assert all(
            re.fullmatch(r"[a-z0-9_]{1,32}", name) and 1 <= len(about) <= 60 for name, about in menu.offers
        )
    for words in texts:
        assert len(words.plain("menu.about.description", name=name)) <= long
        assert len(words.plain("menu.about.short", name=name)) <= short
