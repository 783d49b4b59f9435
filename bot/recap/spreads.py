"""How long things took: durations counted by their length, with what lies in the middle and at the edge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Final

UNIT: Final = 1000
"""Parts of a working day that are told apart: a duration is a whole number of these, rounded half up."""


@dataclass(slots=True)
class Spread:
    """Durations in ``UNIT`` parts of a working day, and how often each occurred."""

    counts: Counter[int] = field(default_factory=Counter)

    def __len__(self) -> int:
        return self.counts.total()

    def absorb(self, counts: Mapping[int, int]) -> None:
        """Count these as well."""
        for length, count in counts.items():
            self.counts[length] += count

    @property
    def median(self) -> float | None:
        """Working days; between the middle two when they are two. None when there is none."""
        total = len(self)
        if not total:
            return None
        low, high = self._at((total + 1) // 2), self._at(total // 2 + 1)
        return (low + high) / 2 / UNIT

    @property
    def ninetieth(self) -> float | None:
        """Working days within which nine of ten were done (nearest rank); None when there is none."""
        total = len(self)
        return self._at(ceil(total * 9 / 10)) / UNIT if total else None

    @property
    def mean(self) -> float | None:
        """The average in working days; None when there is none."""
        total = len(self)
        return sum(length * count for length, count in self.counts.items()) / total / UNIT if total else None

    def _at(self, rank: int) -> int:
        """The ``rank``-th shortest, counted from 1."""
        for length in sorted(self.counts):
            rank -= self.counts[length]
            if rank <= 0:
                return length
        raise IndexError(rank)
