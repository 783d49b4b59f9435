"""Updates, fetched from Telegram as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from bot.errors import Unknown
from bot.protocols import Raw
from bot.telegram.api import Api

LONG_POLL: Final = 50
"""Seconds Telegram waits for a first update; its own limit (getUpdates)."""

MOST: Final = 100
ALLOWED: Final = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member")
_SLACK: Final = 10.0


class TelegramSource:
    """The ``bot.protocols.Source`` by long polling.

    Nothing is decoded here: one update that the library cannot read would hold up all others.
    """

    def __init__(self, api: Api, wait: int = LONG_POLL) -> None:
        self._api = api
        self._wait = wait

    async def fetch(self, offset: int | None) -> Sequence[Raw]:
        """The updates from ``offset`` on. Raises Conflict, BadToken and ``bot.errors.Delivery``."""
        asked: dict[str, Any] = {"timeout": self._wait, "limit": MOST, "allowed_updates": ALLOWED}
        if offset is not None:
            asked["offset"] = offset
        updates = await self._api.call("getUpdates", asked, read_timeout=self._wait + _SLACK)
        if not isinstance(updates, list):
            raise Unknown("an answer without updates")
        return updates
