"""People for stories: they speak, press and read as residents and officers do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

from simulator import acts, files, screen
from simulator.chats import Chat, Json, Message
from simulator.screen import Shown
from simulator.users import User
from simulator.view import NotSeen, View

if TYPE_CHECKING:
    from simulator.groups import Group
    from simulator.town import Town


class Actor(View):
    """A person in one chat. Every action is over when the town has settled."""

    def __init__(
        self, town: Town, user: User, chat: Chat, *, anonymous: bool = False, thread: int = 0
    ) -> None:
        super().__init__(town, chat)
        self.user = user
        self._anonymous = anonymous
        self._thread = thread

    @property
    def toast(self) -> str | None:
        """What the bot answered to this person's last press."""
        queries = [query for query in self.town.world.queries.values() if query.user is self.user]
        answer = queries[-1].answer if queries else None
        return answer["text"] if answer else None

    async def says(self, text: str, reply_to: Shown | str | int | None = None) -> Shown:
        """Writes a text."""
        return await self._speaks(acts.words(text), reply_to)

    async def replies_to(self, message: Shown | str | int, text: str) -> Shown:
        """Writes a text in reply to a message, which words of it may name."""
        return await self.says(text, reply_to=message)

    async def taps(self, words: str, under: Shown | str | None = None) -> str | None:
        """Presses the button whose label contains the words, of the newest message that has one.

        Returns what the bot answered to the press, if it has. A label that is exactly the words goes first.
        """
        message, button = self._button(words, under)
        if "callback_data" not in button:
            return str(button.get("url", ""))
        return await self._presses(message, button["callback_data"])

    async def presses(self, data: str, under: Shown | str | int | None = None) -> str | None:
        """Presses what may not be there: forged or outdated callback data."""
        found = self.message(self.last if under is None else under)
        return await self._presses(found, data)

    async def sends_photo(
        self,
        caption: str | None = None,
        *,
        data: bytes | None = None,
        reply_to: Shown | str | int | None = None,
    ) -> Shown:
        """Sends a photo; the same ``data`` twice is the same photo."""
        return await self._sends("photo", data or self._picture(), caption, reply_to=reply_to)

    async def sends_album(
        self, count: int, caption: str | None = None, reply_to: Shown | str | int | None = None,
        *, pictures: Sequence[bytes] = (),
    ) -> list[Shown]:  # fmt: skip
        """Sends several photos at once, with the caption on the first; all of them reply."""
        replied = None if reply_to is None else self.message(reply_to)
        group = {"media_group_id": str(12_000_000_000_000_000 + self.town.world.number())}
        sent = []
        for number in range(count):
            file = self.town.world.files.add("photo", pictures[number] if pictures else self._picture())
            content = acts.picture(file, caption if number == 0 else None) | group
            sent.append(self._posts(content, replied))
        await self.town.settled()
        return [screen.shown(message) for message in sent]

    async def sends_document(
        self, name: str = "surat.pdf", *, data: bytes = b"%PDF-1.4\n", mime: str = "application/pdf",
        size: int | None = None, caption: str | None = None,
    ) -> Shown:  # fmt: skip
        """Sends a file; ``size`` may claim that it is larger than ``data``."""
        return await self._sends("document", data, caption, name=name, mime=mime, size=size)

    async def sends_video(
        self, caption: str | None = None, *, data: bytes = b"\0\0\0\x18ftypmp42", size: int | None = None
    ) -> Shown:
        """Sends a video."""
        return await self._sends("video", data, caption, mime="video/mp4", size=size)

    async def sends_voice(self, *, data: bytes = b"OggS voice") -> Shown:
        """Sends a voice message."""
        return await self._sends("voice", data, mime="audio/ogg")

    async def sends_sticker(self) -> Shown:
        """Sends a sticker."""
        return await self._sends("sticker", b"RIFF sticker")

    async def sends_location(self, latitude: float, longitude: float) -> Shown:
        """Sends a pin on the map."""
        return await self._speaks({"location": {"latitude": latitude, "longitude": longitude}})

    async def sends_contact(self, phone: str = "+6281234567890", name: str | None = None) -> Shown:
        """Shares a contact, their own unless named otherwise."""
        contact: Json = {"phone_number": phone, "first_name": name or self.user.first_name}
        return await self._speaks({"contact": contact | ({} if name else {"user_id": self.user.id})})

    async def sends_raw(self, **fields: Any) -> Shown:
        """Sends a message with these fields of the Bot API's Message, whatever they are."""
        return await self._speaks(fields)

    async def edits(self, message: Shown | str | int, text: str) -> Shown:
        """Corrects a message, or the caption of one."""
        found = self.message(message)
        content = acts.words(text)
        if "text" not in found.body:
            content = {key: content[old] for key, old in _CAPTION.items() if old in content}
        acts.edit(self.town.world, found, content)
        await self.town.settled()
        return screen.shown(found)

    async def deletes(self, message: Shown | str | int) -> None:
        """Takes a message back, for both sides; no bot hears of that."""
        acts.delete(self.town.world, self.message(message))
        await self.town.settled()

    async def reacts(self, message: Shown | str | int, emoji: str = "\N{THUMBS UP SIGN}") -> None:
        """Puts an emoji under a message; the bot hears of it as an admin and if it asked."""
        acts.react(self.town.world, self.user, self.message(message), emoji)
        await self.town.settled()

    def _button(self, words: str, under: Shown | str | None) -> tuple[Message, Json]:
        places = [self.message(under)] if under is not None else reversed(list(screen.own(self.chat)))
        for message in places:
            button = screen.button(message, words)
            if button is not None:
                return message, button
        raise NotSeen(f"no button {words!r}; there is:\n{self.text()}")

    async def _presses(self, message: Message, data: str) -> str | None:
        query = acts.press(self.town.world, self.user, message, data)
        await self.town.settled(lambda: query.answer is not None)
        return query.answer["text"] or None if query.answer else None

    async def _sends(
        self, kind: str, data: bytes, caption: str | None = None, *, name: str = "", mime: str = "",
        size: int | None = None, reply_to: Shown | str | int | None = None,
    ) -> Shown:  # fmt: skip
        file = self.town.world.files.add(kind, data, name, mime, size)
        return await self._speaks(acts.picture(file, caption), reply_to)

    async def _speaks(self, content: Json, reply_to: Shown | str | int | None = None) -> Shown:
        message = self._posts(content, None if reply_to is None else self.message(reply_to))
        await self.town.settled()
        return screen.shown(message)

    def _posts(self, content: Json, reply_to: Message | None = None) -> Message:
        if self._thread:
            content = content | self._in_topic()
        return acts.speak(
            self.town.world, self.user, self.chat, content, reply_to=reply_to, anonymous=self._anonymous
        )

    def _in_topic(self) -> Json:
        """Whatever is said in a topic answers the message that opened it, unless it answers another."""
        opening = self.chat.messages[self._thread]
        return {"reply_to_message": opening.plain} | opening.topic

    def _picture(self) -> bytes:
        return files.picture(f"{self.user.first_name} {self.town.world.number()}")


_CAPTION = {"caption": "text", "caption_entities": "entities"}


class Person(Actor):
    """Someone, in the private chat with the bot unless ``inside`` another."""

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def screen(self) -> list[Shown]:
        """What the bot said in private."""
        return self.messages

    def inside(self, group: Group, *, anonymous: bool = False, thread: int = 0) -> Actor:
        """The same person in a group, maybe as an anonymous admin, maybe in a topic."""
        return Actor(self.town, self.user, group.chat, anonymous=anonymous, thread=thread)

    async def starts(self, payload: str = "") -> Self:
        """Opens the bot, by a deep link when there is a payload."""
        await self.says(f"/start {payload}".strip())
        return self

    async def blocks_bot(self) -> None:
        """Stops the bot."""
        acts.block(self.town.world, self.user)
        await self.town.settled()

    async def unblocks_bot(self) -> None:
        """Lets the bot write again."""
        acts.unblock(self.town.world, self.user)
        await self.town.settled()

    def vanishes(self) -> None:
        """Deletes the account; the bot is not told."""
        self.user.is_deactivated = True
