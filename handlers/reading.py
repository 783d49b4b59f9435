"""What Telegram's objects say, reduced to the bot's own words."""

from __future__ import annotations

from aiogram.types import Message, User

from bot.files import File, FileKind
from bot.intake.sent import Sent
from bot.persons import Person
from bot.sanitise import clean, one_line


def person_of(user: User) -> Person:
    """Who wrote or pressed."""
    return Person(user.id, one_line(clean(user.full_name)), user.username, user.language_code)


def is_person(message: Message) -> bool:
    """Written by one person in their own name; not by a channel, a group or a bot."""
    user = message.from_user
    return user is not None and message.sender_chat is None and not user.is_bot


def sent_of(message: Message) -> Sent:
    """The message without its file."""
    answered = message.reply_to_message.message_id if message.reply_to_message else None
    text = message.text or message.caption or ""
    return Sent(message.message_id, text, answered, message.media_group_id)


def file_of(message: Message) -> File | None:
    """The file of a message, if it is of a kind that can come with a report."""
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return File(FileKind.PHOTO, largest.file_id, largest.file_unique_id)
    for kind in FileKind:
        found = getattr(message, kind)
        if found and kind is not FileKind.PHOTO and not message.animation:
            name = clean(getattr(found, "file_name", None) or "")
            return File(kind, found.file_id, found.file_unique_id, one_line(name) or None)
    return None
