"""Reading a chat: what the bot said there."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from simulator import screen
from simulator.chats import Chat, Message
from simulator.screen import Shown

if TYPE_CHECKING:
    from simulator.town import Town


class NotSeen(AssertionError):
    """Someone looked for words or a button that are not there; the message tells what is."""


class View:
    """A chat as people read it. What people themselves said is in ``everything`` only."""

    def __init__(self, town: Town, chat: Chat) -> None:
        self.town = town
        self.chat = chat

    @property
    def messages(self) -> list[Shown]:
        """The messages of the bot as they stand now, oldest first."""
        return [screen.shown(message) for message in screen.own(self.chat)]

    @property
    def everything(self) -> list[Shown]:
        """All messages, those of people too."""
        return [screen.shown(message) for message in self.chat.messages.values() if not message.is_deleted]

    @property
    def last(self) -> Shown:
        """The newest message of the bot."""
        if not (messages := self.messages):
            raise NotSeen("the bot has said nothing here")
        return messages[-1]

    @property
    def buttons(self) -> list[str]:
        """The labels of the newest message that has buttons; none when no message has."""
        return next((message.labels for message in reversed(self.messages) if message.buttons), [])

    @property
    def keyboard(self) -> list[str]:
        """The labels of the reply keyboard that is open, if one is."""
        for message in reversed(list(screen.own(self.chat))):
            if message.keyboard is not None and "inline_keyboard" not in message.keyboard:
                return [label for row in screen.shown(message).keyboard for label in row]
        return []

    def sees(self, words: str) -> bool:
        """Whether any message of the bot that stands there now contains the words, in any case."""
        return self.find(words) is not None

    def find(self, words: str) -> Shown | None:
        """The newest message of the bot that contains the words."""
        folded = words.casefold()
        return next((one for one in reversed(self.messages) if folded in one.text.casefold()), None)

    def count(self, words: str) -> int:
        """How many messages of the bot contain the words."""
        return sum(words.casefold() in one.text.casefold() for one in self.messages)

    async def waits_for(self, words: str, timeout: float = 5) -> Shown:  # noqa: ASYNC109 - a story waits for so long and no longer
        """The message with these words, as soon as it stands there."""
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        pulse = self.town.world.pulse
        while True:
            count = pulse.count
            if (found := self.find(words)) is not None:
                return found
            if (left := end - loop.time()) <= 0:
                raise NotSeen(f"no {words!r} within {timeout} s; there is:\n{self.text()}")
            await pulse.after(count, left)

    def text(self) -> str:
        """All that stands there, for the eyes of a person who wonders why a story failed."""
        return (
            "\n".join(f"{one.id}: {one.text!r} {one.buttons or ''}" for one in self.everything) or "(nothing)"
        )

    def message(self, wanted: Shown | str | int) -> Message:
        """The message that is meant by a snapshot, an id or words, those of people too."""
        if isinstance(wanted, str):
            found = next(
                (one for one in reversed(self.everything) if wanted.casefold() in one.text.casefold()), None
            )
        else:
            number = wanted.id if isinstance(wanted, Shown) else wanted
            return self.chat.messages[number]
        if found is None:
            raise NotSeen(f"no message with {wanted!r}; there is:\n{self.text()}")
        return self.chat.messages[found.id]
