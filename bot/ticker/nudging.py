"""Residents who were asked something and have not answered: nudged early and late, in their language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from bot.desk import Desk
from bot.desk.clocks import waiting
from bot.regency import Regency
from bot.ticker.duties import ENOUGH, one_by_one
from storage import clocks, outbox, tickets
from storage.transaction import Transaction


class Nudging:
    """The duty of nudging; what was missed becomes one nudge."""

    clock: ClassVar[clocks.Clock] = "remind_at"

    def __init__(self, regency: Regency, tx: Transaction) -> None:
        self._regency = regency
        self._tx = tx
        self._desk = Desk(regency, tx)

    async def turn(self) -> bool:
        """Nudge about what is due, a bounded amount of it; whether more waits."""
        return await one_by_one(self)

    async def due(self) -> Sequence[int]:
        """The ids of what ``turn`` would nudge about."""
        return await clocks.to_nudge(self._tx, ENOUGH)

    async def one(self, ticket_id: int) -> None:
        """Nudge about this one."""
        ticket = await tickets.get(self._tx, ticket_id)
        if ticket is None:
            return
        planned = waiting(self._regency, ticket)
        slot = planned.slot_at(self._tx.now)
        ticket.remind_at = planned.next_after(self._tx.now)
        if slot > ticket.reminded_slot:
            ticket.reminded_slot = slot
            outbox.say(self._tx, await self._desk.nudge(ticket))
