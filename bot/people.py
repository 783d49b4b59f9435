"""Who may act where: officers by their group, admins and supervisors by the configuration."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import NotAllowed, NotRegistered
from bot.persons import Person
from bot.recap.readers import Reader
from bot.regency import Regency
from bot.texts import Words
from storage import exposures, groups, registrations, residents
from storage.models import Group
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Officer:
    """Who acts for the OPDs of a group at this moment."""

    id: int
    name: str
    chat: int
    opds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Admin:
    """Who routes and configures, in private or in the admins' chat."""

    id: int
    name: str
    chat: int

    @property
    def is_private(self) -> bool:
        """Nobody else reads what is said; a private chat has the person's own id."""
        return self.chat == self.id


class People:
    """Answers from the configuration and the bound groups; never from a username or a title."""

    def __init__(self, regency: Regency, tx: Transaction) -> None:
        self._regency = regency
        self._tx = tx
        self._people = regency.settings.people

    def words_for(self, person: Person) -> Words:
        """In private: the language they chose, else the one their Telegram is set to."""
        resident = self._tx.residents.get(residents.fingerprint(self._tx.seal, person.id))
        return self._regency.texts((resident.language if resident else None) or person.language)

    def is_blocked(self, person: Person) -> bool:
        """In private: an admin decided that they file no more."""
        resident = self._tx.residents.get(residents.fingerprint(self._tx.seal, person.id))
        return resident is not None and resident.blocked_at is not None

    async def opds_at(self, chat: int) -> tuple[str, ...]:
        """The OPDs whose group this chat is."""
        return tuple(group.opd for group in await self._groups_at(chat))

    async def officer(self, person: Person, chat: int, member: bool | None) -> Officer:
        """The officer ``person`` is in ``chat``; ``member`` is what Telegram said of them there.

        Raises NotAllowed.
        """
        opds = await self.opds_at(chat)
        if not opds:
            raise NotAllowed("refused.not_here")
        if any(group.exposed for group in await self._groups_at(chat)):
            raise NotAllowed("refused.exposed")
        if member is None:
            raise NotAllowed("refused.membership_unknown")
        if not member:
            raise NotAllowed("refused.not_member")
        if not await self.may_be_officer(person.id, chat):
            raise NotRegistered("refused.not_registered", chat)
        return Officer(person.id, person.name, await self._now(chat), opds)

    async def may_be_officer(self, person: int, chat: int) -> bool:
        """Whether someone seen in a group can hold its tickets: registered, where that is asked for."""
        if self._regency.settings.routing.officers == "members":
            return True
        return await registrations.registered(self._tx, await self.opds_at(chat), person)

    async def admin(self, person: Person, chat: int) -> Admin:
        """The admin ``person`` is in ``chat``. Raises NotAllowed."""
        is_here = chat == person.id or await self.is_admin_chat(chat)
        if not (is_here and self.is_admin(person)):
            raise NotAllowed("refused.not_here")
        await self._must_be_private(chat)
        return Admin(person.id, person.name, chat)

    async def is_known(self, chat: int) -> bool:
        """A group that is bound, or the admins' or the supervisors' own."""
        own = await self.is_admin_chat(chat) or await self.is_supervisor_chat(chat)
        return own or bool(await self.opds_at(chat))

    async def _groups_at(self, chat: int) -> list[Group]:
        return await groups.at(self._tx, await self._now(chat))

    async def _now(self, chat: int) -> int:
        """Buttons of a group that became a supergroup still name the old one."""
        return chat if await groups.at(self._tx, chat) else await groups.moved(self._tx, chat)

    def is_admin(self, person: Person) -> bool:
        """Routes and configures."""
        return person.id in self._people.admins

    def is_supervisor(self, person: Person) -> bool:
        """Reads the figures; an admin does too."""
        return person.id in self._people.supervisors or self.is_admin(person)

    def headed_by(self, person: Person) -> tuple[str, ...]:
        """The offices that someone heads."""
        return tuple(opd for opd, heads in self._people.heads.items() if person.id in heads)

    async def reader(self, person: Person, chat: int, member: bool | None) -> Reader:
        """Whose figures someone may read in this chat; ``member`` as for ``officer``. Raises NotAllowed."""
        if chat == person.id and (self.is_supervisor(person) or (mine := self.headed_by(person))):
            return Reader() if self.is_supervisor(person) else Reader(mine)
        if await self.is_admin_chat(chat) and self.is_admin(person):
            await self._must_be_private(chat)
            return Reader()
        if await self.is_supervisor_chat(chat) and member is not False:
            await self._must_be_private(chat)
            if member is None:
                raise NotAllowed("refused.membership_unknown")
            return Reader()
        raise NotAllowed("refused.not_here")

    async def is_admin_chat(self, chat: int) -> bool:
        """The admins' own group, wherever it has moved."""
        return await self._is(chat, self._people.admin_chat)

    async def is_supervisor_chat(self, chat: int) -> bool:
        """The supervisors' own group, wherever it has moved."""
        return await self._is(chat, self._people.supervisor_chat)

    async def _must_be_private(self, chat: int) -> None:
        if await exposures.is_exposed(self._tx, chat):
            raise NotAllowed("refused.public_group")

    async def _is(self, chat: int, configured: int | None) -> bool:
        return configured is not None and chat == await groups.moved(self._tx, configured)
