"""The figures of a period, for the regency or a part of it, with sensitive tickets kept out of small cells.

Who reads "Dinas Sosial: 1" may know whose child it was. A cell says how many tickets an office, a category
or a kecamatan had; it counts protected tickets only if it holds at least ``SMALL`` of them. Those it leaves
out are in the regency's totals, and for offices in one sum, ``Recap.protected``, that does not say whose they
are: the cells of the offices and that sum make up the total.

The recap of one office, kecamatan or category is such a cell too. It leaves out the same tickets, from every
figure, and does not say how many or whether there were any: its page states the rule each time, so that the
rule tells nothing.

Where a ticket stands is no secret from supervisors, so the buckets within a cell may be small. What recaps of
overlapping periods tell by their difference is not hidden either: each is safe by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from bot.recap.tallies import Counted, Tally, merged

SMALL: Final = 3
"""Fewer protected tickets than this stay out of a cell."""


class Lasted(NamedTuple):
    """How long alike tickets took, in ``spreads.UNIT`` parts of a working day; None what has not happened.

    ``opd``, ``category`` and ``kecamatan`` are None where nobody asked for them.
    """

    protected: bool
    response: int | None
    resolution: int | None
    opd: str | None = None
    category: str | None = None
    kecamatan: str | None = None


@dataclass(frozen=True, slots=True)
class Recap:
    """Everything a page shows. ``opds``, ``categories`` and ``kecamatans`` are cells, the fullest first.

    ``protected`` tickets are in no cell of ``opds``; 0 in the recap of a part, which has none. ``hides``:
    the whole is a cell that leaves protected tickets out.
    """

    whole: Tally
    opds: Mapping[str, Tally] = field(default_factory=dict)
    categories: Mapping[str, Tally] = field(default_factory=dict)
    kecamatans: Mapping[str, Tally] = field(default_factory=dict)
    protected: int = 0
    hides: bool = False

    @property
    def late(self) -> dict[str, int]:
        """The overdue tickets in the cells of the offices that have any, the most first."""
        late = {opd: tally.overdue for opd, tally in self.opds.items() if tally.overdue}
        return dict(sorted(late.items(), key=lambda item: (-item[1], item[0])))


@dataclass(slots=True)
class _Sides:
    """One cell: its ordinary tickets and its protected ones."""

    ordinary: Tally = field(default_factory=Tally)
    protected: Tally = field(default_factory=Tally)

    def of(self, *, protected: bool) -> Tally:
        return self.protected if protected else self.ordinary

    def cell(self) -> Tally:
        """What may be shown of it."""
        return self.all() if self.protected.total >= SMALL else self.ordinary

    def all(self) -> Tally:
        return merged((self.ordinary, self.protected))


class Figures:
    """Counts what a database has counted already, row by row."""

    def __init__(self) -> None:
        self._whole = _Sides()
        self._opds: defaultdict[str, _Sides] = defaultdict(_Sides)
        self._categories: defaultdict[str, _Sides] = defaultdict(_Sides)
        self._kecamatans: defaultdict[str, _Sides] = defaultdict(_Sides)

    def count(self, rows: Iterable[Counted]) -> None:
        """Count these as well."""
        for row in rows:
            for sides in self._cells(row.opd, row.category, row.kecamatan):
                sides.of(protected=row.protected).add(row)

    def time(self, rows: Mapping[Lasted, int]) -> None:
        """How long they took, and how many took so long."""
        for row, count in rows.items():
            for sides in self._cells(row.opd, row.category, row.kecamatan):
                tally = sides.of(protected=row.protected)
                if row.response is not None:
                    tally.responses.counts[row.response] += count
                if row.resolution is not None:
                    tally.resolutions.counts[row.resolution] += count

    def recap(self) -> Recap:
        """Of the regency: every ticket in the totals, the cells as the rule allows."""
        whole, opds = self._whole.all(), _shown(self._opds)
        return Recap(
            whole,
            opds,
            _shown(self._categories),
            _shown(self._kecamatans),
            protected=whole.total - sum(tally.total for tally in opds.values()),
        )

    def recap_of_part(self) -> Recap:
        """Of one office, kecamatan or category, all that was counted being of it: its cell."""
        return Recap(
            self._whole.cell(),
            _shown(self._opds),
            _shown(self._categories),
            _shown(self._kecamatans),
            hides=self._whole.protected.total < SMALL,
        )

    def _cells(self, opd: str | None, category: str | None, kecamatan: str | None) -> list[_Sides]:
        cells = [self._whole]
        if opd is not None:
            cells.append(self._opds[opd])
        if category is not None:
            cells.append(self._categories[category])
        if kecamatan is not None:
            cells.append(self._kecamatans[kecamatan])
        return cells


def _shown(cells: Mapping[str, _Sides]) -> dict[str, Tally]:
    """The cells that have something to show, the fullest first."""
    shown = {name: sides.cell() for name, sides in cells.items()}
    filled = [(name, tally) for name, tally in shown.items() if tally.total]
    return dict(sorted(filled, key=lambda item: (-item[1].total, item[0])))
