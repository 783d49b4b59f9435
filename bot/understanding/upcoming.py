"""A day of the calendar that stands first in a text, past or to come: "30/11", "30 November 2026"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.understanding.day_words import ISO, MONTH, MONTHS
from bot.understanding.heard import lowered

_NUMERIC: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?(?![/.-]?\d)")
_MONTHS: Final = tuple(re.compile(pattern) for pattern in MONTHS)
_FULL_CIRCLE: Final = (0, -1, 1)
"""The years, from the present one, in which a day without one may lie."""


@dataclass(frozen=True, slots=True)
class Leading:
    """The day, None if no calendar has it, and the text that follows."""

    day: date | None
    rest: str


def day_leading(text: str, today: date) -> Leading | None:
    """The day that ``text`` begins with; without a year the one that is nearest to today."""
    text = text.strip()
    lower = lowered(text)
    if found := ISO.match(lower):
        day = _day(int(found[1]), int(found[2]), int(found[3]))
    elif found := _NUMERIC.match(lower):
        day = _in(found[3], int(found[2]), int(found[1]), today)
    elif found := MONTH.match(lower):
        day = _in(found[3], _month(found[2]), int(found[1]), today)
    else:
        return None
    return Leading(day, text[found.end() :].strip())


def _in(year: str | None, month: int, day: int, today: date) -> date | None:
    if year:
        return _day(int(year), month, day)
    return min(_all(month, day, today), key=lambda one: abs(one - today), default=None)


def _all(month: int, day: int, today: date) -> Iterator[date]:
    for years in _FULL_CIRCLE:
        if found := _day(today.year + years, month, day):
            yield found


def _month(name: str) -> int:
    return next(at for at, pattern in enumerate(_MONTHS, 1) if pattern.fullmatch(name))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
