"""What a supervisor asks: the figures of a period."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.enums import ChatType
from aiogram.types import Message

from bot.errors import NotAllowed
from bot.people import People
from bot.persons import Person
from bot.protocols import Question
from bot.recaps import Recaps
from bot.texts import Words
from handlers.filters import Command, IsCommand, Said

router = Router(name="supervisor")
router.message.filter(IsCommand())


@router.message(Command("rekap"))
async def recap(
    message: Message,
    command: Said,
    person: Person,
    people: People,
    recaps: Recaps,
    words: Words,
    now: datetime,
) -> Question:
    """The figures of a period, for who may read them here."""
    if not await _may_read(message, person, people):
        raise NotAllowed("refused.not_here")
    return recaps.ask(command.rest, message.chat.id, words.language, now, reply_to=message.message_id)


async def _may_read(message: Message, person: Person, people: People) -> bool:
    """Raises NotAllowed to who hides behind a group or a channel."""
    chat = message.chat
    if chat.type == ChatType.PRIVATE:
        return people.is_supervisor(person)
    supervisors, admins = await people.is_supervisor_chat(chat.id), await people.is_admin_chat(chat.id)
    if (supervisors or admins) and message.sender_chat:
        raise NotAllowed("refused.anonymous")
    return supervisors or (admins and people.is_admin(person))
