"""The Bot API as one call: parameters in, JSON out, errors of ours."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import structlog
from telegram import Bot
from telegram.error import TelegramError
from telegram.warnings import PTBDeprecationWarning

from bot.errors import Unknown
from bot.telegram.faults import translated
from bot.telegram.transport import READ_TIMEOUT, AiohttpRequest

OFFICIAL: Final = "https://api.telegram.org"

warnings.filterwarnings("ignore", "Deprecated since version v22.2", PTBDeprecationWarning)

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Me:
    """The bot itself; ``reads_all`` is whether its privacy mode is off (getMe)."""

    id: int
    username: str
    reads_all: bool

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> Me:
        """What Telegram's User says."""
        return cls(raw["id"], raw["username"], raw.get("can_read_all_group_messages", False))


class _Bot(Bot):
    """Answers as they come: to build a ``Message`` costs as much as to send it, and nobody reads it."""

    async def call(self, method: str, parameters: Mapping[str, Any], read_timeout: float | None) -> Any:
        options = {} if read_timeout is None else {"read_timeout": read_timeout}
        return await self._do_post(method, dict(parameters), **options)


class Api:
    """One bot at one server; fetching has its own connections, so that it never waits for sending.

    ``on_answer`` is told of each answer: the method, the result, and the seconds it took.
    No ``BaseRateLimiter``: the pace is the speaker's, which alone knows what is urgent and what waits.
    """

    def __init__(self, token: str, server: str = OFFICIAL, read_timeout: float = READ_TIMEOUT) -> None:
        self._speaks = AiohttpRequest(read_timeout)
        self._fetches = AiohttpRequest(read_timeout, connections=1)
        base = server.rstrip("/")
        self._files = f"{base}/file/bot{token}"
        self.on_answer: Callable[[str, Any, float], None] = lambda _method, _answer, _seconds: None
        self._bot = _Bot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=self._speaks,
            get_updates_request=self._fetches,
        )

    async def call(
        self, method: str, parameters: Mapping[str, Any], *, read_timeout: float | None = None
    ) -> Any:
        """Telegram's ``result``. Raises what ``bot.telegram.faults`` makes of the library's errors."""
        began = time.monotonic()
        try:
            answer = await self._bot.call(method, parameters, read_timeout)
            self.on_answer(method, answer, time.monotonic() - began)
            return answer
        except TelegramError as error:
            fault = translated(error)
        except KeyError:
            fault = Unknown("an answer without a result")
        _log.debug("call_failed", method=method, fault=type(fault).__name__, ms=_ms(began))
        raise fault

    async def download(self, path: str) -> bytes:
        """A file, by the path that getFile told. Raises as ``call``."""
        try:
            return bytes(await self._speaks.retrieve(f"{self._files}/{path}"))
        except TelegramError as error:
            fault = translated(error)
        raise fault

    async def me(self) -> Me:
        """Who the bot is, which proves the token."""
        return Me.of(await self.call("getMe", {}))

    async def close(self) -> None:
        """Let go of all connections."""
        await self._speaks.shutdown()
        await self._fetches.shutdown()


def _ms(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
