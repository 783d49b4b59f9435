"""A blocked resident's private chat: they answer what they were asked, object, and read; no more."""

from __future__ import annotations

from typing import Final

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import CallbackQuery, Message

from bot.buttons import FormPress, MenuPress
from bot.desk.admin.blocking import APPEAL
from bot.intake.blocked import Blocked
from bot.notices import Said, Toast
from bot.persons import Person
from handlers.filters import Brings, Command, InPrivate, IsBlocked, IsCommand, IsNoCommand, Pressed
from handlers.reading import file_of, sent_of

MAY_PRESS: Final = ("mine", "help", "language", "privacy")

commands = Router(name="blocked commands")
commands.message.filter(IsCommand())

talk = Router(name="blocked talk")
talk.message.filter(IsNoCommand())


@commands.message(Command("start", "lapor", "batal"))
async def told(_message: Message, blocked: Blocked, person: Person) -> Said:
    return await blocked.told(person)


@talk.callback_query(Pressed(MenuPress))
async def menu(query: CallbackQuery, blocked: Blocked, person: Person, press: MenuPress) -> Said:
    if press.choice in MAY_PRESS:
        raise SkipHandler
    tells = blocked.asks if press.choice == APPEAL else blocked.told
    return (*await tells(person), Toast(query.id))


@talk.callback_query(Pressed(FormPress))
async def form(query: CallbackQuery, blocked: Blocked, person: Person) -> Said:
    return (*await blocked.told(person), Toast(query.id))


@talk.message(Brings("text", "caption", "photo", "video", "document", "voice", "audio"))
async def words(message: Message, blocked: Blocked, person: Person) -> Said:
    return await blocked.hear(person, sent_of(message), file_of(message))


@talk.message()
async def other(_message: Message, blocked: Blocked, person: Person) -> Said:
    return await blocked.told(person)


@talk.edited_message()
async def edited(_message: Message, blocked: Blocked, person: Person) -> Said:
    return await blocked.told(person)


router = Router(name="blocked")
for observer in (router.message, router.edited_message, router.callback_query):
    observer.filter(InPrivate(), IsBlocked())
router.include_routers(commands, talk)
