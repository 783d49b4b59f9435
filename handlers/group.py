"""Group chats: what officers and admins command, press and reply, and what becomes of the groups."""

from __future__ import annotations

from typing import Final

from aiogram import Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from bot.buttons import CardPress, ProposalPress
from bot.desk import Desk
from bot.errors import NotAllowed
from bot.notices import Notice, Said
from bot.people import Officer, People
from bot.persons import Person
from bot.sanitise import clean
from bot.texts import Words
from bot.tickets.verbs import Verb
from handlers.filters import Brings, Command, InGroup, Instruction, IsCommand, Pressed
from handlers.reading import file_of, is_person

VERBS: Final = {
    "ambil": Verb.TAKE,
    "balas": Verb.REPLY,
    "tanya": Verb.ASK,
    "kembalikan": Verb.RETURN,
    "selesai": Verb.RESOLVE,
    "lepas": Verb.RELEASE,
    "catatan": Verb.NOTE,
}

commands = Router(name="group commands")
commands.message.filter(IsCommand())

talk = Router(name="group talk")
talk.message.filter(InGroup())
talk.my_chat_member.filter(InGroup())


@commands.message(Command(*VERBS))
async def act(
    message: Message, command: Instruction, desk: Desk, people: People, person: Person, member: bool | None
) -> Said:
    officer = await _officer(message, people, person, member)
    return await desk.command(officer, VERBS[command.name], command.rest, file_of(message))


@commands.message(Command("tugas"))
async def tugas(message: Message, desk: Desk, people: People, person: Person, member: bool | None) -> Said:
    return await desk.tasks(await _officer(message, people, person, member))


@commands.message(Command("tiket"))
async def tiket(
    message: Message, command: Instruction, desk: Desk, people: People, person: Person, member: bool | None
) -> Said:
    if await people.opds_at(message.chat.id):
        return await desk.show(await _officer(message, people, person, member), command.rest)
    await _admin(message, people, person)
    return await desk.routing.show(message.chat.id, command.rest)


@commands.message(Command("disposisi"))
async def disposisi(
    message: Message, command: Instruction, desk: Desk, people: People, person: Person
) -> Said:
    await _admin(message, people, person)
    return await desk.routing.assign(person, message.chat.id, command.rest)


@commands.message(InGroup(), Command("bantuan"))
async def bantuan(message: Message, people: People, words: Words) -> Said:
    if await people.opds_at(message.chat.id):
        return (Notice(message.chat.id, words("desk.help.text")),)
    if await people.is_admin_chat(message.chat.id):
        return (Notice(message.chat.id, words("desk.help.admin")),)
    raise NotAllowed("refused.not_here")


@talk.callback_query(Pressed(CardPress))
async def card(
    query: CallbackQuery, press: CardPress, desk: Desk, people: People, person: Person, member: bool | None
) -> Said:
    officer = await people.officer(person, _chat(query), member)
    return await desk.proposing.pressed(officer, press, query.id)


@talk.callback_query(Pressed(ProposalPress))
async def proposal(
    query: CallbackQuery,
    press: ProposalPress,
    desk: Desk,
    people: People,
    person: Person,
    member: bool | None,
) -> Said:
    officer = await people.officer(person, _chat(query), member)
    return await desk.proposing.send(officer, press, query.id)


@talk.message(Brings("migrate_to_chat_id"))
async def moved(message: Message, desk: Desk) -> Said:
    return await desk.bindings.moved(message.chat.id, message.migrate_to_chat_id or 0)


@talk.message(Brings("migrate_from_chat_id"))
async def moved_here(message: Message, desk: Desk) -> Said:
    return await desk.bindings.moved(message.migrate_from_chat_id or 0, message.chat.id)


@talk.message(Brings("reply_to_message"))
async def replied(
    message: Message, desk: Desk, people: People, person: Person, member: bool | None, words: Words
) -> Said:
    answered = message.reply_to_message.message_id if message.reply_to_message else 0
    post = await desk.proposing.about(message.chat.id, answered)
    if post is None:
        return ()
    officer = await _officer(message, people, person, member)
    text = clean(message.text or message.caption or "")
    if message.media_group_id and not text:
        return (Notice(message.chat.id, words("desk.one_file"), key=f"album:{message.media_group_id}"),)
    return await desk.proposing.written(officer, post, text, file_of(message))


@talk.message()
async def chatter(_message: Message) -> Said:
    return ()


@talk.my_chat_member()
async def membership(event: ChatMemberUpdated, desk: Desk) -> Said:
    standing = event.new_chat_member
    gone = standing.status in (ChatMemberStatus.LEFT, ChatMemberStatus.KICKED)
    muted = standing.status == ChatMemberStatus.RESTRICTED and not getattr(
        standing, "can_send_messages", True
    )
    return await (desk.bindings.lost if gone or muted else desk.bindings.regained)(event.chat.id)


router = Router(name="group")
router.include_routers(commands, talk)


async def _officer(message: Message, people: People, person: Person, member: bool | None) -> Officer:
    """Who acts here. Raises NotAllowed, also to who hides behind a group or a channel."""
    if await people.opds_at(message.chat.id) and not is_person(message):
        raise NotAllowed("refused.anonymous")
    return await people.officer(person, message.chat.id, member)


async def _admin(message: Message, people: People, person: Person) -> None:
    """Raises NotAllowed unless an admin asks in private or in the admins' chat."""
    is_private = message.chat.type == ChatType.PRIVATE
    if not is_private and not await people.is_admin_chat(message.chat.id):
        raise NotAllowed("refused.not_here")
    if not is_person(message):
        raise NotAllowed("refused.anonymous")
    if not people.is_admin(person):
        raise NotAllowed("refused.not_here")


def _chat(query: CallbackQuery) -> int:
    """Where it was pressed; a button without a chat is pressed nowhere."""
    return query.message.chat.id if query.message else 0
