"""Lists of tickets that fit into one message and say how many more there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from bot.desk.reading import Reading, is_late, is_restricted
from bot.texts import Html, Words, fitting, lines, paragraphs
from bot.tickets.status import OPEN
from storage.models import Ticket

SHOWN: Final = 60
"""Tickets that are read for a list; more do not fit into a message."""

_ROOM: Final = 3500
"""UTF-16 units for the lines; the rest of 4,096 is for what stands around them."""


class Lists:
    """Writes one line per ticket."""

    def __init__(self, reads: Reading, now: datetime) -> None:
        self._reads = reads
        self._now = now

    def whole(self, heading: Html, tickets: Iterable[Ticket], total: int, *, full: bool = True) -> Html:
        """A message; not ``full``: as people outside the OPD may see it."""
        shown = fitting((self.line(ticket, full=full) for ticket in tickets), _ROOM)
        more = self._words("desk.list.more", count=total - len(shown)) if total > len(shown) else None
        return paragraphs(heading, lines(*shown), more)

    def line(self, ticket: Ticket, *, full: bool = True) -> Html:
        """Number, category, place and due day, or what of these may be seen; and whether it is late."""
        reads, mark = self._reads, self._mark(ticket)
        about = {"number": reads.number(ticket), "due": self._due(ticket), "mark": mark}
        if full:
            about |= {"category": reads.category(ticket), "district": reads.district(ticket)}
            return self._words("desk.list.line", **about)
        if is_restricted(ticket):
            return self._words("desk.list.restricted", status=reads.status(ticket), **about)
        about |= {"category": reads.category(ticket), "opd": reads.opd(ticket)}
        return self._words("desk.list.outside", status=reads.status(ticket), **about)

    @property
    def _words(self) -> Words:
        return self._reads.words

    def _due(self, ticket: Ticket) -> Html:
        """While its office still has to resolve it."""
        if ticket.status not in OPEN:
            return Html("")
        return self._words("desk.list.due", day=self._reads.due_day(ticket))

    def _mark(self, ticket: Ticket) -> Html:
        marks = [
            self._words("desk.list.emergency") if ticket.emergency else "",
            self._words("desk.list.late") if is_late(ticket, self._now) else "",
        ]
        return Html("".join(f" {mark}" for mark in marks if mark))
