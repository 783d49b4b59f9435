"""What admins command and press, in private and in their own group."""

from __future__ import annotations

from typing import Final

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import CallbackQuery, Message
from msgspec.structs import replace

from bot.buttons import (
    ChoicesPress,
    OfficerPress,
    PetitionPress,
    ProofPress,
    RequestPress,
    RevealPress,
    RulingPress,
)
from bot.desk import Desk
from bot.errors import NotAllowed
from bot.intake import Intake
from bot.notices import Notice, Said
from bot.people import Admin, People
from bot.persons import Person
from bot.texts import Html, Words, paragraphs
from bot.tickets.verbs import Verb
from handlers.filters import Command, Instruction, IsCommand, Pressed
from handlers.reading import is_person, place_of

PUTS_AWAY: Final = {
    "arsip": Verb.ARCHIVE,
    "luar": Verb.OUTSIDE,
}

commands = Router(name="admin commands")
commands.message.filter(IsCommand())

buttons = Router(name="admin buttons")


@commands.message(Command("tiket"))
async def tiket(message: Message, command: Instruction, desk: Desk, people: People, person: Person) -> Said:
    """In an OPD's group it is for its officers."""
    if await people.opds_at(message.chat.id):
        raise SkipHandler
    return await desk.admins.show(await admin_of(message, people, person), command.rest)


@commands.message(Command("disposisi"))
async def disposisi(
    message: Message, command: Instruction, desk: Desk, people: People, person: Person
) -> Said:
    return await desk.admins.assigning.command(await admin_of(message, people, person), command.rest)


@commands.message(Command(*PUTS_AWAY))
async def put_away(
    message: Message, command: Instruction, desk: Desk, people: People, person: Person
) -> Said:
    admin = await admin_of(message, people, person)
    return await desk.admins.putting_away.command(admin, PUTS_AWAY[command.name], command.rest)


@commands.message(Command("gabung"))
async def gabung(message: Message, command: Instruction, desk: Desk, people: People, person: Person) -> Said:
    return await desk.admins.merging.command(await admin_of(message, people, person), command.rest)


@commands.message(Command("sp4n"))
async def sp4n(message: Message, command: Instruction, desk: Desk, people: People, person: Person) -> Said:
    return await desk.admins.numbering.command(await admin_of(message, people, person), command.rest)


@commands.message(Command("blokir"))
async def blokir(message: Message, command: Instruction, desk: Desk, people: People, person: Person) -> Said:
    return await desk.admins.blocking.block(await admin_of(message, people, person), command.rest)


@commands.message(Command("bukablokir"))
async def bukablokir(
    message: Message, command: Instruction, desk: Desk, people: People, person: Person
) -> Said:
    return await desk.admins.blocking.unblock(await admin_of(message, people, person), command.rest)


@commands.message(Command("petugas"))
async def petugas(message: Message, command: Instruction, desk: Desk, people: People, person: Person) -> Said:
    return await desk.admins.registering.command(await admin_of(message, people, person), command.rest)


@commands.message(Command("audit"))
async def audit(message: Message, desk: Desk, people: People, person: Person) -> Said:
    return await desk.admins.auditing.command(await admin_of(message, people, person))


@commands.message(Command("permohonan"))
async def permohonan(
    message: Message, command: Instruction, desk: Desk, people: People, person: Person
) -> Said:
    return await desk.admins.petitioning.command(await admin_of(message, people, person), command.rest)


@commands.message(Command("identitas"))
async def identitas(
    message: Message, command: Instruction, desk: Desk, people: People, person: Person
) -> Said:
    return await desk.admins.revealing.command(await admin_of(message, people, person), command.rest)


@commands.message(Command("bantuan"))
async def bantuan(message: Message, people: People, person: Person, words: Words, intake: Intake) -> Said:
    """What admins can do; in private, together with what supervisors and everyone can."""
    chat = message.chat.id
    if await people.is_admin_chat(chat):
        return (Notice(chat, words("desk.help.admin")),)
    if chat != person.id or not people.is_admin(person):
        raise SkipHandler
    return await helped(intake, person, words("desk.help.admin"), words("recap.help.text"))


@buttons.callback_query(Pressed(RulingPress))
async def ruling(
    query: CallbackQuery, press: RulingPress, desk: Desk, people: People, person: Person
) -> Said:
    message = query.message.message_id if query.message else None
    return await desk.admins.pressed(await people.admin(person, place_of(query)), press, query.id, message)


@buttons.callback_query(Pressed(ChoicesPress))
async def choices(
    query: CallbackQuery, press: ChoicesPress, desk: Desk, people: People, person: Person
) -> Said:
    return await desk.admins.choosing.pressed(await people.admin(person, place_of(query)), press, query.id)


@buttons.callback_query(Pressed(OfficerPress))
async def officer(
    query: CallbackQuery, press: OfficerPress, desk: Desk, people: People, person: Person
) -> Said:
    return await desk.admins.registering.pressed(await people.admin(person, place_of(query)), press, query.id)


@buttons.callback_query(Pressed(RequestPress))
async def request(
    query: CallbackQuery, press: RequestPress, desk: Desk, people: People, person: Person
) -> Said:
    return await desk.admins.registering.decided(await people.admin(person, place_of(query)), press, query.id)


@buttons.callback_query(Pressed(ProofPress))
async def proof(query: CallbackQuery, press: ProofPress, desk: Desk, people: People, person: Person) -> Said:
    return await desk.admins.auditing.proof(await people.admin(person, place_of(query)), press, query.id)


@buttons.callback_query(Pressed(PetitionPress))
async def petition(
    query: CallbackQuery, press: PetitionPress, desk: Desk, people: People, person: Person
) -> Said:
    return await desk.admins.petitioning.pressed(await people.admin(person, place_of(query)), press, query.id)


@buttons.callback_query(Pressed(RevealPress))
async def reveal(
    query: CallbackQuery, press: RevealPress, desk: Desk, people: People, person: Person
) -> Said:
    return await desk.admins.revealing.pressed(await people.admin(person, place_of(query)), press, query.id)


router = Router(name="admin")
router.include_routers(commands, buttons)


async def helped(intake: Intake, person: Person, *before: Html) -> Said:
    """In one message what someone can do by their office, then what everyone can."""
    said = await intake.help(person)
    return tuple(
        replace(one, text=paragraphs(*before, one.text)) if isinstance(one, Notice) else one for one in said
    )


async def admin_of(message: Message, people: People, person: Person) -> Admin:
    """The admin who writes, in private or in the admins' chat. Raises NotAllowed."""
    if await people.is_admin_chat(message.chat.id) and not is_person(message):
        raise NotAllowed("refused.anonymous")
    return await people.admin(person, message.chat.id)
