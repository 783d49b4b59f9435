"""Single tickets as lines of a list, as far as someone outside their office may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.desk.masking import masked
from bot.desk.reading import Reading, is_restricted
from bot.recap.naming import Naming
from bot.regency import Regency
from bot.sanitise import cut, one_line
from bot.texts import Html, Words
from storage.models import Ticket

ROOM: Final = 3300
"""UTF-16 units for the lines; the rest of 4,096 is for what stands around them."""

_EXCERPT: Final = 90


@dataclass(frozen=True, slots=True)
class Listed:
    """Writes in one language, as of one moment."""

    regency: Regency
    words: Words
    now: datetime

    def overdue(self, ticket: Ticket) -> Html:
        """Number, age and status; whose it is and what it is about, unless that may not be seen."""
        calendar = self.regency.calendar_of(ticket.opd)
        age = Naming(self.regency, self.words).days(calendar.days_between(ticket.due_at, self.now))
        key = "listing.overdue.restricted" if is_restricted(ticket) else "listing.overdue.line"
        return self.words(key, age=age, **self._about(ticket))

    def found(self, ticket: Ticket) -> Html:
        """As ``overdue``, with the beginning of what it says."""
        if is_restricted(ticket):
            return self.words(
                "listing.found.restricted", due=self._reads.due_day(ticket), **self._about(ticket)
            )
        excerpt = cut(one_line(masked(ticket.description)), _EXCERPT)[0]
        return self.words("listing.found.line", excerpt=excerpt, **self._about(ticket))

    @property
    def _reads(self) -> Reading:
        return Reading(self.regency, self.words)

    def _about(self, ticket: Ticket) -> dict[str, str]:
        reads = self._reads
        about = {"number": reads.number(ticket), "status": reads.status(ticket)}
        if is_restricted(ticket):
            return about
        named = {
            "category": reads.category(ticket),
            "opd": reads.opd(ticket),
            "place": reads.district(ticket),
        }
        return about | named
