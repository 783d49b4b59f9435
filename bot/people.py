"""Who may act where: officers by their group, admins and supervisors by the configuration."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import NotAllowed
from bot.persons import Person
from bot.regency import Regency
from bot.texts import Words
from storage import groups, residents
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Officer:
    """Who acts for the OPDs of a group at this moment."""

    id: int
    name: str
    chat: int
    opds: tuple[str, ...]


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

    async def opds_at(self, chat: int) -> tuple[str, ...]:
        """The OPDs whose group this chat is."""
        return tuple(group.opd for group in await groups.at(self._tx, chat))

    async def officer(self, person: Person, chat: int, member: bool | None) -> Officer:
        """The officer ``person`` is in ``chat``; ``member`` is what Telegram said of them there.

        Raises NotAllowed.
        """
        opds = await self.opds_at(chat)
        if not opds:
            raise NotAllowed("refused.not_here")
        if self._regency.settings.routing.officers == "registered":
            raise NotAllowed("refused.not_registered")
        if member is None:
            raise NotAllowed("refused.membership_unknown")
        if not member:
            raise NotAllowed("refused.not_member")
        return Officer(person.id, person.name, chat, opds)

    def is_admin(self, person: Person) -> bool:
        """Routes and configures."""
        return person.id in self._people.admins

    def is_supervisor(self, person: Person) -> bool:
        """Reads the figures; an admin does too."""
        return person.id in self._people.supervisors or self.is_admin(person)

    async def is_admin_chat(self, chat: int) -> bool:
        """The admins' own group, wherever it has moved."""
        return await self._is(chat, self._people.admin_chat)

    async def is_supervisor_chat(self, chat: int) -> bool:
        """The supervisors' own group, wherever it has moved."""
        return await self._is(chat, self._people.supervisor_chat)

    async def _is(self, chat: int, configured: int | None) -> bool:
        return configured is not None and chat == await groups.moved(self._tx, configured)
