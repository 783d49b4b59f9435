"""The period and the office a recap is asked for."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.errors import Refused
from bot.policy import Policy
from bot.sanitise import cut, one_line

YEARS_AT_MOST: Final = 5
_ECHO: Final = 60
"""How much of an unknown name is repeated, in UTF-16 units."""


@dataclass(frozen=True, slots=True)
class Period:
    """Local days, both included."""

    first: date
    last: date

    def bounds(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """The first moment, and the first one after it, in UTC."""
        return _midnight(self.first, zone), _midnight(self.last + timedelta(days=1), zone)


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for; ``opd`` is an office's code, None for the whole regency."""

    period: Period
    opd: str | None = None


def read(text: str, today: date, policy: Policy) -> Request:
    """``[hari|minggu|bulan|triwulan|tahun|YYYY-MM|YYYY-MM-DD [YYYY-MM-DD]] [OPD]``, in any case and spacing.

    Nothing is this month; a period in words is the present one so far; one date is that day. Raises Refused.
    """
    text = one_line(text)
    for shape, period_of in _SHAPES:
        if found := shape.match(text):
            return Request(_sound(found, today, period_of), _opd(text[found.end() :], policy))
    return Request(Period(today.replace(day=1), today), _opd(text, policy))


def _sound(found: re.Match[str], today: date, period_of: Callable[[re.Match[str], date], Period]) -> Period:
    try:
        period = period_of(found, today)
    except ValueError:
        raise Refused("recap.refused.date") from None
    if period.last < period.first:
        raise Refused("recap.refused.order")
    if period.last.timetuple()[:3] >= (period.first.year + YEARS_AT_MOST, *period.first.timetuple()[1:3]):
        raise Refused("recap.refused.range", years=YEARS_AT_MOST)
    return period


def _opd(words: str, policy: Policy) -> str | None:
    words = words.strip(" ,:")
    if not words:
        return None
    if opd := policy.find_opd(words):
        return opd.code
    if words[0].isdigit():
        raise Refused("recap.refused.date")
    raise Refused("recap.refused.opd", words=cut(words, _ECHO)[0])


def _range(found: re.Match[str], _today: date) -> Period:
    year, month, day, *end = map(int, found.groups())
    return Period(date(year, month, day), date(*end))


def _day(found: re.Match[str], _today: date) -> Period:
    day = date(*map(int, found.groups()))
    return Period(day, day)


def _month(found: re.Match[str], _today: date) -> Period:
    first = date(int(found[1]), int(found[2]), 1)
    return Period(first, first.replace(day=monthrange(first.year, first.month)[1]))


def _so_far(found: re.Match[str], today: date) -> Period:
    return Period(_BEGINS[_UNITS[found[1].casefold()]](today), today)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


_UNITS: Final = {
    "hari": "day",
    "day": "day",
    "today": "day",
    "minggu": "week",
    "pekan": "week",
    "week": "week",
    "bulan": "month",
    "month": "month",
    "triwulan": "quarter",
    "kuartal": "quarter",
    "quarter": "quarter",
    "tahun": "year",
    "year": "year",
}

_BEGINS: Final[dict[str, Callable[[date], date]]] = {
    "day": lambda today: today,
    "week": lambda today: today - timedelta(days=today.weekday()),
    "month": lambda today: today.replace(day=1),
    "quarter": lambda today: today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1),
    "year": lambda today: today.replace(month=1, day=1),
}

_MONTH: Final = r"(20\d\d) ?[-/.] ?(\d\d?)"
_DATE: Final = rf"{_MONTH} ?[-/.] ?(\d\d?)"
_TO: Final = r" ?(?:[-–]|s\.?[/.]?d\.?|sampai|hingga|to)? ?"


def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})(?!\w)", re.IGNORECASE)


_SHAPES: Final = (
    (_shape(_DATE + _TO + _DATE), _range),
    (_shape(_DATE), _day),
    (_shape(_MONTH), _month),
    (_shape(rf"(?:this )?({'|'.join(_UNITS)})(?: ini)?"), _so_far),
)
"""The longest first; all dates are of this century, so that no arithmetic leaves the calendar."""
