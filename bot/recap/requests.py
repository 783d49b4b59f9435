"""What a recap is asked for: a period, and perhaps an office, a kecamatan or a category."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.errors import Refused
from bot.policy import Policy
from bot.recap.periods import Period
from bot.sanitise import cut, one_line

YEARS_AT_MOST: Final = 5
_ECHO: Final = 60
"""How much of an unknown name is repeated, in UTF-16 units."""


@dataclass(frozen=True, slots=True)
class Request:
    """``opd`` and ``kecamatan`` are codes, ``category`` an id; None for all of them."""

    period: Period
    opd: str | None = None
    kecamatan: str | None = None
    category: str | None = None

    @property
    def is_cell(self) -> bool:
        """A part of the regency, in which few protected tickets are not counted."""
        return bool(self.opd or self.kecamatan or self.category)


def read(text: str, today: date, policy: Policy) -> Request:
    """``[hari|minggu|bulan|triwulan|tahun|YYYY-MM|YYYY-MM-DD [YYYY-MM-DD]] [OPD]``, in any case and spacing.

    Also ``kemarin``, ``bulan lalu``, ``november``, ``november 2026``. Nothing is this month; a period in
    words is the present one so far; one date is that day. Raises Refused.
    """
    text = one_line(text)
    for shape, period_of in _SHAPES:
        if found := shape.match(text):
            return Request(_sound(found, today, period_of), read_opd(text[found.end() :], policy))
    return Request(Period.of_months(today, 1, so_far=True), read_opd(text, policy))


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


def read_opd(words: str, policy: Policy) -> str | None:
    """The code of the office that is named; None when nothing is. Raises Refused."""
    words = one_line(words).strip(" ,:")
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
    return Period.of_months(date(int(found[1]), int(found[2]), 1), 1)


def _named_month(found: re.Match[str], today: date) -> Period:
    """Without a year the last one that has begun."""
    month = _MONTHS.index(found[1][:3].casefold()) % 12 + 1
    year = int(found[2]) if found[2] else today.year - (month > today.month)
    whole = Period.of_months(date(year, month, 1), 1)
    return whole if whole.last < today else Period(whole.first, max(whole.first, today), 1)


def _so_far(found: re.Match[str], today: date) -> Period:
    return _UNITS[found[1].casefold()](today)


def _last(found: re.Match[str], today: date) -> Period:
    """The whole one before the present one."""
    unit = _UNITS[(found[1] or found[2]).casefold()]
    return _ended(unit, unit(today).first - timedelta(days=1))


def _ended(unit: Callable[[date], Period], last: date) -> Period:
    period = unit(last)
    return Period(period.first, last, period.months)


def _yesterday(_found: re.Match[str], today: date) -> Period:
    day = today - timedelta(days=1)
    return Period(day, day)


def _this_day(today: date) -> Period:
    return Period(today, today)


def _this_week(today: date) -> Period:
    return Period(today - timedelta(days=today.weekday()), today)


def _this_month(today: date) -> Period:
    return Period.of_months(today, 1, so_far=True)


def _this_quarter(today: date) -> Period:
    return Period.of_months(today, 3, so_far=True)


def _this_year(today: date) -> Period:
    return Period.of_months(today, 12, so_far=True)


_UNITS: Final[dict[str, Callable[[date], Period]]] = {
    **dict.fromkeys(("hari", "day", "today"), _this_day),
    **dict.fromkeys(("minggu", "pekan", "week"), _this_week),
    **dict.fromkeys(("bulan", "month"), _this_month),
    **dict.fromkeys(("triwulan", "kuartal", "quarter"), _this_quarter),
    **dict.fromkeys(("tahun", "year"), _this_year),
}

_MONTHS: Final = (
    *("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des"),
    *("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
)
"""How months begin in Indonesian, and in English."""

_MONTH_NAME: Final = (
    "januari|january|jan|februari|february|feb|maret|march|mar|april|apr|mei|may|juni|june|jun|juli|july|jul"
    "|agustus|august|agu|aug|september|sep|oktober|october|okt|oct|november|nov|desember|december|des|dec"
)
_UNIT: Final = "|".join(_UNITS)
_MONTH: Final = r"(20\d\d) ?[-/.] ?(\d\d?)"
_DATE: Final = rf"{_MONTH} ?[-/.] ?(\d\d?)"
_TO: Final = r" ?(?:[-–]|s\.?[/.]?d\.?|sampai|hingga|to)? ?"


def _shape(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})(?!\w)", re.IGNORECASE)


_SHAPES: Final = (
    (_shape(_DATE + _TO + _DATE), _range),
    (_shape(_DATE), _day),
    (_shape(_MONTH), _month),
    (_shape("kemarin|yesterday"), _yesterday),
    (_shape(rf"(?:({_UNIT}) (?:lalu|kemarin)|last ({_UNIT}))"), _last),
    (_shape(rf"(?:bulan )?({_MONTH_NAME})(?: (20\d\d))?"), _named_month),
    (_shape(rf"(?:this )?({_UNIT})(?: ini)?"), _so_far),
)
"""The longest first; all dates are of this century, so that no arithmetic leaves the calendar."""
