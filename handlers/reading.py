"""What Telegram's objects say, reduced to the bot's own words."""

from __future__ import annotations

from typing import Final

from aiogram.types import CallbackQuery, Message, User

from bot.files import File, FileKind
from bot.intake.sent import Sent
from bot.persons import Person
from bot.sanitise import clean, one_line

_CLEAR: Final = 64
"""Pixels, both ways."""


def person_of(user: User) -> Person:
    """Who wrote or pressed."""
    return Person(user.id, one_line(clean(user.full_name)), user.username, user.language_code)


def place_of(query: CallbackQuery) -> int:
    """The chat where it was pressed; a button without a chat is pressed nowhere."""
    return query.message.chat.id if query.message else 0


def is_person(message: Message) -> bool:
    """Written by one person in their own name; not by a channel, a group or a bot."""
    user = message.from_user
    return user is not None and message.sender_chat is None and not user.is_bot


def sent_of(message: Message) -> Sent:
    """The message without its file."""
    answered = message.reply_to_message.message_id if message.reply_to_message else None
    text = message.text or message.caption or ""
    return Sent(message.message_id, text, answered, message.media_group_id)


def picture_of(message: Message) -> str | None:
    """The file id of a small version of the picture in a message, large enough to tell it from others."""
    sizes = message.photo or []
    if message.document and message.document.thumbnail:
        sizes = [message.document.thumbnail]
    clear = [size for size in sizes if min(size.width, size.height) >= _CLEAR] or sizes
    return min(clear, key=lambda size: size.width * size.height).file_id if clear else None


def file_of(message: Message, look: int | None = None) -> File | None:
    """The file of a message, if it is of a kind that can come with a report; ``look`` is how it looks."""
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return File(FileKind.PHOTO, largest.file_id, largest.file_unique_id, look=look)
    for kind in FileKind:
        found = getattr(message, kind)
        if found and kind is not FileKind.PHOTO and not message.animation:
            name = clean(getattr(found, "file_name", None) or "")
            return File(kind, found.file_id, found.file_unique_id, one_line(name) or None, look)
    return None
