"""What the bot says: a value that handlers and services return and the speaker sends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Final

import msgspec
from msgspec.structs import replace

from bot.encoding import encoded
from bot.orders import Order


class Urgency(IntEnum):
    """Who goes first when Telegram's overall limit binds; lower is sooner."""

    CONFIRMATION = 0
    PROMPT = 1
    CARD = 2
    REMINDER = 3
    DIGEST = 4


class Purpose(StrEnum):
    """What a message is for. A reply to one that belongs to a ticket is about that ticket."""

    PROMPT = "prompt"
    NUMBER = "number"
    NEWS = "news"
    CARD = "card"
    FILES = "files"
    ASKS_REPLY = "asks_reply"
    ASKS_RESOLVE = "asks_resolve"
    ASKS_QUESTION = "asks_question"
    ASKS_RETURN = "asks_return"
    ASKS_REMARK = "asks_remark"
    PROPOSAL = "proposal"
    PROPOSAL_ASK = "proposal_ask"
    PROPOSAL_RESOLVE = "proposal_resolve"
    REMINDER = "reminder"
    REPORT = "report"
    OPENS_TOPIC = "opens_topic"
    SHUTS_TOPIC = "shuts_topic"
    LEAVES = "leaves"
    UNBUTTONS = "unbuttons"
    DELETES = "deletes"


CHANGES: Final = frozenset({Purpose.UNBUTTONS, Purpose.DELETES})
"""What is done to the message of ours that the notice ``edits``: nothing, once that is gone."""

DEEDS: Final = CHANGES | {Purpose.OPENS_TOPIC, Purpose.SHUTS_TOPIC, Purpose.LEAVES}
"""What is done and not said: to the topic of the notice's ticket, to a message; or a chat is left."""


SENT_ONCE: Final = frozenset({Purpose.REMINDER})
"""After an unknown outcome these are not sent again: the next slot speaks anyway."""


class Button(msgspec.Struct, frozen=True, array_like=True):
    """One inline button; ``data`` is packed by ``bot.buttons``, ``url`` opens a page instead."""

    label: str
    data: str = ""
    url: str = ""


Rows = tuple[tuple[Button, ...], ...]


class Media(msgspec.Struct, frozen=True, array_like=True):
    """A file by its kind: one Telegram already knows, by its file id, or one that is uploaded.

    ``enclosure``: the row of ``storage.enclosures`` that holds what is uploaded.
    """

    kind: str
    file_id: str = ""
    enclosure: int = 0


class Notice(msgspec.Struct, frozen=True, omit_defaults=True):
    """A message that must reach someone. ``text`` is Telegram HTML, made by ``bot.texts`` alone.

    A ``CARD`` edits the card already posted for its ticket in that chat, and posts it when there is none.
    ``edits`` is a message of ours that it takes the place of, if that is still there.
    ``under_card`` and ``reply_to`` answer a message if it is still there. ``media`` are one file or one
    album. A pending notice with the same ``key`` is replaced. ``not_before`` holds it back.
    """

    chat: int
    text: str = ""
    rows: Rows = ()
    purpose: Purpose = Purpose.PROMPT
    urgency: Urgency = Urgency.PROMPT
    ticket_id: int | None = None
    media: tuple[Media, ...] = ()
    reply_to: int | None = None
    edits: int | None = None
    under_card: bool = False
    fresh: bool = False
    force_reply: bool = False
    silent: bool = False
    protected: bool = False
    location: tuple[float, float] | None = None
    key: str | None = None
    not_before: datetime | None = None

    def to_json(self) -> bytes:
        """Only what differs from the default; ``key`` and ``not_before`` live in the row."""
        bare = self.key is None and self.not_before is None
        return encoded(self if bare else replace(self, key=None, not_before=None))

    @classmethod
    def from_json(cls, raw: bytes) -> Notice:
        """The notice that ``to_json`` wrote. Raises ValueError when it is none."""
        return _READER.decode(raw)


_READER: Final = msgspec.json.Decoder(Notice)


def used(chat: int, message: int | None, ticket_id: int | None = None) -> tuple[Notice, ...]:
    """The buttons of a message of ours have done what they were for: it loses them."""
    if not message:
        return ()
    purpose, urgency = Purpose.UNBUTTONS, Urgency.REMINDER
    return (Notice(chat, purpose=purpose, urgency=urgency, ticket_id=ticket_id, edits=message),)


@dataclass(frozen=True, slots=True)
class Toast:
    """The answer to a button press, shown briefly, tried once (answerCallbackQuery: 200 characters)."""

    press: str
    text: str = ""
    alert: bool = False


Said = tuple[Notice | Toast | Order, ...]
"""What a handler returns."""


def sooner(said: Said) -> Said:
    """As an answer to someone who asked for it: it does not wait behind what came by itself."""
    answers = Urgency.PROMPT
    return tuple(replace(one, urgency=answers) if isinstance(one, Notice) else one for one in said)
