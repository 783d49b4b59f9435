"""From raw JSON to what the bot says: each update decoded alone, then given to the routers.

Decoding and asking Telegram who is in a group happen before a transaction is open (``prepare``); handling
waits for nothing but the transaction it is part of (``handle``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Chat, ChatMemberUpdated, Message, Update, User
from msgspec.structs import replace
from pydantic import ValidationError

from bot.buttons import is_spent
from bot.errors import Delivery, NotAllowed, NotRegistered, Refused, Undecodable
from bot.notices import Notice, Said, Toast, Urgency, used
from bot.persons import Person
from bot.protocols import UPDATES, Looks, Members, Question, Raw, Sight
from bot.sanitise import clean
from bot.texts import Texts, Words
from handlers.filters import Sign, command_of, sign_of
from handlers.giants import has_giant
from handlers.homes import home_of
from handlers.reading import person_of, picture_of
from handlers.routing import by_sign, first_answer

Services = dict[str, Any]

_PLACE_OF_A_PRESS: Final = ("message_id", "date", "chat")


@dataclass(frozen=True, slots=True)
class Prepared:
    """One update, decoded: its kind, its event, whose it is, whether they are in the group.

    ``look``: how the photo looks that came as a proof. ``colleague``: whether who shall have a ticket is.
    """

    update_id: int
    kind: str
    event: Any
    sign: Sign
    person: Person
    private: bool
    member: bool | None
    look: int | None = None
    colleague: bool | None = None

    @property
    def resident(self) -> int | None:
        """Whose row will be needed."""
        return self.person.id if self.private else None


class Dispatch:
    """The routers, and what they are called with; ``me`` is the bot's username."""

    def __init__(self, routers: list[Router], members: Members, looks: Looks, texts: Texts, me: str) -> None:
        Update.model_rebuild()  # now, so that the first who writes does not wait for it
        self._stages = {kind: by_sign(routers, kind) for kind in UPDATES}
        self._members = members
        self._looks = looks
        self._texts = texts
        self._me = me
        self.reads: Callable[[str], object] = lambda _text: None
        """Told of what somebody wrote in private, to understand it before a transaction is open."""

    async def prepare(self, raw: Raw) -> Prepared:
        """Decode one update. Raises Undecodable."""
        try:
            update = Update.model_validate(_needed(raw))
        except ValidationError:
            raise Undecodable("unknown shape") from None
        if has_giant(raw):
            raise Undecodable("a number beyond 64 bits")
        kind = next((name for name in UPDATES if getattr(update, name) is not None), None)
        if kind is None:
            raise Undecodable("unknown kind")
        event = getattr(update, kind)
        chat, user = _chat(event), event.from_user
        if user is None:
            raise Undecodable("from nobody")
        private = chat is not None and chat.type == ChatType.PRIVATE
        sign = sign_of(event, self._me)
        if private and isinstance(event, Message) and sign.command is None:
            self.reads(clean(event.text or event.caption or ""))
        member = await self._member(event, chat, user) if chat and not private else None
        look = await self._look(event) if member else None
        colleague = await self._colleague(event) if member else None
        return Prepared(
            update.update_id, kind, event, sign, person_of(user), private, member, look, colleague
        )

    async def handle(self, prepared: Prepared, services: Services) -> Said | Question:
        """Find the handler and call it; a refusal becomes words, anything else is raised."""
        words = services["people"].words_for(prepared.person) if prepared.private else self._texts.main
        about = {"me": self._me, "person": prepared.person, "member": prepared.member, "words": words}
        about |= {"look": prepared.look, "colleague": prepared.colleague}
        seen = await _seen(prepared, services)
        try:
            said = _spent(prepared.event, await self._routed(prepared, services | about))
        except NotRegistered as refused:
            asked = await services["desk"].admins.registering.asked(prepared.person, refused.chat)
            said = (*_refusal(prepared, refused, words), *asked)
        except Refused as refused:
            said = _refusal(prepared, await self._placed(prepared, refused, services), words)
        return _after(seen, said) if callable(said) else (*seen, *_in_topic(prepared.event, said))

    async def _placed(self, prepared: Prepared, refused: Refused, services: Services) -> Refused:
        """A command in the wrong place, to who may know: with the right one."""
        event = prepared.event
        command = command_of(event, self._me) if isinstance(event, Message) else None
        if command is None or refused.key != "refused.not_here":
            return refused
        home = await home_of(command.name, services["people"], prepared.person, event.chat.id)
        return NotAllowed(f"refused.works.{home}") if home else refused

    async def _routed(self, prepared: Prepared, data: Services) -> Said | Question:
        said = await first_answer(self._stages[prepared.kind](prepared.sign), prepared.event, data)
        if said is not UNHANDLED:
            return said  # type: ignore[no-any-return]  # aiogram does not know what handlers return
        if isinstance(prepared.event, CallbackQuery):
            raise NotAllowed("refused.not_here")  # no press is left without an answer
        return ()

    async def _member(self, event: Any, chat: Chat, user: User) -> bool | None:
        """Whether someone who acts in a group is in it; None when nobody acts or Telegram did not say."""
        if isinstance(event, ChatMemberUpdated):
            self._members.forget(chat.id, event.new_chat_member.user.id)
            return None
        if isinstance(event, Message) and event.left_chat_member is not None:
            self._members.forget(chat.id, event.left_chat_member.id)  # told also to a bot that is no admin
        if isinstance(event, Message) and not self._acts(event):
            return None
        return await self._holds(chat, user)

    async def _colleague(self, event: Any) -> bool | None:
        """Whether whom ``/serahkan`` answers is in the group still; as ``_member``."""
        if not isinstance(event, Message) or event.reply_to_message is None:
            return None
        command, user = command_of(event, self._me), event.reply_to_message.from_user
        hands_over = command is not None and command.name == "serahkan"
        return await self._holds(event.chat, user) if hands_over and user else None

    async def _holds(self, chat: Chat, user: User) -> bool | None:
        try:
            return await self._members.holds(chat.id, user.id)
        except Delivery:
            return None

    def _acts(self, message: Message) -> bool:
        """A piece of an album belongs to what its first piece said."""
        return bool(message.reply_to_message or message.media_group_id or command_of(message, self._me))

    async def _look(self, event: Any) -> int | None:
        """How a photo looks that may be a proof."""
        if not isinstance(event, Message) or not self._proves(event):
            return None
        picture = picture_of(event)
        return await self._looks.of(picture) if picture else None

    def _proves(self, message: Message) -> bool:
        command, answered = command_of(message, self._me), message.reply_to_message
        if command is not None:
            return command.name == "selesai"
        is_ours = answered and answered.from_user and answered.from_user.username == self._me
        return bool(is_ours or message.media_group_id)


