"""The figures of a period, for the regency or one office, with sensitive tickets kept out of small cells.

Who reads "Dinas Sosial: 1" may know whose child it was. A cell says how many tickets an office, a category
or a kecamatan had; it counts protected tickets only if it holds at least ``SMALL`` of them. Those it leaves
out are in the regency's totals, and for offices in one sum, ``Recap.protected``, that does not say whose they
are: the cells of the offices and that sum make up the total.

The recap of one office is such a cell too. It leaves out the same tickets, from every figure, and does not
say how many or whether there were any: its page states the rule each time, so that the rule tells nothing.

Where a ticket stands is no secret from supervisors, so the buckets within a cell may be small. What recaps of
overlapping periods tell by their difference is not hidden either: each is safe by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot.calendar import WorkingCalendar
from bot.recap.tallies import Filed, Tally, merged

SMALL: Final = 3
"""Fewer protected tickets than this stay out of a cell."""


@dataclass(frozen=True, slots=True)
class Recap:
    """Everything a page shows. ``opds``, ``categories`` and ``kecamatans`` are cells, the fullest first.

    ``protected`` tickets are in no cell of ``opds``; 0 in the recap of one office, which has none.
    """

    whole: Tally
    categories: Mapping[str, int]
    kecamatans: Mapping[str, int]
    opds: Mapping[str, Tally] = field(default_factory=dict)
    protected: int = 0

    @property
    def late(self) -> dict[str, int]:
        """The overdue tickets in the cells of the offices that have any, the most first."""
        return _sorted({opd: tally.overdue for opd, tally in self.opds.items() if tally.overdue})


class Figures:
    """Counts tickets a batch at a time: what it keeps of each are its two times."""

    def __init__(self, calendar: WorkingCalendar, now: datetime) -> None:
        self._calendar = calendar
        self._now = now
        self._ordinary: defaultdict[str, Tally] = defaultdict(Tally)
        self._protected: defaultdict[str, Tally] = defaultdict(Tally)

    def add(self, tickets: Iterable[Filed]) -> None:
        """Count these as well."""
        for ticket in tickets:
            side = self._protected if ticket.protected else self._ordinary
            side[ticket.opd].add(ticket, self._calendar, self._now)

    def recap(self) -> Recap:
        """Of the regency: every ticket in the totals, the cells as the rule allows."""
        ordinary, protected = merged(self._ordinary.values()), merged(self._protected.values())
        cells = {opd: self._cell(opd) for opd in self._ordinary.keys() | self._protected.keys()}
        totals = _sorted({opd: cell.total for opd, cell in cells.items() if cell.total})
        whole = merged((ordinary, protected))
        return Recap(
            whole=whole,
            categories=_cells(ordinary.categories, protected.categories),
            kecamatans=_cells(ordinary.kecamatans, protected.kecamatans),
            opds={opd: cells[opd] for opd in totals},
            protected=whole.total - sum(totals.values()),
        )

    def recap_of(self, opd: str) -> Recap:
        """Of one office: its cell."""
        ordinary, protected = self._sides(opd)
        return Recap(
            whole=self._cell(opd),
            categories=_cells(ordinary.categories, protected.categories),
            kecamatans=_cells(ordinary.kecamatans, protected.kecamatans),
        )

    def _cell(self, opd: str) -> Tally:
        ordinary, protected = self._sides(opd)
        return merged((ordinary, protected)) if protected.total >= SMALL else ordinary

    def _sides(self, opd: str) -> tuple[Tally, Tally]:
        return self._ordinary.get(opd, Tally()), self._protected.get(opd, Tally())


def _cells(ordinary: Counter[str], protected: Counter[str]) -> dict[str, int]:
    shown = {name: count for name, count in protected.items() if count >= SMALL}
    return _sorted(ordinary + Counter(shown))


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
