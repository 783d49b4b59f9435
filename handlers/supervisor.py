"""What a supervisor asks: the figures of a period."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatType
from aiogram.types import Message

from bot.errors import NotAllowed
from bot.intake import Intake
from bot.notices import Notice, Said
from bot.people import People
from bot.persons import Person
from bot.protocols import Question
from bot.recaps import Recaps
from bot.texts import Words
from handlers.filters import Command, Instruction, IsCommand
from handlers.reading import is_person

router = Router(name="supervisor")
router.message.filter(IsCommand())


@router.message(Command("rekap"))
async def recap(
    message: Message,
    command: Instruction,
    person: Person,
    people: People,
    recaps: Recaps,
    words: Words,
    now: datetime,
    member: bool | None,
) -> Question:
    """The figures of a period, for who may read them here."""
    if not await _may_read(message, person, people, member):
        raise NotAllowed("refused.not_here")
    return recaps.ask(command.rest, message.chat.id, words.language, now, reply_to=message.message_id)


@router.message(Command("bantuan"))
async def bantuan(message: Message, person: Person, people: People, words: Words, intake: Intake) -> Said:
    """What supervisors can ask; in private, together with what everyone can."""
    text = words("recap.help.text")
    if message.chat.type == ChatType.PRIVATE and people.is_supervisor(person):
        return (Notice(message.chat.id, text), *await intake.help(person))
    if message.chat.type != ChatType.PRIVATE and await people.is_supervisor_chat(message.chat.id):
        return (Notice(message.chat.id, text),)
    raise SkipHandler


async def _may_read(message: Message, person: Person, people: People, member: bool | None) -> bool:
    """Raises NotAllowed to who hides behind a group or a channel."""
    chat = message.chat
    if chat.type == ChatType.PRIVATE:
        return people.is_supervisor(person)
    supervisors, admins = await people.is_supervisor_chat(chat.id), await people.is_admin_chat(chat.id)
    if (supervisors or admins) and not is_person(message):
        raise NotAllowed("refused.anonymous")
    if supervisors and member is None:
        raise NotAllowed("refused.membership_unknown")
    return (supervisors and member is True) or (admins and people.is_admin(person))
