"""What the loops are given: how an update is handled, how a message leaves, how updates are fetched."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

import msgspec

from bot.notices import Notice, Said, Toast

Raw = dict[str, Any]
"""An update as Telegram's JSON says it."""

UPDATES: Final = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member")
"""The kinds we ask for (getUpdates and setWebhook: allowed_updates)."""

Clock = Callable[[], datetime]
"""The present moment, aware."""


@dataclass(frozen=True, slots=True)
class Content:
    """A file with its name and its bytes."""

    name: str
    data: bytes


class Letter(msgspec.Struct, frozen=True):
    """A notice ready to leave: the message it edits, or the one it answers, if any.

    One letter is one call of the Bot API: its media are one file or one album. ``contents`` are those that
    are uploaded, by the ids of their enclosures. It goes into the topic ``thread``. With a name in ``opens``
    it opens a topic, and its notice follows by another letter.
    """

    notice: Notice
    edits: int | None = None
    answers: int | None = None
    contents: Mapping[int, Content] = {}
    thread: int | None = None
    opens: str = ""


class Courier(Protocol):
    """Brings one letter to Telegram."""

    async def send(self, letter: Letter) -> tuple[int, ...]:
        """The ids of the messages it became, or of the topic. Raises ``bot.errors.Delivery``."""

    async def answer(self, toast: Toast) -> None:
        """Answer a button press, once; a failure is logged and forgotten."""


class Source(Protocol):
    """Where updates come from."""

    async def fetch(self, offset: int | None) -> Sequence[Raw]:
        """The updates from ``offset`` on; asking confirms all before it (getUpdates). Waits for the first."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What Telegram shows of a group. ``exposed``: strangers can find it or read along; None: cannot be told.

    ``forum``: it has topics. ``members``: how many there are, where they were counted.
    """

    exposed: bool | None
    forum: bool
    members: int | None = None


class Chats(Protocol):
    """What a group looks like now."""

    async def look(self, chat: int) -> Sight:
        """The group as the bot sees it (getChat, getChatMemberCount). Raises ``bot.errors.Delivery``."""


class Members(Protocol):
    """Who is in a group now."""

    async def holds(self, chat: int, person: int) -> bool:
        """Whether ``person`` is in the group ``chat`` (getChatMember). Raises ``bot.errors.Delivery``."""

    def forget(self, chat: int, person: int) -> None:
        """Their membership changed: ask again next time."""


class Looks(Protocol):
    """How photos look."""

    async def of(self, file_id: str) -> int | None:
        """The look (``bot.looks``) of a photo; None when it cannot be had. Waits seconds, raises nothing."""


Question = Callable[[], Awaitable[Said]]
"""Work that only reads: run outside the write transaction, its answer goes into the outbox afterwards."""
