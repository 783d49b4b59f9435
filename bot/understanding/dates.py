"""Days in words: "kemarin", "2 hari lalu", "senin", "12/11", "3 November"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

_MONTHS: Final = (
    "jan", "feb", "mar", "apr", "mei|may", "jun", "jul", "agu|aug|agt", "sep", "okt|oct", "nov", "des|dec",
)  # fmt: skip
_WEEKDAYS: Final = (
    "senin|monday", "selasa|tuesday", "rabu|wednesday", "kamis|thursday", "jum'?at|friday",
    "sabtu|saturday", "minggu|ahad|sunday",
)  # fmt: skip
_NUMBERS: Final = {"se": 1, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "one": 1, "two": 2, "a": 1}


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


_MONTH: Final = _words(rf"(\d{{1,2}})\s+({'|'.join(_MONTHS)})[a-z]*\.?(?:\s+(\d{{4}}))?")
_NUMERIC: Final = _words(r"(?<![/.-])(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?(?![/.-]\d)")
_ISO: Final = _words(r"(\d{4})-(\d{2})-(\d{2})")
_COUNT: Final = rf"\d{{1,3}}|{'|'.join(_NUMBERS)}"
_AGO: Final = _words(
    rf"({_COUNT})\s*(hari|minggu|pekan|days?|weeks?)\s+(?:yang\s+|yg\s+)?(?:lalu|kemarin|ago)"
)
_BEFORE: Final = _words("kemarin lusa|kemaren lusa|day before yesterday")
_YESTERDAY: Final = _words("kemarin|kemaren|kmrn|kmren|semalam|tadi malam|td malam|yesterday|last night")
_TODAY: Final = _words(
    "hari ini|barusan|(?:tadi|td) (?:pagi|siang|sore|subuh)|(?:pagi|siang|sore|malam) ini|today"
)
_WEEKDAY: Final = _words(rf"(?:hari\s+|on\s+)?({'|'.join(_WEEKDAYS)})")

_EARLIEST: Final = date(1990, 1, 1)
"""Older days are slips of the pen, and older than the regency."""

Reader = Callable[[str, date], date | None]


def date_in(text: str, today: date) -> date | None:
    """The day that an answer to "when?" names, today or earlier; None if it names none that can be."""
    return _first(_READERS, text, today)


def date_mentioned(text: str, today: date) -> date | None:
    """The day that a report mentions in words that mean nothing else."""
    return _first(_CERTAIN, text, today)


def _first(readers: tuple[Reader, ...], text: str, today: date) -> date | None:
    for read in readers:
        found = read(text, today)
        if found is not None and _EARLIEST <= found <= today:
            return found
    return None


def _iso(text: str, _today: date) -> date | None:
    match = _ISO.search(text)
    return _day(int(match[1]), int(match[2]), int(match[3])) if match else None


def _ago(text: str, today: date) -> date | None:
    match = _AGO.search(text)
    if match is None:
        return None
    count = _NUMBERS.get(match[1].lower()) or int(match[1])
    week = match[2].lower().startswith(("minggu", "pekan", "week"))
    return today - timedelta(days=count * (7 if week else 1))


def _before(text: str, today: date) -> date | None:
    return today - timedelta(days=2) if _BEFORE.search(text) else None


def _yesterday(text: str, today: date) -> date | None:
    return today - timedelta(days=1) if _YESTERDAY.search(text) else None


def _this_day(text: str, today: date) -> date | None:
    return today if _TODAY.search(text) else None


def _numeric(text: str, today: date) -> date | None:
    match = _NUMERIC.search(text)
    if match is None:
        return None
    return _past(int(match[1]), int(match[2]), match[3], today)


def _named_month(text: str, today: date) -> date | None:
    match = _MONTH.search(text)
    if match is None:
        return None
    month = next(number for number, names in enumerate(_MONTHS, 1) if match[2].lower() in names.split("|"))
    return _past(int(match[1]), month, match[3], today)


def _weekday(text: str, today: date) -> date | None:
    """The latest such day, today included."""
    match = _WEEKDAY.search(text)
    if match is None:
        return None
    wanted = next(at for at, names in enumerate(_WEEKDAYS) if re.fullmatch(names, match[1].lower()))
    return today - timedelta(days=(today.weekday() - wanted) % 7)


def _past(day: int, month: int, year: str | None, today: date) -> date | None:
    """Without a year, the latest such day that is not in the future."""
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    found = _day(today.year, month, day)
    return found if found is None or found <= today else _day(today.year - 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_CERTAIN: Final[tuple[Reader, ...]] = (_ago, _before, _yesterday, _this_day)
_READERS: Final[tuple[Reader, ...]] = (_iso, *_CERTAIN, _numeric, _named_month, _weekday)
