"""Tickets counted together, and the ratios that follow from the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from typing import Final, NamedTuple

from bot.calendar import WorkingCalendar
from bot.tickets.status import BUCKETS, OPEN, Bucket, Kind, Status

APART: Final = frozenset({Bucket.DIARSIPKAN, Bucket.OUTSIDE})
"""Counted, but in no ratio and no time: nobody had to follow these up, or not here."""

RUNNING: Final = OPEN - {Status.WAITING_REPORTER}
"""The clock runs: while the resident is asked something it stands, and nothing is overdue."""


class Filed(NamedTuple):
    """What a recap needs to know of one ticket. ``protected``: sensitive, or it accuses an official."""

    status: Status
    kind: Kind
    opd: str
    category: str
    kecamatan: str | None
    protected: bool
    filed_at: datetime
    responded_at: datetime | None
    resolved_at: datetime | None
    due_at: datetime


@dataclass(slots=True)
class Tally:
    """Counts of tickets; ``responses`` and ``resolutions`` are the working days each took."""

    buckets: Counter[Bucket] = field(default_factory=Counter)
    kinds: Counter[Kind] = field(default_factory=Counter)
    categories: Counter[str] = field(default_factory=Counter)
    kecamatans: Counter[str] = field(default_factory=Counter)
    overdue: int = 0
    responses: list[float] = field(default_factory=list)
    resolutions: list[float] = field(default_factory=list)

    def add(self, ticket: Filed, calendar: WorkingCalendar, now: datetime) -> None:
        """Count one ticket as it stands at ``now``."""
        bucket = BUCKETS[ticket.status]
        self.buckets[bucket] += 1
        self.kinds[ticket.kind] += 1
        self.categories[ticket.category] += 1
        if ticket.kecamatan:
            self.kecamatans[ticket.kecamatan] += 1
        self.overdue += ticket.status in RUNNING and ticket.due_at < now
        if bucket not in APART:
            self._time(ticket, calendar)

    def absorb(self, other: Tally) -> None:
        """Count the tickets of another tally as well."""
        self.buckets.update(other.buckets)
        self.kinds.update(other.kinds)
        self.categories.update(other.categories)
        self.kecamatans.update(other.kecamatans)
        self.overdue += other.overdue
        self.responses += other.responses
        self.resolutions += other.resolutions

    @property
    def total(self) -> int:
        """All that were filed."""
        return self.buckets.total()

    @property
    def counted(self) -> int:
        """What the ratios divide by: all but ``APART``."""
        return sum(count for bucket, count in self.buckets.items() if bucket not in APART)

    @property
    def followed_up(self) -> float | None:
        """%TL: proses and selesai of those counted, 0 to 100; None when there are none."""
        return _percent(self.buckets[Bucket.PROSES] + self.buckets[Bucket.SELESAI], self.counted)

    @property
    def finished(self) -> float | None:
        """Selesai of those counted, 0 to 100; None when there are none."""
        return _percent(self.buckets[Bucket.SELESAI], self.counted)

    @property
    def response(self) -> float | None:
        """The median of working days to the first response, of those that got one."""
        return _median(self.responses)

    @property
    def resolution(self) -> float | None:
        """The median of working days until the OPD said done, of those still so; disputed ones are open."""
        return _median(self.resolutions)

    def _time(self, ticket: Filed, calendar: WorkingCalendar) -> None:
        if ticket.responded_at:
            self.responses.append(calendar.days_between(ticket.filed_at, ticket.responded_at))
        if ticket.resolved_at and ticket.status not in OPEN:
            self.resolutions.append(calendar.days_between(ticket.filed_at, ticket.resolved_at))


def merged(tallies: Iterable[Tally]) -> Tally:
    """One tally of all their tickets."""
    whole = Tally()
    for tally in tallies:
        whole.absorb(tally)
    return whole


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def _median(days: list[float]) -> float | None:
    return round(median(days), 1) if days else None
