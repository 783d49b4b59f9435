"""The reminders that are due: whole chats at a time, each slot once, and who else hears of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import ClassVar, Final

from bot.desk.clocks import schedule
from bot.failpoints import Point, reached
from bot.regency import Regency
from bot.reminders import is_hour
from bot.ticker.places import Places
from bot.ticker.writing import Below, Due, Writing
from bot.tickets.status import WITH_ADMINS
from bot.tickets.verbs import Role, Verb
from storage import clocks, groups, history, outbox, tickets
from storage.clocks import Load
from storage.models import Event, Ticket
from storage.transaction import Transaction

ENOUGH: Final = 500
"""Tickets in one turn. A chat that has more gets them all the same: it must not get two digests."""


class Reminding:
    """The duty of reminding; outside an OPD's working hours only of emergencies, if so configured."""

    clock: ClassVar[clocks.Clock] = "remind_at"

    def __init__(self, regency: Regency, tx: Transaction) -> None:
        self._regency = regency
        self._tx = tx
        self._writing = Writing(regency, tx)

    async def turn(self) -> bool:
        """Remind some chats, each of all it is due; whether others wait."""
        opds, with_admins, more = _turn(await self._by_chat())
        due = await clocks.to_remind(self._tx, opds, with_admins=with_admins)
        timely = [ticket for ticket in due if self._is_hour(ticket.opd, ticket.emergency)]
        if timely:
            reached(Point.DUE)
        await self._tell([self._passed(ticket) for ticket in timely])
        if timely:
            reached(Point.REMINDED)
        return more

    async def due(self) -> Sequence[int]:
        """The ids of what ``turn`` would remind of."""
        opds, with_admins, _ = _turn(await self._by_chat())
        return await clocks.ids_to_remind(self._tx, opds, with_admins=with_admins)

    async def one(self, ticket_id: int) -> None:
        """Remind of this one."""
        ticket = await tickets.get(self._tx, ticket_id)
        await self._tell([self._passed(ticket)] if ticket else [])

    def _is_hour(self, opd: str, emergency: bool) -> bool:
        calendar = self._regency.calendar_of(opd)
        return emergency or is_hour(self._regency.settings.reminders, calendar, self._tx.now)

    async def _by_chat(self) -> list[list[Load]]:
        """What may be reminded of now, by the chat that hears it; the longest due first."""
        shared: dict[int | None, list[Load]] = defaultdict(list)
        for load in await clocks.loads(self._tx):
            group = None if load.with_admins else await groups.of(self._tx, load.opd)
            if self._is_hour(load.opd, load.emergency):
                shared[group.chat_id if group and group.shows else None].append(load)
        return list(shared.values())

    def _passed(self, ticket: Ticket) -> Due:
        """The latest slot due stands for all that were missed; the ticket waits for the next."""
        planned = schedule(self._regency, ticket)
        slot = planned.slot_at(self._tx.now)
        is_new = slot > ticket.reminded_slot
        ticket.reminded_slot = max(slot, ticket.reminded_slot)
        ticket.remind_at = planned.due(ticket.reminded_slot + 1)
        rung = planned.rung(slot, with_admins=ticket.status in WITH_ADMINS)
        return Due(ticket, slot, rung if is_new else ())

    async def _tell(self, due: Sequence[Due]) -> None:
        places = await Places.of(self._regency, self._tx, {one.ticket.opd for one in due})
        below: dict[Below, list[Due]] = defaultdict(list)
        above: dict[int, list[Due]] = defaultdict(list)
        told: list[Event] = []
        for one in (one for one in due if one.rung):
            spot, higher = places.below(one.ticket), places.above(one)
            for chat in higher:
                above[chat].append(one)
            if spot is not None:
                below[spot].append(one)
            told += self._events(one, reminded=spot is not None, escalated=bool(higher))
        await history.record_all(self._tx, told)
        notices = [notice for at, ones in below.items() for notice in await self._writing.reminders(at, ones)]
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


def _turn(chats: Sequence[Sequence[Load]]) -> tuple[set[str], bool, bool]:
    """The OPDs of as many chats as one turn takes, whether the admins' is one, and whether any are left."""
    turn: list[Load] = []
    for loads in chats:
        if sum(load.tickets for load in turn) >= ENOUGH:
            return *_of(turn), True
        turn += loads
    return *_of(turn), False


def _of(loads: Sequence[Load]) -> tuple[set[str], bool]:
    return {load.opd for load in loads if not load.with_admins}, any(load.with_admins for load in loads)
