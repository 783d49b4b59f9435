"""Taking out of tickets who reported them, what they say and the files that came along; the tickets stay."""

from __future__ import annotations

from typing import Final

from bot.desk.acts import Act
from bot.desk.cards import Cards
from bot.desk.changes import Changes
from bot.notices import Said
from bot.regency import Regency
from bot.tickets.verbs import Role, Verb
from storage import erasing, residents, tickets
from storage.models import Resident, Ticket
from storage.transaction import Transaction

BY_ITSELF: Final = Act(Verb.ERASE, Role.SYSTEM)
BY_WISH: Final = Act(Verb.ERASE, Role.REPORTER)


class Forgetting:
    """Each is recorded in the ticket's history: what was erased, and on whose word."""

    def __init__(self, regency: Regency, tx: Transaction) -> None:
        self._regency = regency
        self._tx = tx
        self._cards = Cards(regency, tx)
        self._changes = Changes(regency, tx)

    async def resident(self, resident: Resident) -> Said:
        """They want it: who they are is gone, from their tickets first."""
        theirs = await tickets.every_of(self._tx.session, resident.id)
        said = [await self.reporter(ticket, BY_WISH) for ticket in theirs]
        await erasing.resident(self._tx, resident)
        return tuple(one for part in said for one in part)

    async def reporter(self, ticket: Ticket, act: Act) -> Said:
        """Who reported it; a card that named them names nobody any more."""
        resident = await residents.get(self._tx, ticket.resident_id or 0)
        await erasing.loosen(self._tx, ticket, resident)
        await self._record(ticket, act, "reporter")
        return () if ticket.confidential else await self._cards.refreshed([ticket])

    async def words(self, ticket: Ticket, act: Act) -> Said:
        """What it says, in its history and on its cards as well."""
        instead = self._regency.texts.main.plain("card.erased")
        await self._record(ticket, act, "words")
        await erasing.words(self._tx, ticket, instead)
        return await self._cards.refreshed([ticket])

    async def media(self, ticket: Ticket, act: Act) -> Said:
        """The files that came with it."""
        await erasing.media(self._tx, ticket)
        await self._record(ticket, act, "files")
        return ()

    async def _record(self, ticket: Ticket, act: Act, what: str) -> None:
        about = (act.about or {}) | {"what": what}
        await self._changes.make(ticket, Act(act.verb, act.role, act.actor, about=about))
