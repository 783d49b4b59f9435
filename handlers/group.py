"""Group chats: what officers command, press and reply, and what becomes of the groups."""

from __future__ import annotations

from typing import Final

from aiogram import Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatMemberStatus
from aiogram.types import CallbackQuery, ChatMemberUnion, ChatMemberUpdated, Message

from bot.buttons import CardPress, ProposalPress, TasksPress, TemplatePress
from bot.desk import Desk
from bot.errors import NotAllowed, Refused
from bot.notices import Notice, Purpose, Said, Toast
from bot.people import Officer, People
from bot.persons import Person
from bot.sanitise import clean
from bot.spelling import nearest, unglued
from bot.texts import Words
from bot.tickets.verbs import Verb
from handlers.filters import Brings, Command, InChannel, InGroup, Instruction, IsCommand, Pressed
from handlers.reading import file_of, is_person, person_of, place_of

VERBS: Final = {
    "ambil": Verb.TAKE,
    "balas": Verb.REPLY,
    "tanya": Verb.ASK,
    "kembalikan": Verb.RETURN,
    "selesai": Verb.RESOLVE,
    "lepas": Verb.RELEASE,
    "catatan": Verb.NOTE,
}

KNOWN: Final = (*VERBS, "serahkan", "tugas", "tiket", "bantuan", "hubungkan")
"""What officers command."""

commands = Router(name="group commands")
commands.message.filter(IsCommand())

talk = Router(name="group talk")
talk.message.filter(InGroup())
talk.my_chat_member.filter(InGroup())

channels = Router(name="channels")
channels.my_chat_member.filter(InChannel())


@commands.message(Command(*VERBS))
async def act(
    message: Message,
    command: Instruction,
    desk: Desk,
    people: People,
    person: Person,
    member: bool | None,
    look: int | None,
) -> Said:
    officer = await _officer(message, people, person, member)
    file = file_of(message, look)
    return await desk.command(officer, VERBS[command.name], command.rest, file, message.media_group_id)


@commands.message(Command("serahkan"))
async def serahkan(
    message: Message,
    command: Instruction,
    desk: Desk,
    people: People,
    person: Person,
    member: bool | None,
    colleague: bool | None,
) -> Said:
    officer = await _officer(message, people, person, member)
    return await desk.hand_over(officer, command.rest, await _colleague(message, people, colleague))


@commands.message(Command("tugas"))
async def tugas(message: Message, desk: Desk, people: People, person: Person, member: bool | None) -> Said:
    return await desk.tasks(await _officer(message, people, person, member))


@commands.message(Command("tiket"))
async def tiket(
    message: Message, command: Instruction, desk: Desk, people: People, person: Person, member: bool | None
) -> Said:
    return await desk.show(await _officer(message, people, person, member), command.rest)


@commands.message(InGroup(), Command("bantuan"))
async def bantuan(message: Message, people: People, words: Words) -> Said:
    if await people.opds_at(message.chat.id):
        return (Notice(message.chat.id, words("desk.help.text")),)
    raise NotAllowed("refused.not_here")


@commands.message(InGroup())
async def misspelt(message: Message, command: Instruction, people: People) -> Said:
    """What someone may have meant, in a group where commands are for this bot."""
    name, number = unglued(command.name)
    meant = nearest(name, KNOWN) if await people.opds_at(message.chat.id) else []
    if not meant or command.name in KNOWN:
        raise SkipHandler
    raise Refused("refused.misspelt", meant=" ".join(filter(None, (f"/{meant[0]}", number, command.rest))))


@talk.callback_query(Pressed(CardPress))
async def card(
    query: CallbackQuery, press: CardPress, desk: Desk, people: People, person: Person, member: bool | None
) -> Said:
    officer = await people.officer(person, place_of(query), member)
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
    officer = await people.officer(person, place_of(query), member)
    message = query.message.message_id if query.message else None
    return await desk.proposing.send(officer, press, query.id, message)


@talk.callback_query(Pressed(TemplatePress))
async def template(
    query: CallbackQuery,
    press: TemplatePress,
    desk: Desk,
    people: People,
    person: Person,
    member: bool | None,
) -> Said:
    officer = await people.officer(person, place_of(query), member)
    return await desk.proposing.chosen(officer, press, query.id)


