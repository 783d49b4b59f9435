"""`/libur`: free days that admins add at run time; what is due moves in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from datetime import date, datetime, time, timedelta
from functools import partial
from heapq import nsmallest
from typing import Final

from bot import wording
from bot.calendars import Calendars
from bot.deadlines import Deadlines, Step, assigned, bases, waits
from bot.desk import refreshing
from bot.desk.cards import Cards
from bot.desk.clocks import schedule
from bot.errors import Refused
from bot.notices import Notice, Purpose, Said
from bot.people import Admin
from bot.regency import Regency
from bot.sanitise import cut, one_line
from bot.texts import lines, paragraphs
from bot.tickets.status import OPEN, REMINDED, WITH_ADMINS, Status
from bot.understanding.upcoming import Leading, day_leading
from storage import days
from storage.models import Ticket
from storage.transaction import Transaction

REACH: Final = timedelta(days=366)
"""How far ahead and back a day may lie: governments add days late, and the calendars end somewhere."""

AT_ONCE: Final = 500
REFRESHED: Final = 50
"""Cards that show their new due time at once, those due first; others do when something next happens."""

_NAME: Final = 100
_REMOVE: Final = "hapus"


class Days:
    """Lists, adds and removes; whether someone is an admin, the caller has asked."""

    def __init__(self, regency: Regency, tx: Transaction) -> None:
        self._regency = regency
        self._tx = tx
        self._words = regency.texts.main

    async def command(self, admin: Admin, rest: str) -> Said:
        """Nothing: what is coming; a date and a name: one more; ``hapus`` and a date: one less.

        Raises Refused.
        """
        rest = one_line(rest)
        first, _, more = rest.partition(" ")
        if not first:
            return self._list(admin.chat)
        if first.casefold() == _REMOVE:
            return await self._remove(admin, self._day(self._read(more)))
        read = self._read(rest)
        return await self._add(admin, self._day(read), cut(read.rest, _NAME)[0])

    def _list(self, chat: int) -> Said:
        today, words = self._regency.today(self._tx.now), self._words
        coming = sorted(item for item in self._regency.calendar.holidays.items() if item[0] >= today)
        shown = [self._line(day, name) for day, name in coming if day <= today + REACH]
        heading = words("days.list.heading") if shown else words("days.list.none")
        text = paragraphs(heading, lines(*shown), words("days.how"))
        return (Notice(chat, text, purpose=Purpose.REPORT),)

    def _line(self, day: date, name: str) -> str:
        kind = "added" if day in self._regency.calendars.added else "fixed"
        return self._words(f"days.list.{kind}", day=wording.day(self._words, day), name=name)

    async def _add(self, admin: Admin, day: date, name: str) -> Said:
        if not name:
            raise Refused("days.usage")
        known = self._regency.calendar.holidays.get(day)
        if known is not None:
            raise Refused("days.free_already", day=wording.day(self._words, day), name=known)
        await days.add(self._tx, day, name, admin.id)
        moved, cards = await self._follow(day)
        return (self._done(admin.chat, "days.added", day, name, moved), *cards)

    async def _remove(self, admin: Admin, day: date) -> Said:
        name = self._regency.calendars.added.get(day)
        if name is None:
            raise Refused("days.not_added", day=wording.day(self._words, day))
        await days.remove(self._tx, day, admin.id)
        moved, cards = await self._follow(day)
        return (self._done(admin.chat, "days.removed", day, name, moved), *cards)

    def _done(self, chat: int, key: str, day: date, name: str, moved: int) -> Notice:
        about = {"day": wording.day(self._words, day), "name": name, "count": moved}
        return Notice(chat, self._words(key, **about), purpose=Purpose.REPORT)

    def _read(self, text: str) -> Leading:
        read = day_leading(text, self._regency.today(self._tx.now))
        if read is None:
            raise Refused("days.usage")
        return read

    def _day(self, read: Leading) -> date:
        day = read.day
        if day is None:
            raise Refused("days.no_such_day")
        if abs(day - self._regency.today(self._tx.now)) > REACH:
            raise Refused("days.too_far")
        return day

    async def _follow(self, day: date) -> tuple[int, Said]:
        """The calendars know of the change, and the due times that it concerns move.

        How many tickets', and the cards that say so.
        """
        calendars = self._regency.calendars
        was = copy(calendars)
        self._tx.undo.append(partial(calendars.use, was.added))
        calendars.use(await days.every(self._tx.session))
        moving, moved, last = _Moving(self._regency, was), 0, 0
        first: list[Ticket] = []
        ends = datetime.combine(day + timedelta(days=1), time(), self._regency.settings.service.zone)
        while tickets := await days.under_way(self._tx, ends, last, AT_ONCE):
            steps = await days.steps(self._tx, [ticket.id for ticket in tickets])
            changed = [ticket for ticket in tickets if moving.move(ticket, steps.get(ticket.id, []))]
            moved, first = moved + len(changed), _first_due((*first, *changed))
            await self._tx.session.flush()
            last = tickets[-1].id
        if moved > len(first):
            await refreshing.begin(self._tx)
        return moved, await Cards(self._regency, self._tx).refreshed(first)


class _Moving:
    """Due times, from the calendars that were to those that are."""

    def __init__(self, regency: Regency, was: Calendars) -> None:
        self._regency = regency
        self._was = was

    def move(self, ticket: Ticket, steps: list[Step]) -> bool:
        """Whether anything about this ticket is due at another time now."""
        before = _due_times(ticket)
        office = Deadlines(self._was.of(ticket.opd), self._regency.calendar_of(ticket.opd))
        desk = Deadlines(self._was.own, self._regency.calendar)
        ticket.due_at = office.put_off(bases(steps, ticket.filed_at), ticket.due_at, [*waits(steps)])
        given = assigned(steps, ticket.filed_at, ticket.responded_at)
        ticket.respond_due_at = office.moved(given, ticket.respond_due_at)
        if ticket.status in WITH_ADMINS and ticket.verify_due_at is not None:
            ticket.verify_due_at = desk.moved(ticket.filed_at, ticket.verify_due_at)
        if ticket.status == Status.RESOLVED and ticket.lapse_at is not None:
            ticket.lapse_at = office.moved(ticket.entered_at, ticket.lapse_at)
        if ticket.status in REMINDED:
            ticket.remind_at = schedule(self._regency, ticket).due(ticket.reminded_slot + 1)
        return _due_times(ticket) != before


async def recall(regency: Regency, tx: Transaction) -> None:
    """Take in what another process may have added."""
    regency.calendars.use(await days.every(tx.session))


def _due_times(ticket: Ticket) -> tuple[datetime | None, ...]:
    return (ticket.due_at, ticket.respond_due_at, ticket.verify_due_at, ticket.lapse_at, ticket.remind_at)


def _first_due(found: Iterable[Ticket]) -> list[Ticket]:
    """Of those that an office or an admin has in hand."""
    return nsmallest(REFRESHED, (one for one in found if one.status in OPEN), key=lambda one: one.due_at)
