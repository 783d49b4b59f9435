"""A resident's private chat: commands, the form's buttons, and everything people send."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from bot.buttons import FormPress, MenuPress
from bot.errors import NotAllowed, Stale
from bot.intake import Intake
from bot.intake.sent import Sent
from bot.notices import Said, Toast
from bot.persons import Person
from handlers.filters import Brings, Command, InPrivate, Instruction, IsCommand, Pressed
from handlers.reading import file_of, sent_of

ELSEWHERE = (
    "tugas", "tiket", "ambil", "balas", "tanya", "kembalikan", "selesai", "lepas", "serahkan", "catatan",
    "hubungkan", "rekap", "tunggakan", "cari", "kode", "disposisi", "arsip", "luar", "gabung", "sp4n",
    "blokir", "bukablokir", "libur", "petugas", "permohonan", "identitas",
)  # fmt: skip
"""Commands that are for other places or other people."""

commands = Router(name="private commands")
commands.message.filter(IsCommand())

talk = Router(name="private talk")


@commands.message(Command("start"))
async def start(_message: Message, intake: Intake, person: Person, command: Instruction) -> Said:
    return await intake.greet(person, command.rest)


@commands.message(Command("lapor"))
async def lapor(message: Message, intake: Intake, person: Person, command: Instruction) -> Said:
    return await intake.begin(person, Sent(message.message_id, command.rest))


@commands.message(Command("laporanku"))
async def laporanku(_message: Message, intake: Intake, person: Person) -> Said:
    return await intake.mine(person)


@commands.message(Command("status"))
async def status(_message: Message, intake: Intake, person: Person, command: Instruction) -> Said:
    return await intake.status(person, command.rest)


@commands.message(Command("batal"))
async def batal(_message: Message, intake: Intake, person: Person) -> Said:
    return await intake.cancel(person)


@commands.message(Command("bahasa"))
async def bahasa(_message: Message, intake: Intake, person: Person) -> Said:
    return await intake.languages(person)


@commands.message(Command("privasi"))
async def privasi(_message: Message, intake: Intake, person: Person) -> Said:
    return await intake.privacy(person)


@commands.message()
async def bantuan(_message: Message, intake: Intake, person: Person, command: Instruction) -> Said:
    """/bantuan, and every command we do not know."""
    if command.name in ELSEWHERE:
        raise NotAllowed("refused.not_here")
    return await intake.help(person)


@talk.callback_query(Pressed(FormPress))
async def form(query: CallbackQuery, intake: Intake, person: Person, press: FormPress) -> Said:
    return (*await intake.press(person, press, query.id), Toast(query.id))


@talk.callback_query(Pressed(MenuPress))
async def menu(query: CallbackQuery, intake: Intake, person: Person, press: MenuPress) -> Said:
    return (*await intake.choose(person, press), Toast(query.id))


@talk.callback_query()
async def old_button(_query: CallbackQuery) -> Said:
    raise Stale("intake.failed.expired")


@talk.message(Brings("text"))
async def words(message: Message, intake: Intake, person: Person) -> Said:
    return await intake.hear(person, sent_of(message))


@talk.message(Brings("photo", "video", "document", "voice", "audio"))
async def file(message: Message, intake: Intake, person: Person) -> Said:
    found, sent = file_of(message), sent_of(message)
    return await (intake.take_file(person, sent, found) if found else intake.take_other(person, sent))


@talk.message(Brings("location"))
async def location(message: Message, intake: Intake, person: Person) -> Said:
    at, venue, sent = message.location, message.venue, sent_of(message)
    if at is None:
        return await intake.take_other(person, sent)
    return await intake.take_location(person, sent, at.latitude, at.longitude, venue.title if venue else None)


@talk.message(Brings("contact"))
async def contact(message: Message, intake: Intake, person: Person) -> Said:
    return await intake.take_other(person, sent_of(message), "form.note.contact")


@talk.message()
async def other(message: Message, intake: Intake, person: Person) -> Said:
    return await intake.take_other(person, sent_of(message))


@talk.edited_message(Brings("text", "caption"))
async def edited(message: Message, intake: Intake, person: Person) -> Said:
    return await intake.edit(person, sent_of(message))


router = Router(name="private")
for observer in (router.message, router.edited_message, router.callback_query):
    observer.filter(InPrivate())
router.include_routers(commands, talk)