@talk.callback_query(Pressed(TasksPress))
async def tasks(
    query: CallbackQuery, press: TasksPress, desk: Desk, people: People, person: Person, member: bool | None
) -> Said:
    officer = await people.officer(person, place_of(query), member)
    return (*await desk.tasks(officer, press.page), Toast(query.id))


@talk.message(Brings("migrate_to_chat_id"))
async def moved(message: Message, desk: Desk) -> Said:
    return await desk.bindings.moved(message.chat.id, message.migrate_to_chat_id or 0)


@talk.message(Brings("migrate_from_chat_id"))
async def moved_here(message: Message, desk: Desk) -> Said:
    return await desk.bindings.moved(message.migrate_from_chat_id or 0, message.chat.id)


@talk.message(Brings("reply_to_message"))
async def replied(
    message: Message, desk: Desk, people: People, person: Person, member: bool | None, look: int | None
) -> Said:
    answered = message.reply_to_message.message_id if message.reply_to_message else 0
    post = await desk.proposing.about(message.chat.id, answered)
    if post is None:
        return await _followed(message, desk, people, person, member, look)
    officer = await _officer(message, people, person, member)
    text = clean(message.text or message.caption or "")
    album, file = message.media_group_id, file_of(message, look)
    if album and file and not text and (told := await desk.pieces.follow(officer, album, file)) is not None:
        return told
    return await desk.proposing.written(officer, post, text, file, album)


@talk.message(Brings("media_group_id"))
async def piece(
    message: Message, desk: Desk, people: People, person: Person, member: bool | None, look: int | None
) -> Said:
    """More of an album whose first piece was a command; any other album is chatter."""
    return await _followed(message, desk, people, person, member, look)


@talk.message()
async def chatter(_message: Message) -> Said:
    return ()


@talk.my_chat_member()
async def membership(event: ChatMemberUpdated, desk: Desk, people: People) -> Said:
    standing = event.new_chat_member
    muted = standing.status == ChatMemberStatus.RESTRICTED and not getattr(
        standing, "can_send_messages", True
    )
    if _is_out(standing) or muted:
        return await desk.bindings.lost(event.chat.id)
    if await people.is_known(event.chat.id):
        return await desk.bindings.regained(event.chat.id)
    return await desk.bindings.strange(event.chat.id) if _is_out(event.old_chat_member) else ()


@channels.my_chat_member()
async def strange_channel(event: ChatMemberUpdated) -> Said:
    """The bot has no business in a channel."""
    return () if _is_out(event.new_chat_member) else (Notice(event.chat.id, purpose=Purpose.LEAVES),)


router = Router(name="group")
router.include_routers(commands, talk, channels)


def _is_out(member: ChatMemberUnion) -> bool:
    return member.status in (ChatMemberStatus.LEFT, ChatMemberStatus.KICKED)


async def _followed(
    message: Message, desk: Desk, people: People, person: Person, member: bool | None, look: int | None
) -> Said:
    file, chat, album = file_of(message, look), message.chat.id, message.media_group_id
    if file is None or not album or not is_person(message) or not member or not await people.opds_at(chat):
        return ()
    if not await people.may_be_officer(person.id, chat):
        return ()
    officer = await people.officer(person, chat, member)
    return await desk.pieces.follow(officer, album, file) or ()


async def _officer(message: Message, people: People, person: Person, member: bool | None) -> Officer:
    """Who acts here. Raises NotAllowed, also to who hides behind a group or a channel."""
    if await people.opds_at(message.chat.id) and not is_person(message):
        raise NotAllowed("refused.anonymous")
    return await people.officer(person, message.chat.id, member)


async def _colleague(message: Message, people: People, member: bool | None) -> tuple[int, str] | None:
    """Whose message this one answers: an officer of this group, no bot and nobody hidden.

    ``member`` as for ``people.officer``. Raises NotAllowed when they are in the group no more.
    """
    answered = message.reply_to_message
    if answered is None or answered.from_user is None or not is_person(answered):
        return None
    if not member:
        raise NotAllowed("refused.membership_unknown" if member is None else "refused.colleague_left")
    found = person_of(answered.from_user)
    return (found.id, found.name) if await people.may_be_officer(found.id, message.chat.id) else None
