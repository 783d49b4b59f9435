"""Tickets whose residents kept silent long enough: closed if resolved, archived if asked something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from bot.desk import Desk
from bot.regency import Regency
from bot.ticker.duties import ENOUGH, one_by_one
from bot.tickets.status import Status
from storage import clocks, outbox, tickets
from storage.transaction import Transaction


class Lapsing:
    """The duty of ending what nobody answers."""

    clock: ClassVar[clocks.Clock] = "lapse_at"

    def __init__(self, regency: Regency, tx: Transaction) -> None:
        self._tx = tx
        self._desk = Desk(regency, tx)

    async def turn(self) -> bool:
        """End what is due, a bounded amount of it; whether more waits."""
        return await one_by_one(self)

    async def due(self) -> Sequence[int]:
        """The ids of what ``turn`` would end."""
        return await clocks.to_lapse(self._tx, ENOUGH)

    async def one(self, ticket_id: int) -> None:
        """End this one."""
        ticket = await tickets.get(self._tx, ticket_id)
        if ticket is not None:
            end = self._desk.lapse if ticket.status == Status.RESOLVED else self._desk.expire
            outbox.say(self._tx, await end(ticket))
