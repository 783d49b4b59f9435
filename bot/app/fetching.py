"""How updates come in: fetched, or brought to a webhook that is looked after."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import structlog

from bot.app.watching import Watching
from bot.pauses import pause
from bot.protocols import UPDATES, Raw
from bot.receiver import Receiver
from bot.settings import Settings
from bot.webhook import Webhook

CONNECTIONS: Final = 40
"""Telegram's own default (setWebhook: max_connections)."""

LOOKS: Final = 60.0
"""Seconds between two questions whether updates are still brought to us."""

_log = structlog.get_logger(__name__)

Asked = Callable[[str, Mapping[str, Any]], Awaitable[Any]]
"""Telegram's answer, however long it takes; None when stopped meanwhile. Raises BadToken."""


class Fetching:
    """Runs where it is our turn, and again when it is our turn again."""

    def __init__(self, settings: Settings, receiver: Receiver, watching: Watching, asked: Asked) -> None:
        self._settings = settings
        self._receiver = receiver
        self._watching = watching
        self._asked = asked
        self.webhook: Webhook | None = None
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Ask Telegram for updates, or have it bring them. Raises BadToken, PortTaken."""
        vitals = self._watching.vitals
        vitals.heard()
        vitals.fetches = True
        try:
            await self._run()
        finally:
            vitals.fetches = False
            self._watching.fetching.rest()

    def stop(self) -> None:
        """Take no more from the webhook; ``Receiver.stop`` ends the rest."""
        self._stopping.set()
        if self.webhook is not None:
            self.webhook.stop()

    async def _run(self) -> None:
        webhook = self._settings.webhook
        if self._settings.telegram.receive == "polling" or webhook.secret is None:
            await self._receiver.fetch()
            return
        secret = webhook.secret.get_secret_value()
        self.webhook = Webhook(self._receiver, webhook.listen, secret)
        self.webhook.heard = self._heard
        both = [asyncio.ensure_future(work) for work in (self.webhook.run(), self._announce(secret))]
        try:
            await asyncio.gather(*both)
        finally:
            for task in both:
                task.cancel()

    async def _announce(self, secret: str) -> None:
        """Tell Telegram where to bring updates, until it has understood; then see that it does."""
        asked = {
            "url": self._settings.webhook.url,
            "secret_token": secret,
            "allowed_updates": list(UPDATES),
            "max_connections": CONNECTIONS,
        }
        if await self._asked("setWebhook", asked) is None:
            return
        while not self._stopping.is_set():
            if (found := await self._asked("getWebhookInfo", {})) is not None:
                self._look(found)
            await pause(self._stopping, LOOKS)

    def _look(self, found: Mapping[str, Any]) -> None:
        """Another address is not ours to undo: who has the token would set it again, and so on."""
        vitals = self._watching.vitals
        if found.get("url") != self._settings.webhook.url:
            _log.critical("webhook_elsewhere")
            vitals.refused(for_certain=True)
            return
        vitals.heard()
        if found.get("pending_update_count") == 0:
            vitals.skew.drained()

    def _heard(self, raw: Raw) -> None:
        self._watching.vitals.took_in([raw])
        self._watching.metrics.took_in([raw])
