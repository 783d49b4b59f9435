"""What an OPD has in hand, page by page: what is late, what is due today, all else, and what waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from typing import Final

from bot import wording
from bot.buttons import TasksPress
from bot.desk import holders
from bot.desk.reading import Reading, is_late, named
from bot.notices import Button, Notice, Purpose, Rows
from bot.sanitise import cut
from bot.texts import Html, lines, paragraphs
from bot.tickets.status import Status
from storage import tickets
from storage.models import Ticket
from storage.transaction import Transaction

PAGE: Final = 20
"""Tickets to a page; so many lines fit into a message, and on a phone."""

_HOLDER: Final = 20
_LANDMARK: Final = 28
_BEGINNING: Final = 44


class Haste(StrEnum):
    """The parts of the list, in their order."""

    LATE = "late"
    TODAY = "today"
    LATER = "later"
    WAITING = "waiting"


class Tasks:
    """Lists what these OPDs have in hand."""

    def __init__(self, reads: Reading, tx: Transaction) -> None:
        self._reads = reads
        self._words = reads.words
        self._tx = tx

    async def page(self, chat: int, opds: Sequence[str], page: int = 0) -> Notice:
        """A page, from 0; of one that is past the end, the last."""
        total = await tickets.count_held_by(self._tx.session, opds)
        if not total:
            return Notice(chat, self._words("desk.list.none"))
        page = max(0, min(page, (total - 1) // PAGE))
        held = await tickets.tasks_of(self._tx.session, opds, page * PAGE, PAGE)
        text = paragraphs(self._heading(page, len(held), total), *self._parts(held))
        return Notice(chat, text, self._next(page, total), purpose=Purpose.REPORT)

    def _heading(self, page: int, shown: int, total: int) -> Html:
        first = page * PAGE + 1
        key = "desk.tasks.heading" if shown == total else "desk.tasks.page"
        return self._words(key, count=total, first=first, last=first + shown - 1)

    def _parts(self, held: Sequence[Ticket]) -> list[Html]:
        return [
            lines(self._words(f"desk.tasks.{haste}"), *(self._line(ticket) for ticket in part))
            for haste, part in groupby(held, self._haste)
        ]

    def _haste(self, ticket: Ticket) -> Haste:
        if ticket.status == Status.WAITING_REPORTER:
            return Haste.WAITING
        if is_late(ticket, self._tx.now):
            return Haste.LATE
        return Haste.TODAY if self._day(ticket.due_at) <= self._day(self._tx.now) else Haste.LATER

    def _line(self, ticket: Ticket) -> Html:
        """Where it stands, and below it what it says."""
        landmark = self._reads.landmark(ticket, _LANDMARK)
        said = self._reads.beginning(ticket, _BEGINNING)
        is_news = landmark is not None and landmark.casefold() not in said.casefold()
        where = self._words("desk.tasks.where", landmark=landmark) if is_news else ""
        return lines(self._standing(ticket), self._words("desk.tasks.said", where=where, words=said))

    def _due(self, ticket: Ticket) -> Html:
        """Until when; nothing while the clock stands."""
        if ticket.status == Status.WAITING_REPORTER:
            return Html("")
        due = self._day(ticket.due_at)
        weekday = self._weekday(due)
        month = wording.month_in_short(self._words, due)
        return self._words("desk.tasks.day", weekday=weekday, day=due.day, month=month)

    def _standing(self, ticket: Ticket) -> Html:
        reads = self._reads
        holder = cut(named(holders.name_of(self._tx, ticket)), _HOLDER)[0]
        about: Mapping[str, object] = {
            "sign": self._words(f"desk.tasks.sign.{ticket.status}"),
            "number": reads.number(ticket),
            "category": reads.category(ticket),
            "district": reads.district(ticket),
            "due": self._due(ticket),
            "mark": self._words("desk.tasks.emergency") if ticket.emergency else "",
            "holder": self._words("desk.tasks.holder", name=holder) if holder else "",
        }
        return self._words("desk.tasks.line", **about)

    def _next(self, page: int, total: int) -> Rows:
        if (page + 1) * PAGE >= total:
            return ()
        return ((Button(self._words.plain("desk.tasks.next"), TasksPress(page + 1).pack()),),)

    def _day(self, at: datetime) -> date:
        return self._reads.regency.local(at).date()

    def _weekday(self, day: date) -> str:
        return self._words.plain(f"word.day.{day.isoweekday()}")
