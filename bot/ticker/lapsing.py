"""Tickets whose residents kept silent long enough: closed if resolved, archived if asked something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from bot.desk import Desk
from bot.regency import Regency
from bot.tickets.status import Status
from storage import clocks, outbox, tickets
from storage.transaction import Transaction

ENOUGH: Final = 100
"""Tickets ended in one turn; each is a handful of statements."""


class Lapsing:
    """The duty of ending what nobody answers."""

    clock: ClassVar[clocks.Clock] = "lapse_at"

    def __init__(self, regency: Regency, tx: Transaction) -> None:
        self._tx = tx
        self._desk = Desk(regency, tx)

    async def turn(self) -> bool:
        """End what is due, a bounded amount of it; whether more waits."""
        due = await self.due()
        for ticket_id in due:
            await self.one(ticket_id)
        return len(due) == ENOUGH

    async def due(self) -> Sequence[int]:
        """The ids of what ``turn`` would end."""
        return await clocks.to_lapse(self._tx, ENOUGH)

    async def one(self, ticket_id: int) -> None:
        """End this one."""
        ticket = await tickets.get(self._tx, ticket_id)
        if ticket is not None:
            end = self._desk.lapse if ticket.status == Status.RESOLVED else self._desk.expire
            outbox.say(self._tx, await end(ticket))