async def _seen(prepared: Prepared, services: Services) -> Said:
    """What every update from a group tells of it. Without a public name it may be open to strangers still."""
    chat = _chat(prepared.event)
    if chat is None or prepared.private:
        return ()
    sight = Sight(True if chat.username else None, bool(chat.is_forum))
    said: Said = await services["desk"].bindings.seen(chat.id, sight)
    return said


def _needed(raw: Raw) -> Raw:
    """Of the message under a pressed button only where it is: its words and its twenty buttons are ours."""
    query = raw.get("callback_query")
    message = query.get("message") if isinstance(query, dict) else None
    if not isinstance(query, dict) or not isinstance(message, dict):
        return raw
    where = {name: message[name] for name in _PLACE_OF_A_PRESS if name in message}
    return raw | {"callback_query": query | {"message": where}}


def _after(seen: Said, question: Question) -> Question:
    """The answer to the question, after what was seen."""

    async def both() -> Said:
        return (*seen, *await question())

    return both if seen else question


def _spent(event: Any, said: Said | Question) -> Said | Question:
    """What was done by a button that is good for one press takes the buttons off its message."""
    if callable(said) or not isinstance(event, CallbackQuery) or event.message is None:
        return said
    spent = is_spent(event.data or "")
    return (*said, *used(event.message.chat.id, event.message.message_id)) if spent else said


def _in_topic(event: Any, said: Said) -> Said:
    """What is said to someone who wrote in a topic answers them, and so stands there too."""
    if not (isinstance(event, Message) and event.is_topic_message):
        return said
    return tuple(_answering(event, one) if isinstance(one, Notice) else one for one in said)


def _answering(event: Message, notice: Notice) -> Notice:
    belongs = notice.ticket_id is not None or notice.chat != event.chat.id or notice.reply_to is not None
    return notice if belongs else replace(notice, reply_to=event.message_id)


def _refusal(prepared: Prepared, refused: Refused, words: Words) -> Said:
    event = prepared.event
    if isinstance(event, CallbackQuery):
        return (Toast(event.id, words.plain(refused.key, **refused.about), alert=True),)
    if isinstance(event, Message):
        text = words(refused.key, **refused.about)
        notice = Notice(event.chat.id, text, reply_to=event.message_id)
        return (notice if prepared.private or not isinstance(refused, NotAllowed) else _once(notice),)
    return ()


def _once(refusal: Notice) -> Notice:
    """Whoever floods a group with commands gets one refusal at a time, and after every card."""
    return replace(refusal, urgency=Urgency.REMINDER, key=f"refused:{refusal.chat}")


def _chat(event: Any) -> Chat | None:
    if isinstance(event, CallbackQuery):
        return event.message.chat if event.message else None
    return event.chat  # type: ignore[no-any-return]  # every other kind we ask for has one
