"""How a group becomes an OPD's: an admin's token, the group's word, and the button that undoes it."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.buttons import UnbindPress
from bot.desk import Desk
from bot.desk.admin.binding import Room
from bot.errors import NotAllowed
from bot.notices import Said
from bot.people import People
from bot.persons import Person
from handlers.admin import admin_of
from handlers.filters import Command, InGroup, Instruction, IsCommand, Pressed
from handlers.reading import is_person, place_of

commands = Router(name="binding commands")
commands.message.filter(IsCommand())

buttons = Router(name="binding buttons")


@commands.message(Command("kode"))
async def kode(message: Message, command: Instruction, desk: Desk, people: People, person: Person) -> Said:
    return await desk.admins.binding.code(await admin_of(message, people, person), command.rest)


@commands.message(InGroup(), Command("hubungkan"))
async def hubungkan(message: Message, command: Instruction, desk: Desk, person: Person) -> Said:
    if not is_person(message):
        raise NotAllowed("refused.anonymous")
    chat = message.chat
    room = Room(chat.id, chat.title or "", is_public=chat.username is not None)
    return await desk.admins.binding.bind(person, room, command.rest)


@buttons.callback_query(Pressed(UnbindPress))
async def putuskan(
    query: CallbackQuery, press: UnbindPress, desk: Desk, people: People, person: Person
) -> Said:
    return await desk.admins.binding.unbind(await people.admin(person, place_of(query)), press, query.id)


router = Router(name="binding")
router.include_routers(commands, buttons)
