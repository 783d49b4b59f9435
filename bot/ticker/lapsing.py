"""Resolved tickets whose residents kept silent long enough: they are closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from bot.desk import Desk
from bot.regency import Regency
from storage import outbox, tickets
from storage.transaction import Transaction

ENOUGH: Final = 100
"""Tickets closed in one turn; each is a handful of statements."""


class Lapsing:
    """The duty of closing what nobody disputes."""

    clock: ClassVar[tickets.Clock] = "lapse_at"

    def __init__(self, regency: Regency, tx: Transaction) -> None:
        self._tx = tx
        self._desk = Desk(regency, tx)

    async def turn(self) -> bool:
        """Close what is due, a bounded amount of it; whether more waits."""
        due = await self.due()
        for ticket_id in due:
            await self.one(ticket_id)
        return len(due) == ENOUGH

    async def due(self) -> Sequence[int]:
        """The ids of what ``turn`` would close."""
        return await tickets.to_lapse(self._tx, ENOUGH)

    async def one(self, ticket_id: int) -> None:
        """Close this one."""
        ticket = await tickets.get(self._tx, ticket_id)
        if ticket is not None:
            outbox.say(self._tx, await self._desk.lapse(ticket))
