"""Updates, fetched from Telegram as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import structlog

from bot.errors import Conflict, Unknown
from bot.protocols import UPDATES, Raw
from bot.telegram.api import Api
from bot.telegram.faults import WEBHOOK_ACTIVE

LONG_POLL: Final = 50
"""Seconds Telegram waits for a first update; its own limit (getUpdates)."""

MOST: Final = 100
_SLACK: Final = 10.0

_log = structlog.get_logger(__name__)


class TelegramSource:
    """The ``bot.protocols.Source`` by long polling.

    Nothing is decoded here: one update that the library cannot read would hold up all others.
    """

    def __init__(self, api: Api, wait: int = LONG_POLL) -> None:
        self._api = api
        self._wait = wait
        self._ended_webhook = False

    async def fetch(self, offset: int | None) -> Sequence[Raw]:
        """The updates from ``offset`` on. Raises Conflict, BadToken and ``bot.errors.Delivery``."""
        asked: dict[str, Any] = {"timeout": self._wait, "limit": MOST, "allowed_updates": UPDATES}
        if offset is not None:
            asked["offset"] = offset
        try:
            updates = await self._api.call("getUpdates", asked, read_timeout=self._wait + _SLACK)
        except Conflict as error:
            await self._end_webhook(error)
            raise
        if not isinstance(updates, list):
            raise Unknown("an answer without updates")
        return updates

    async def _end_webhook(self, error: Conflict) -> None:
        """One left from before we polled is ended, once: if it is not ours, someone else has the token."""
        if self._ended_webhook or WEBHOOK_ACTIVE not in str(error):
            return
        self._ended_webhook = True
        _log.critical("webhook_ended")
        await self._api.call("deleteWebhook", {})
