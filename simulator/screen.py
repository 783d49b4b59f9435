"""What someone sees: a message as it stands on the screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from simulator.chats import Chat, Message
from simulator.tags import Entity

MEDIA = (
    "photo", "animation", "document", "video", "audio", "voice", "sticker", "video_note", "venue",
    "location", "contact",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it was on the screen at this moment; ``buttons`` are rows of labels."""

    id: int
    chat: int
    text: str
    entities: list[Entity]
    buttons: list[list[str]]
    media: str | None
    album: str | None
    protected: bool
    silent: bool
    reply_to: int | None
    thread: int | None
    edited: bool
    sender: int | None
    keyboard: list[list[str]]
    reactions: list[str]
    body: dict[str, Any]

    @property
    def labels(self) -> list[str]:
        """All its buttons in one row."""
        return [label for row in self.buttons for label in row]

    def marked(self, kind: str) -> list[str]:
        """The parts of its text that carry an entity of this kind, such as ``bold``."""
        coded = self.text.encode("utf-16-le")
        return [
            coded[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
            for entity in self.entities
            if entity["type"] == kind
        ]

    def __contains__(self, words: str) -> bool:
        return words in self.text


def shown(message: Message) -> Shown:
    """A message as it stands now."""
    body = message.body
    return Shown(
        id=message.id,
        chat=message.chat.id,
        text=message.text,
        entities=body.get("entities") or body.get("caption_entities") or [],
        buttons=[[str(button["text"]) for button in row] for row in message.rows],
        media=next((kind for kind in MEDIA if kind in body), None),
        album=body.get("media_group_id"),
        protected=bool(body.get("has_protected_content")),
        silent=message.is_silent,
        reply_to=body.get("reply_to_message", {}).get("message_id"),
        thread=body.get("message_thread_id"),
        edited="edit_date" in body,
        sender=body.get("from", {}).get("id"),
        keyboard=_keyboard(message),
        reactions=list(message.reactions),
        body=dict(body),
    )


def _keyboard(message: Message) -> list[list[str]]:
    rows = (message.keyboard or {}).get("keyboard") or []
    return [[str(button["text"] if isinstance(button, dict) else button) for button in row] for row in rows]


def own(chat: Chat) -> Iterable[Message]:
    """What the bot said in a chat and did not take back, oldest first."""
    return (message for message in chat.messages.values() if message.is_own and not message.is_deleted)


def button(message: Message, words: str) -> dict[str, Any] | None:
    """A button of a message: the one labelled so, else the first whose label contains the words."""
    buttons = [one for row in message.rows for one in row]
    exact = (one for one in buttons if one["text"] == words)
    near = (one for one in buttons if words in one["text"])
    return next(exact, None) or next(near, None)
