"""The reminders that are due: whole chats at a time, each slot once, and who else hears of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import ClassVar, Final

from bot.desk.changes import schedule
from bot.desk.spots import Spot
from bot.regency import Regency
from bot.ticker.places import Places
from bot.ticker.writing import Due, Writing
from bot.tickets.verbs import Role, Verb
from storage import groups, history, outbox, tickets
from storage.models import Event, Ticket
from storage.transaction import Transaction

ENOUGH: Final = 500
"""Tickets in one turn. A chat that has more gets them all the same: it must not get two digests."""


class Reminding:
    """The duty of reminding; outside working hours only of emergencies, if so configured."""

    clock: ClassVar[tickets.Clock] = "remind_at"

    def __init__(self, regency: Regency, tx: Transaction) -> None:
        self._regency = regency
        self._tx = tx
        self._writing = Writing(regency, tx)

    async def turn(self) -> bool:
        """Remind some chats, each of all it is due; whether others wait."""
        opds, more = _turn(await self._by_chat())
        due = await tickets.to_remind(self._tx, opds, emergencies_only=self._closed) if opds else []
        await self._tell([self._passed(ticket) for ticket in due])
        return more

    async def due(self) -> Sequence[int]:
        """The ids of what ``turn`` would remind of."""
        opds, _ = _turn(await self._by_chat())
        return await tickets.ids_to_remind(self._tx, opds, emergencies_only=self._closed)

    async def one(self, ticket_id: int) -> None:
        """Remind of this one."""
        ticket = await tickets.get(self._tx, ticket_id)
        await self._tell([self._passed(ticket)] if ticket else [])

    async def _by_chat(self) -> list[list[tuple[str, int]]]:
        """The OPDs with reminders due, those that share a chat together; the longest due first."""
        shared: dict[int | None, list[tuple[str, int]]] = defaultdict(list)
        for opd, count in await tickets.opds_to_remind(self._tx, emergencies_only=self._closed):
            group = await groups.of(self._tx, opd)
            shared[group.chat_id if group and group.reachable else None].append((opd, count))
        return list(shared.values())

    def _passed(self, ticket: Ticket) -> Due:
        """The latest slot due stands for all that were missed; the ticket waits for the next."""
        planned = schedule(self._regency, ticket)
        slot = planned.slot_at(self._tx.now)
        is_new, ticket.remind_at = slot > ticket.reminded_slot, planned.next_after(self._tx.now)
        ticket.reminded_slot = max(slot, ticket.reminded_slot)
        return Due(ticket, slot, planned.rung(slot) if is_new else ())

    async def _tell(self, due: Sequence[Due]) -> None:
        places = await Places.of(self._regency, self._tx, {one.ticket.opd for one in due})
        below: dict[Spot, list[Due]] = defaultdict(list)
        above: dict[int, list[Due]] = defaultdict(list)
        told: list[Event] = []
        for one in (one for one in due if one.rung):
            spot, higher = places.spots[one.ticket.opd], places.above(one)
            for chat in higher:
                above[chat].append(one)
            if spot is not None:
                below[spot].append(one)
            told += self._events(one, reminded=spot is not None, escalated=bool(higher))
        await history.record_all(self._tx, told)
        notices = [
            notice for spot, ones in below.items() for notice in await self._writing.reminders(spot, ones)
        ]
        for notice in (*notices, *(self._writing.ladder(chat, ones) for chat, ones in above.items())):
            outbox.put(self._tx, notice)

    def _events(self, due: Due, *, reminded: bool, escalated: bool) -> list[Event]:
        verbs = {Verb.REMIND: reminded, Verb.ESCALATE: escalated}
        return [
            Event(
                ticket_id=due.ticket.id,
                at=self._tx.now,
                verb=verb,
                role=Role.SYSTEM,
                came_from=due.ticket.status,
                led_to=due.ticket.status,
                about={"slot": due.slot, "rung": due.rung[-1]},
            )
            for verb, is_true in verbs.items()
            if is_true
        ]

    @property
    def _closed(self) -> bool:
        only_in_hours = self._regency.settings.reminders.working_hours_only
        return only_in_hours and not self._regency.calendar.is_open(self._tx.now)


def _turn(chats: Sequence[Sequence[tuple[str, int]]]) -> tuple[list[str], bool]:
    """The OPDs of as many chats as one turn takes, and whether that leaves any."""
    turn: list[str] = []
    taken = 0
    for opds in chats:
        if taken >= ENOUGH:
            return turn, True
        turn += [opd for opd, _ in opds]
        taken += sum(count for _, count in opds)
    return turn, False
