"""A bot that is nothing but its calls, and a clock that moves only when told to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp

from simulator.town import Town


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class Bot:
    """Calls methods and gives back what Telegram answered."""

    town: Town
    session: aiohttp.ClientSession

    async def answer(self, method: str, **params: Any) -> Any:
        url = f"{self.town.api}/bot{self.town.token}/{method}"
        async with self.session.post(url, json=params) as response:
            return await response.json()

    async def call(self, method: str, **params: Any) -> Any:
        """The result of a call that must succeed."""
        answer = await self.answer(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def error(self, method: str, **params: Any) -> str:
        """The description of a refusal."""
        answer = await self.answer(method, **params)
        assert answer["ok"] is False, answer
        return str(answer["description"])

    async def says(self, chat: int, text: str = "Halo", **params: Any) -> Any:
        return await self.call("sendMessage", chat_id=chat, text=text, **params)

    async def hears(self, offset: int = 0, **params: Any) -> list[dict[str, Any]]:
        """The updates that wait."""
        updates: list[dict[str, Any]] = await self.call("getUpdates", offset=offset, **params)
        return updates


def buttons(**labels: str) -> dict[str, Any]:
    """An inline keyboard: callback data by label."""
    return {"inline_keyboard": [[{"text": label, "callback_data": data}] for label, data in labels.items()]}
