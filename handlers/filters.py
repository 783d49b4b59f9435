"""Which updates a handler is for: a command to this bot, a kind of button, a kind of place, what is in it.

Every filter is a coroutine: aiogram runs any other, even its ``F``, in a thread while the transaction waits.
Those that can tell by the ``Sign`` of an update have ``tells``: yes, no, or None where they must be asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from aiogram.enums import ChatType
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from bot.buttons import Press
from bot.people import People
from bot.persons import Person
from bot.sanitise import clean

_COMMAND: Final = re.compile(
    r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@(?P<bot>\w+))?(?:\s+(?P<rest>.*))?$", re.DOTALL
)
_GROUPS: Final = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})


@dataclass(frozen=True, slots=True)
class Instruction:
    """A command as it was written: its name and what follows."""

    name: str
    rest: str


def command_of(message: Message, me: str) -> Instruction | None:
    """The command a message is; none when forwarded or for another bot.

    In a group a caption counts too: a proof comes with its photo. In private it is part of a report.
    """
    text = message.text or (message.caption if message.chat.type in _GROUPS else None) or ""
    if not text.startswith("/") or message.forward_origin is not None:
        return None
    found = _COMMAND.match(text)
    if found is None or (found["bot"] or me).casefold() != me.casefold():
        return None
    return Instruction(found["name"].casefold(), clean(found["rest"] or ""))


class Sign(NamedTuple):
    """What an update shows at once: the kind of chat, the command it is, the prefix of the button pressed."""

    place: str
    command: str | None = None
    button: str | None = None


def sign_of(event: Message | CallbackQuery | ChatMemberUpdated, me: str) -> Sign:
    """Of any update that we ask for; ``me`` is the bot's username."""
    if isinstance(event, CallbackQuery):
        place = event.message.chat.type if event.message else ""
        return Sign(place, button=(event.data or "").partition(":")[0])
    command = command_of(event, me) if isinstance(event, Message) else None
    return Sign(event.chat.type, command.name if command else None)


class IsCommand(Filter):
    """A command to this bot; its handlers get ``command``. ``me`` is the bot's username."""

    def tells(self, sign: Sign) -> bool | None:
        return False if sign.command is None else None

    async def __call__(self, message: Message, me: str) -> bool | dict[str, Any]:
        said = command_of(message, me)
        return {"command": said} if said else False


class IsNoCommand(Filter):
    """Anything but a command to this bot."""

    def tells(self, sign: Sign) -> bool:
        return sign.command is None

    async def __call__(self, message: Message, me: str) -> bool:
        return command_of(message, me) is None


class Command(Filter):
    """One of these commands, behind ``IsCommand``."""

    def __init__(self, *names: str) -> None:
        self.names = frozenset(names)

    def tells(self, sign: Sign) -> bool:
        return sign.command in self.names

    async def __call__(self, message: Message, command: Instruction) -> bool:
        return command.name in self.names


class Pressed(Filter):
    """A button of one kind; its handlers get ``press``."""

    def __init__(self, kind: type[Press]) -> None:
        self.kind = kind

    def tells(self, sign: Sign) -> bool | None:
        return None if sign.button == self.kind.prefix else False

    async def __call__(self, query: CallbackQuery) -> bool | dict[str, Any]:
        press = self.kind.read(query.data or "")
        return {"press": press} if press else False


class InPrivate(Filter):
    """A chat with one person."""

    def tells(self, sign: Sign) -> bool:
        return sign.place == ChatType.PRIVATE

    async def __call__(self, event: Message | CallbackQuery) -> bool:
        message = event if isinstance(event, Message) else event.message
        return message is not None and message.chat.type == ChatType.PRIVATE


class IsBlocked(Filter):
    """From a resident whom an admin blocked."""

    async def __call__(self, _event: Message | CallbackQuery, people: People, person: Person) -> bool:
        return people.is_blocked(person)


class InGroup(Filter):
    """A group or a supergroup."""

    def tells(self, sign: Sign) -> bool:
        return sign.place in _GROUPS

    async def __call__(self, event: Message | ChatMemberUpdated) -> bool:
        return event.chat.type in _GROUPS


class InChannel(Filter):
    """A channel, in which nobody can be answered."""

    def tells(self, sign: Sign) -> bool:
        return sign.place == ChatType.CHANNEL

    async def __call__(self, event: ChatMemberUpdated) -> bool:
        return event.chat.type == ChatType.CHANNEL


class Brings(Filter):
    """A message with something in one of these fields."""

    def __init__(self, *fields: str) -> None:
        self.fields = fields

    async def __call__(self, message: Message) -> bool:
        return any(getattr(message, field) for field in self.fields)
