"""Finds the ticket someone means; one that is not theirs is answered like one that is not there."""

from __future__ import annotations

from enum import StrEnum

from bot.errors import NotFound, Refused
from bot.people import Officer
from bot.regency import Regency
from bot.tickets import numbers
from bot.tickets.status import Status
from storage import followers, supports, tickets
from storage.models import Resident, Ticket
from storage.transaction import Transaction


class Tie(StrEnum):
    """What makes a ticket a resident's to look at: they reported it, or the same as its reporter."""

    OWN = "own"
    FOLLOWED = "followed"


class Finding:
    """Each search raises NotFound."""

    def __init__(self, regency: Regency, tx: Transaction) -> None:
        self._regency = regency
        self._tx = tx

    async def numbered(self, number: str) -> Ticket:
        """The ticket with this number, as an admin may ask for it. Raises Refused if it is no number."""
        prefix, today = self._regency.settings.service.prefix, self._regency.today(self._tx.now)
        read = numbers.read(number, prefix, today.year)
        if read is None:
            raise Refused("refused.no_number")
        return _there(await tickets.numbered(self._tx, read))

    async def known(self, ticket_id: int) -> Ticket:
        """The ticket with this id, as an admin may ask for it."""
        return _there(await tickets.get(self._tx, ticket_id))

    async def of_officer(self, officer: Officer, which: str | int, *, helping: bool = False) -> Ticket:
        """The ticket with this number or id, if one of the officer's OPDs has it, or helps with it."""
        if isinstance(which, str):
            found = await self.numbered(which)
        else:
            found = _there(await tickets.get(self._tx, which))
        theirs = found.opd in officer.opds or (helping and await self._helps(officer, found))
        if not theirs or found.status == Status.NEW:
            raise NotFound("refused.no_ticket")
        return found

    async def _helps(self, officer: Officer, ticket: Ticket) -> bool:
        return not set(officer.opds).isdisjoint(await supports.of(self._tx, ticket.id))

    async def of_reporter(self, resident: Resident | None, ticket_id: int) -> tuple[Resident, Ticket]:
        """The ticket with this id and its reporter, if it is this resident's own."""
        found = await tickets.get(self._tx, ticket_id)
        if resident is None or found is None or await tie(self._tx, resident, found) != Tie.OWN:
            raise NotFound("refused.no_ticket")
        return resident, found

    def number(self, ticket: Ticket) -> str:
        """As people write it."""
        return self._regency.number(ticket)


async def tie(tx: Transaction, resident: Resident, ticket: Ticket | None) -> Tie | None:
    """What a ticket is to a resident; None as well where there is no ticket."""
    if ticket is None:
        return None
    if ticket.resident_id == resident.id:
        return Tie.OWN
    return Tie.FOLLOWED if await followers.follows(tx, ticket.id, resident.id) else None


def _there(ticket: Ticket | None) -> Ticket:
    if ticket is None:
        raise NotFound("refused.no_ticket")
    return ticket
