"""From python-telegram-bot's errors to ours: what happened to a call, and whether it may have worked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from telegram import error as theirs

from bot.errors import (
    AduanError,
    BadToken,
    Conflict,
    Flooded,
    Gone,
    Moved,
    NoTopic,
    NotSent,
    Rejected,
    Unknown,
    Unreachable,
)
from bot.telegram.transport import NotAnswered, NotWritten

UNCHANGED: Final = "message is not modified"
"""An edit that changes nothing is refused with these words: it is done all the same."""

TOPIC_UNCHANGED: Final = "topic_not_modified"
"""A topic that is closed already, or open, is refused with these words."""

# a single missing right, such as that to send photos, shuts no chat
WEBHOOK_ACTIVE: Final = "webhook is active"
"""Why getUpdates is refused while Telegram brings updates elsewhere."""

_SHUT: Final = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "not enough rights to send text messages",
    "have no rights to send a message",
    "have no write access",
    "need administrator rights in the channel",
    "chat_write_forbidden",
    "chat_restricted",
    "chat was deactivated",
    "chat was deleted",
    "was kicked",
    "not a member of",
    "user is deactivated",
)
_GONE: Final = (
    "message to edit not found",
    "message to delete not found",
    "message can't be deleted",
    "message can't be edited",
    "message_id_invalid",
    "no text in the message to edit",
    "no caption in the message to edit",
    "message to be replied not found",
    "message to reply not found",
    "replied message not found",
)
_NO_TOPIC: Final = (
    "message thread not found",
    "topic_id_invalid",
    "topic_deleted",
    "topic_closed",
)
_OTHERS: Final = (
    UNCHANGED,
    TOPIC_UNCHANGED,
    "not enough rights",
    "the chat is not a forum",
    "can't parse entities",
    "message is too long",
    "message caption is too long",
    "message text is empty",
    "button_data_invalid",
    "wrong file identifier",
    "can't use file of type",
    "too many requests",
    "terminated by other getupdates",
    WEBHOOK_ACTIVE,
    "blocked by the user",
    "bot can't initiate conversation",
    "internal server error",
    "bad gateway",
    "restart",
)


def translated(error: theirs.TelegramError) -> AduanError:
    """The error of ours that says what this one means."""
    if isinstance(error.__cause__, theirs.TelegramError):
        return NotSent("an error page")  # with any status: some proxy speaks, not Telegram
    made = _MEANINGS.get(type(error), _failed)
    return made(error)


def described(error: theirs.TelegramError) -> str:
    """What Telegram said, in words of a list: its own may quote the message they refuse."""
    said = error.message.lower()
    known = (words for words in (*_SHUT, *_GONE, *_NO_TOPIC, *_OTHERS) if words in said)
    return next(known, type(error).__name__)


def _refused(error: theirs.TelegramError) -> AduanError:
    said = error.message.lower()
    if any(words in said for words in _SHUT):
        return Unreachable(described(error))
    if any(words in said for words in _GONE):
        return Gone(described(error))
    if any(words in said for words in _NO_TOPIC):
        return NoTopic(described(error))
    return Rejected(described(error))


def _failed(error: theirs.TelegramError) -> AduanError:
    cause = error.__cause__
    if isinstance(cause, NotWritten):
        return NotSent(str(cause))
    if isinstance(cause, NotAnswered):
        return Unknown(str(cause))
    if isinstance(cause, UnicodeError):
        return Rejected("cannot be encoded")
    if cause is None:
        return NotSent(described(error), answered=True)  # an answer of 5xx: it was not taken
    return Unknown(type(cause).__name__)


def _flooded(error: theirs.TelegramError) -> AduanError:
    after = getattr(error, "retry_after", 1)
    return Flooded(after.total_seconds() if isinstance(after, timedelta) else float(after))


def _moved(error: theirs.TelegramError) -> AduanError:
    return Moved(error.new_chat_id) if isinstance(error, theirs.ChatMigrated) else _failed(error)


_MEANINGS: Final[dict[type[theirs.TelegramError], Callable[[theirs.TelegramError], AduanError]]] = {
    theirs.RetryAfter: _flooded,
    theirs.ChatMigrated: _moved,
    theirs.Forbidden: lambda error: Unreachable(described(error)),
    theirs.InvalidToken: lambda _error: BadToken("Telegram refuses the token"),
    theirs.Conflict: lambda error: Conflict(described(error)),
    theirs.BadRequest: _refused,
}
