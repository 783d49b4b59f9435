"""A Telegram for one resident, within this process: the drill's bot talks to nobody else.

It answers every call, brings the resident's words and presses, and waits for the number.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from typing import Any, Final

from aiohttp import web

from bot.buttons import FormPress, MenuPress

RESIDENT: Final = 2**52 - 1
"""An id that no account has: the last one that Telegram may give."""

WORDS: Final = "Uji pemulihan cadangan: lampu jalan di depan kantor mati sejak kemarin"

_LEADS_ON: Final = ("send", "different", "skip", "next", "ordinary", "new")
_LEADS_AWAY: Final = frozenset({"back", "here", "cancel", "other", "ubah", "change"})
_NUMBER: Final = re.compile(r"\b[A-Z]{1,6}-\d{4}-\d{6}\b")
_BOT: Final = {"id": 1, "is_bot": True, "first_name": "Aduan", "username": "aduan_uji_bot"}
_WAIT: Final = 1.0
"""Seconds after which a poll ends without updates."""


class StandIn:
    """``number`` is the ticket number that the resident was told, once there is one."""

    def __init__(self, now: int) -> None:
        self.number: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._now = now
        self._updates: list[dict[str, Any]] = []
        self._news = asyncio.Event()
        self._messages = 1
        self._runner = web.AppRunner(self._app())

    async def open(self) -> str:
        """Its address; the resident has written."""
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self._bring("message", self._message() | {"from": _PERSON, "text": WORDS})
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def close(self) -> None:
        """Nobody answers any more."""
        await self._runner.cleanup()

    def _app(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/{bot}/{method}", self._called)
        return app

    async def _called(self, request: web.Request) -> web.Response:
        given = await _given(request)
        result: Any
        match request.match_info["method"]:
            case "getUpdates":
                result = await self._fetched(int(given.get("offset", 0)))
            case "getMe":
                result = _BOT
            case str(method) if method.startswith(("send", "edit")):
                result = self._sent(given)
            case _:
                result = True
        return web.json_response({"ok": True, "result": result})

    async def _fetched(self, offset: int) -> list[dict[str, Any]]:
        self._news.clear()
        found = [one for one in self._updates if one["update_id"] >= offset]
        if not found:
            try:
                await asyncio.wait_for(self._news.wait(), _WAIT)
            except TimeoutError:
                return []
        return [one for one in self._updates if one["update_id"] >= offset]

    def _sent(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """As the real one shows what it has sent; the resident reads it and presses what leads on."""
        message = self._message(int(given.get("chat_id", 0)))
        if message["chat"]["id"] != RESIDENT:
            return message
        if not self.number.done() and (found := _NUMBER.search(str(given.get("text", "")))):
            self.number.set_result(found[0])
        elif (data := _leading_on(given.get("reply_markup"))) is not None:
            press = {"id": str(message["message_id"]), "from": _PERSON, "chat_instance": "1", "data": data}
            self._bring("callback_query", press | {"message": message})
        return message

    def _message(self, chat: int = RESIDENT) -> dict[str, Any]:
        self._messages += 1
        kind = "private" if chat > 0 else "supergroup"
        return {
            "message_id": self._messages,
            "date": self._now,
            "chat": {"id": chat, "type": kind, "title": "-", "first_name": "Uji"},
        }

    def _bring(self, kind: str, what: dict[str, Any]) -> None:
        self._updates.append({"update_id": len(self._updates) + 1, kind: what})
        self._news.set()


_PERSON: Final = {"id": RESIDENT, "is_bot": False, "first_name": "Uji", "language_code": "id"}


async def _given(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        found: dict[str, Any] = await request.json()
        return found
    return dict(await request.post())


def _leading_on(markup: Any) -> str | None:
    """The data of the button that brings a report nearer to its number."""
    shown = json.loads(markup) if isinstance(markup, str) else markup or {}
    data = [button.get("callback_data", "") for row in shown.get("inline_keyboard", ()) for button in row]
    if MenuPress("consent", "yes").pack() in data:
        return MenuPress("consent", "yes").pack()
    presses = {press.value: press.pack() for one in data if (press := FormPress.read(one)) is not None}
    wanted = [*_LEADS_ON, *(value for value in presses if value not in _LEADS_AWAY)]
    return next((presses[value] for value in wanted if value in presses), None)
