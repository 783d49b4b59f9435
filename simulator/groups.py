"""Groups and channels for stories: who is in them, and what becomes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator import acts, screen
from simulator.chats import Json, Topic
from simulator.people import Person
from simulator.screen import Shown
from simulator.users import User
from simulator.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable


class Group(View):
    """A group, supergroup or channel. ``id`` is the present one, also after it became a supergroup."""

    @property
    def id(self) -> int:
        return self.chat.id

    @property
    def title(self) -> str:
        return str(self.chat.title)

    async def adds(self, *people: Person, by: Person | None = None) -> None:
        """People come in."""
        await self._join((person.user for person in people), "member", by)

    async def promotes(self, *people: Person, by: Person | None = None) -> None:
        """People become admins."""
        await self._join((person.user for person in people), "administrator", by)

    async def removes(self, *people: Person, by: Person | None = None, kicked: bool = True) -> None:
        """People are put out, or leave by themselves."""
        for person in people:
            actor = by.user if by else (self._owner if kicked else person.user)
            acts.leave(self.town.world, self.chat, person.user, "kicked" if kicked else "left", actor)
        await self.town.settled()

    async def adds_bot(self, *, admin: bool = False, by: Person | None = None) -> None:
        """The bot comes in, or becomes what it was not."""
        await self._join([self.town.bot], "administrator" if admin else "member", by)

    async def promotes_bot(self, by: Person | None = None) -> None:
        """The bot becomes an admin and sees everything from now on."""
        await self._join([self.town.bot], "administrator", by)

    async def demotes_bot(self, by: Person | None = None) -> None:
        """The bot is a member like any other."""
        await self._join([self.town.bot], "member", by)

    async def restricts_bot(self, by: Person | None = None) -> None:
        """The bot may not write any more."""
        await self._join([self.town.bot], "restricted", by)

    async def removes_bot(self, by: Person | None = None, *, kicked: bool = True) -> None:
        """The bot is put out (``kicked``) or merely removed."""
        status = "kicked" if kicked else "left"
        acts.leave(self.town.world, self.chat, self.town.bot, status, by.user if by else self._owner)
        await self.town.settled()

    async def migrates(self) -> int:
        """Becomes a supergroup and returns its new id."""
        self.chat = acts.migrate(self.town.world, self.chat, self._owner)
        await self.town.settled()
        return self.id

    async def renames(self, title: str) -> None:
        """Gets another title."""
        self.chat.title = title
        await self._changes({"new_chat_title": title})

    async def becomes_public(self, username: str | None) -> None:
        """Anyone can find it by its name now; None: nobody can any more. No bot is told."""
        self.chat.username = username
        await self.town.settled()

    async def becomes_forum(self, *, forum: bool = True) -> None:
        """Gets topics, or loses them. No bot is told."""
        self.chat.is_forum = forum
        await self.town.settled()

    def opens_topic(self, name: str) -> int:
        """Someone opens a topic; its thread."""
        return acts.open_topic(self.town.world, self.chat, self._owner, name)

    def deletes_topic(self, thread: int) -> None:
        """A topic is gone with all that was said in it; the bot is not told."""
        acts.delete_topic(self.town.world, self.chat, thread)

    @property
    def topics(self) -> dict[str, Topic]:
        """Its topics by name."""
        return {topic.name: topic for topic in self.chat.topics.values()}

    def thread(self, words: str) -> int:
        """The newest topic whose name contains the words."""
        return max(number for number, topic in self.chat.topics.items() if words in topic.name)

    async def posts(self, text: str) -> Shown:
        """A channel speaks."""
        message = acts.speak(self.town.world, self._owner, self.chat, acts.words(text))
        await self.town.settled()
        return screen.shown(message)

    async def forwards_from(self, channel: Group, text: str) -> Shown:
        """A post of the linked channel appears here."""
        message = acts.forward_from_channel(self.town.world, channel.chat, self.chat, acts.words(text))
        await self.town.settled()
        return screen.shown(message)

    @property
    def _owner(self) -> User:
        owner = next(number for number, status in self.chat.members.items() if status == "creator")
        return self.town.world.users[owner]

    async def _changes(self, service: Json) -> None:
        message = self.town.world.post(self.chat, self._owner, service)
        self.town.world.tell(message)
        await self.town.settled()

    async def _join(self, users: Iterable[User], status: str, by: Person | None) -> None:
        for user in users:
            acts.join(self.town.world, self.chat, user, status, by.user if by else self._owner)
        await self.town.settled()
