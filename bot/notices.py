"""What the bot says: a value that handlers and services return and the speaker sends."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, Final

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


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button; ``data`` is packed by ``bot.buttons``, ``url`` opens a page instead."""

    label: str
    data: str = ""
    url: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Media:
    """A file by its kind: one Telegram already knows, by its file id, or one that is uploaded.

    ``enclosure``: the row of ``storage.enclosures`` that holds what is uploaded.
    """

    kind: str
    file_id: str = ""
    enclosure: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
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

    def to_dict(self) -> dict[str, Any]:
        """Only what differs from the default, in JSON's types; ``key`` and ``not_before`` live in the row."""
        return {
            name: _plain(value)
            for name, usual in _USUAL
            if (value := getattr(self, name)) is not usual and value != usual
        }

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> Notice:
        """The notice that ``to_dict`` wrote."""
        made = cls(**{name: value for name, value in raw.items() if name not in _STRUCTURED})
        return replace(made, **{name: read(raw[name]) for name, read in _STRUCTURED.items() if name in raw})


_IN_ROW: Final = frozenset({"key", "not_before"})
_USUAL: Final = tuple((part.name, part.default) for part in fields(Notice) if part.name not in _IN_ROW)
_STRUCTURED: Final[dict[str, Any]] = {
    "rows": lambda rows: tuple(tuple(Button(*button) for button in row) for row in rows),
    "media": lambda media: tuple(Media(*item) for item in media),
    "location": tuple,
    "purpose": Purpose,
    "urgency": Urgency,
}


def _plain(value: Any) -> Any:
    if isinstance(value, Button):
        return [value.label, value.data, value.url]
    if isinstance(value, Media):
        return [value.kind, value.file_id, *([value.enclosure] if value.enclosure else [])]
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


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
