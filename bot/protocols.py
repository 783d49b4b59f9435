"""What the loops are given: how an update is handled, how a message leaves, how updates are fetched."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from bot.notices import Notice, Toast

Raw = dict[str, Any]
"""An update as Telegram's JSON says it."""

UPDATES: Final = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member")
"""The kinds we ask for (getUpdates and setWebhook: allowed_updates)."""

Clock = Callable[[], datetime]
"""The present moment, aware."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A notice ready to leave: the message it edits, or the one it answers, if any.

    One letter is one call of the Bot API: its media are one file or one album.
    """

    notice: Notice
    edits: int | None = None
    answers: int | None = None


class Courier(Protocol):
    """Brings one letter to Telegram."""

    async def send(self, letter: Letter) -> tuple[int, ...]:
        """The ids of the messages it became. Raises ``bot.errors.Delivery``."""

    async def answer(self, toast: Toast) -> None:
        """Answer a button press, once; a failure is logged and forgotten."""


class Source(Protocol):
    """Where updates come from."""

    async def fetch(self, offset: int | None) -> Sequence[Raw]:
        """The updates from ``offset`` on; asking confirms all before it (getUpdates). Waits for the first."""


class Members(Protocol):
    """Who is in a group now."""

    async def holds(self, chat: int, person: int) -> bool:
        """Whether ``person`` is in the group ``chat`` (getChatMember). Raises ``bot.errors.Delivery``."""

    def forget(self, chat: int, person: int) -> None:
        """Their membership changed: ask again next time."""


Question = Callable[[], Awaitable[tuple[Notice | Toast, ...]]]
"""Work that only reads: run outside the write transaction, its answer goes into the outbox afterwards."""
