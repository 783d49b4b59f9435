"""Letters and toasts, brought to Telegram."""

from __future__ import annotations

from typing import Any, Final

import structlog

from bot.errors import AduanError, Gone, NoTopics, Rejected, Unknown
from bot.notices import CHANGES, DEEDS, Toast
from bot.protocols import Letter
from bot.speaker.words import shortened
from bot.telegram.api import Api
from bot.telegram.calls import KINDS, call_for
from bot.telegram.faults import TOPIC_UNCHANGED, UNCHANGED

TOAST_LIMIT: Final = 200

UPLOAD_TIMEOUT: Final = 180.0
"""Seconds for a file to go up: 50 MB at 2.5 Mbit/s (sendDocument takes no more)."""

_FOR_ITS_WORDS: Final = ("entit", "too long", "too_long")

_MESSAGE: Final = "message_id"
_TOPIC: Final = "message_thread_id"

_log = structlog.get_logger(__name__)


class TelegramCourier:
    """The ``bot.protocols.Courier`` that really sends."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def send(self, letter: Letter) -> tuple[int, ...]:
        """One call; a second without markup if Telegram refuses the words. Raises ``bot.errors.Delivery``."""
        if any(item.kind not in KINDS for item in letter.notice.media):
            raise Rejected("unknown kind of file")
        try:
            return await self._call(letter)
        except Rejected as error:
            cause = str(error).lower()
        if not any(words in cause for words in _FOR_ITS_WORDS):
            raise Rejected(cause)
        _log.error("words_refused", fault=cause)
        return await self._call(letter, bare=True)

    async def answer(self, toast: Toast) -> None:
        """Answer a button press, once; a failure is logged and forgotten."""
        parameters: dict[str, Any] = {"callback_query_id": toast.press}
        if toast.text:
            parameters |= {"text": shortened(toast.text, TOAST_LIMIT), "show_alert": toast.alert}
        try:
            await self._api.call("answerCallbackQuery", parameters)
        except AduanError as error:
            _log.info("toast_lost", fault=type(error).__name__)

    async def _call(self, letter: Letter, *, bare: bool = False) -> tuple[int, ...]:
        method, parameters = call_for(letter, bare=bare)
        try:
            result = await self._api.call(
                method, parameters, read_timeout=UPLOAD_TIMEOUT if letter.contents else None
            )
        except Gone:
            if letter.notice.purpose in CHANGES:
                return ()
            raise
        except Rejected as error:
            return _stands(letter, error)
        if letter.edits is not None:
            return (letter.edits,)
        return () if letter.notice.purpose in DEEDS else _ids(result, _TOPIC if letter.opens else _MESSAGE)


def _stands(letter: Letter, error: Rejected) -> tuple[int, ...]:
    """What was asked for is so already. Raises the error otherwise, as what it means for this letter."""
    said = str(error).lower()
    if letter.edits is not None and UNCHANGED in said:
        return (letter.edits,)
    if letter.notice.purpose in DEEDS and TOPIC_UNCHANGED in said:
        return ()
    raise NoTopics(said) if letter.opens else error


def _ids(result: Any, field: str) -> tuple[int, ...]:
    made = result if isinstance(result, list) else [result]
    try:
        return tuple(one[field] for one in made)
    except (KeyError, TypeError):
        raise Unknown("an answer without a message") from None
