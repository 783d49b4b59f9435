"""What leaders ask: the figures of a period, what is overdue, and single reports."""

from __future__ import annotations

from datetime import datetime

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Message

from bot.errors import NotAllowed
from bot.intake import Intake
from bot.notices import Notice, Said
from bot.people import People
from bot.persons import Person
from bot.protocols import Question
from bot.recap.presses import RecapPress
from bot.recap.readers import Reader
from bot.recaps import Asked, Overdue, Recaps, Search
from bot.texts import Words
from handlers.admin import helped
from handlers.filters import Command, Instruction, IsCommand, Pressed
from handlers.reading import is_person

commands = Router(name="supervisor")
commands.message.filter(IsCommand())

talk = Router(name="supervisor talk")


@commands.message(Command("rekap"))
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
    reader = await _reader(message, person, people, member)
    return recaps.ask(command.rest, _asked(message, reader, words, now))


@commands.message(Command("tunggakan"))
async def tunggakan(
    message: Message,
    command: Instruction,
    person: Person,
    people: People,
    overdue: Overdue,
    words: Words,
    now: datetime,
    member: bool | None,
) -> Question:
    reader = await _reader(message, person, people, member)
    return overdue.ask(command.rest, _asked(message, reader, words, now))


@commands.message(Command("cari"))
async def cari(
    message: Message,
    command: Instruction,
    person: Person,
    people: People,
    search: Search,
    words: Words,
    now: datetime,
    member: bool | None,
) -> Question:
    reader = await _reader(message, person, people, member)
    return search.ask(command.rest, _asked(message, reader, words, now))


@commands.message(Command("bantuan"))
async def bantuan(message: Message, person: Person, people: People, words: Words, intake: Intake) -> Said:
    """What leaders can ask; in private, together with what everyone can."""
    text = words("recap.help.text")
    if message.chat.type == ChatType.PRIVATE and (people.is_supervisor(person) or people.headed_by(person)):
        return await helped(intake, person, text)
    if message.chat.type != ChatType.PRIVATE and await people.is_supervisor_chat(message.chat.id):
        return (Notice(message.chat.id, text),)
    raise SkipHandler


@talk.callback_query(Pressed(RecapPress))
async def pressed(
    query: CallbackQuery,
    press: RecapPress,
    person: Person,
    people: People,
    recaps: Recaps,
    words: Words,
    now: datetime,
    member: bool | None,
) -> Question:
    message = query.message
    chat = message.chat.id if message else 0
    reader = await people.reader(person, chat, member)
    about = Asked(chat, reader, words.language, now, message.message_id if message else None, query.id)
    return recaps.pressed(press, about)


router = Router(name="supervisors")
router.include_routers(commands, talk)


async def _reader(message: Message, person: Person, people: People, member: bool | None) -> Reader:
    """Raises NotAllowed, also to who hides behind a group or a channel."""
    chat = message.chat.id
    if not is_person(message) and (await people.is_supervisor_chat(chat) or await people.is_admin_chat(chat)):
        raise NotAllowed("refused.anonymous")
    return await people.reader(person, chat, member)


def _asked(message: Message, reader: Reader, words: Words, now: datetime) -> Asked:
    return Asked(message.chat.id, reader, words.language, now, message.message_id)
