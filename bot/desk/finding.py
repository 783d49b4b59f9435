"""Finds the ticket someone means; one that is not theirs is answered like one that is not there."""

from __future__ import annotations

from bot.errors import NotFound, Refused
from bot.people import Officer
from bot.regency import Regency
from bot.tickets import numbers
from bot.tickets.status import Status
from storage import tickets
from storage.models import Resident, Ticket
from storage.transaction import Transaction


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

    async def of_officer(self, officer: Officer, which: str | int) -> Ticket:
        """The ticket with this number or id, if it is with one of the officer's OPDs."""
        if isinstance(which, str):
            found = await self.numbered(which)
        else:
            found = _there(await tickets.get(self._tx, which))
        if found.opd not in officer.opds or found.status == Status.NEW:
            raise NotFound("refused.no_ticket")
        return found

    async def of_reporter(self, resident: Resident | None, ticket_id: int) -> Ticket:
        """The ticket with this id, if it is this resident's own."""
        found = _there(await tickets.get(self._tx, ticket_id))
        if resident is None or found.resident_id != resident.id:
            raise NotFound("refused.no_ticket")
        return found

    def number(self, ticket: Ticket) -> str:
        """As people write it."""
        return self._regency.number(ticket)


def _there(ticket: Ticket | None) -> Ticket:
    if ticket is None:
        raise NotFound("refused.no_ticket")
    return ticket
