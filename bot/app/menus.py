"""What the bot says of itself at Telegram: commands and descriptions, told anew only when changed."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

import structlog

from bot import commands
from bot.desk.spots import now_at
from bot.errors import AduanError
from bot.regency import Regency
from bot.telegram import Api
from storage import marks
from storage.database import Database
from storage.sealing import BrokenSeal, Seal
from storage.transaction import Transaction

_MARK: Final = "menus"
_PLACE: Final = "marks.menus"

Told = dict[str, str]
"""What was told, as a digest, by what it was about. Sealed: it names people's chats."""

_log = structlog.get_logger(__name__)


async def publish(api: Api, regency: Regency, database: Database, bot: int) -> None:
    """Tell Telegram; the bot works without, so what fails is left until the next start."""
    async with database.write() as tx:
        known = await _told(tx, bot)
        people = regency.settings.people
        chats = [await now_at(tx, chat) for chat in (people.admin_chat, people.supervisor_chat)]
    wanted = {_about(method, given): (method, given) for method, given in _calls(regency, *chats)}
    done = {about: digest for about, digest in known.items() if about in wanted}
    for about in known.keys() - wanted.keys():
        if not await _call(api, *_taken_back(about)):
            done[about] = known[about]
    for about, (method, given) in wanted.items():
        digest = hashlib.sha256(json.dumps(given).encode()).hexdigest()
        if known.get(about) != digest and await _call(api, method, given):
            done[about] = digest
    if done != known:
        async with database.write() as tx:
            await marks.set_to(tx, _MARK, _sealed(tx.seal, bot, done))


def _calls(regency: Regency, admins: int | None, leaders: int | None) -> Iterable[tuple[str, dict[str, Any]]]:
    """Every call with its parameters: setMyCommands, setMyDescription, setMyShortDescription."""
    for menu in commands.menus(regency.texts, regency.settings.people, admins, leaders):
        offered = [{"command": name, "description": about} for name, about in menu.offers]
        yield "setMyCommands", {"commands": offered, "scope": dict(menu.scope)} | _language(menu.language)
    name = regency.settings.service.name
    for words in regency.texts:
        language = _language(None if words is regency.texts.main else words.language)
        yield "setMyDescription", {"description": words.plain("menu.about.description", name=name)} | language
        short = words.plain("menu.about.short", name=name)
        yield "setMyShortDescription", {"short_description": short} | language


def _language(code: str | None) -> dict[str, str]:
    return {"language_code": code} if code else {}


def _about(method: str, given: Mapping[str, Any]) -> str:
    return json.dumps([method, given.get("scope"), given.get("language_code")])


def _taken_back(about: str) -> tuple[str, dict[str, Any]]:
    """The call by which nothing is said of it any more."""
    method, scope, language = json.loads(about)
    if method == "setMyCommands":
        return "deleteMyCommands", {"scope": scope} | _language(language)
    return method, _language(language)


async def _call(api: Api, method: str, given: Mapping[str, Any]) -> bool:
    """Whether it was done: a person who never wrote to the bot has no menu yet."""
    try:
        await api.call(method, given)
    except AduanError as error:
        _log.debug("menu_untold", method=method, fault=type(error).__name__)
        return False
    return True


async def _told(tx: Transaction, bot: int) -> Told:
    """Nothing, to another bot."""
    marked = await marks.value(tx, _MARK)
    if marked is None:
        return {}
    try:
        held = json.loads(tx.seal.open(base64.b64decode(marked), _PLACE, _MARK.encode()))
    except (BrokenSeal, ValueError):
        return {}
    return dict(held["told"]) if held["bot"] == bot else {}


def _sealed(seal: Seal, bot: int, told: Told) -> str:
    held = json.dumps({"bot": bot, "told": told}).encode()
    return base64.b64encode(seal.close(held, _PLACE, _MARK.encode())).decode()
