"""Tickets counted together, and the ratios that follow from the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from bot.recap.spreads import Spread
from bot.tickets.status import BUCKETS, OPEN, Bucket, Kind, Status

APART: Final = frozenset({Bucket.DIARSIPKAN, Bucket.OUTSIDE})
"""Counted, but in no ratio and no time: nobody had to follow these up, or not here."""

COUNTED: Final = frozenset(status for status in Status if BUCKETS[status] not in APART)
"""The statuses of what the ratios divide by."""

RUNNING: Final = OPEN - {Status.WAITING_REPORTER}
"""The clock runs: while the resident is asked something it stands, and nothing is overdue."""


class Counted(NamedTuple):
    """Alike tickets of a period and how many they are. ``protected``: sensitive, or accusing an official.

    ``heard`` had a first response in time, ``unheard`` had none or too late; ``solved`` and ``unsolved``
    likewise by the clock of resolution. What may still become either is neither.
    """

    opd: str
    category: str
    kecamatan: str | None
    protected: bool
    status: Status
    kind: Kind
    tickets: int
    overdue: int = 0
    heard: int = 0
    unheard: int = 0
    solved: int = 0
    unsolved: int = 0
    rated: int = 0
    stars: int = 0
    reopened: int = 0


@dataclass(slots=True)
class Tally:
    """Counts of tickets; ``responses`` and ``resolutions`` are the working days each took."""

    buckets: Counter[Bucket] = field(default_factory=Counter)
    kinds: Counter[Kind] = field(default_factory=Counter)
    overdue: int = 0
    heard: int = 0
    unheard: int = 0
    solved: int = 0
    unsolved: int = 0
    rated: int = 0
    stars: int = 0
    reopened: int = 0
    responses: Spread = field(default_factory=Spread)
    resolutions: Spread = field(default_factory=Spread)

    def add(self, row: Counted) -> None:
        """Count these tickets as well; how long they took is told to ``responses`` and ``resolutions``."""
        self.buckets[BUCKETS[row.status]] += row.tickets
        self.kinds[row.kind] += row.tickets
        self.overdue += row.overdue
        self.heard += row.heard
        self.unheard += row.unheard
        self.solved += row.solved
        self.unsolved += row.unsolved
        self.rated += row.rated
        self.stars += row.stars
        self.reopened += row.reopened

    def absorb(self, other: Tally) -> None:
        """Count the tickets of another tally as well."""
        self.buckets.update(other.buckets)
        self.kinds.update(other.kinds)
        for name in _SUMS:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.responses.absorb(other.responses.counts)
        self.resolutions.absorb(other.resolutions.counts)

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
        return percent(self.buckets[Bucket.PROSES] + self.buckets[Bucket.SELESAI], self.counted)

    @property
    def finished(self) -> float | None:
        """Selesai of those counted, 0 to 100; None when there are none."""
        return percent(self.buckets[Bucket.SELESAI], self.counted)

    @property
    def heard_in_time(self) -> float | None:
        """First responses in time, of those whose time to be answered has come, 0 to 100."""
        return percent(self.heard, self.heard + self.unheard)

    @property
    def timed(self) -> int:
        """What ``solved_in_time`` divides by: those resolved or overdue."""
        return self.solved + self.unsolved

    @property
    def solved_in_time(self) -> float | None:
        """Resolutions in time, of those resolved or overdue, 0 to 100."""
        return percent(self.solved, self.timed)

    @property
    def satisfaction(self) -> float | None:
        """The mean of the residents' ratings, 1 to 5; None when nobody gave one."""
        return self.stars / self.rated if self.rated else None


_SUMS: Final = ("overdue", "heard", "unheard", "solved", "unsolved", "rated", "stars", "reopened")


def merged(tallies: Iterable[Tally]) -> Tally:
    """One tally of all their tickets."""
    whole = Tally()
    for tally in tallies:
        whole.absorb(tally)
    return whole


def percent(part: int, whole: int) -> float | None:
    """``part`` of ``whole``, 0 to 100; None of nothing."""
    return 100 * part / whole if whole else None
