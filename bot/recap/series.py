"""A period in steps that a chart can show: days, weeks or months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.recap.periods import Period

_EPOCH: Final = date(1970, 1, 1)
MOST_DAYS: Final = 31
MOST_WEEKS: Final = 18


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the series, by its first day, and what was counted in it."""

    first: date
    filed: int
    solved: int


@dataclass(frozen=True, slots=True)
class Series:
    """Steps of one ``unit``: ``day``, ``week`` or ``month``."""

    unit: str
    steps: tuple[Step, ...]


def series(period: Period, filed: Mapping[int, int], solved: Mapping[int, int]) -> Series:
    """What was counted by day since 1970, step by step; a week begins where the period does."""
    unit = "day" if period.days <= MOST_DAYS else "week" if period.days <= MOST_WEEKS * 7 else "month"
    starts = list(_starts(period, unit))
    ends = [*starts[1:], period.last + timedelta(days=1)]
    steps = [
        Step(first, _between(filed, first, end), _between(solved, first, end))
        for first, end in zip(starts, ends, strict=True)
    ]
    return Series(unit, tuple(steps))


def by_number(rows: Iterable[tuple[int, bool, int]], *, hides: bool) -> dict[int, int]:
    """Counts by day from rows of day, protected and count; ``hides``: protected ones are left out."""
    found: dict[int, int] = {}
    for day, protected, count in rows:
        if not (hides and protected):
            found[day] = found.get(day, 0) + count
    return found


def _starts(period: Period, unit: str) -> Iterator[date]:
    day = period.first
    while day <= period.last:
        yield day
        day = _next_month(day) if unit == "month" else day + timedelta(days=7 if unit == "week" else 1)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _between(counts: Mapping[int, int], first: date, end: date) -> int:
    return sum(counts.get(day, 0) for day in range((first - _EPOCH).days, (end - _EPOCH).days))
