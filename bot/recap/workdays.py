"""Working time as a table of days, by which a database can tell how long something took."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from bot.calendar import WorkingCalendar

_EPOCH: Final = date(1970, 1, 1)


class Day(NamedTuple):
    """A local day by its ``number`` since 1970: working days ``before`` it, when it ``opens``, for how long.

    Both in seconds of the day; ``span`` is 0 on a free day.
    """

    number: int
    before: float
    opens: int
    span: int


def days(calendar: WorkingCalendar, first: date, last: date) -> Iterator[Day]:
    """All from ``first`` to ``last``; what is ``before`` is counted from the first.

    By the local clock, which keeps one distance to UTC in all of Indonesia.
    """
    begin = datetime.combine(first, time(), calendar.zone)
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        before = calendar.days_between(begin, datetime.combine(day, time(), calendar.zone))
        hours = calendar.hours_of(day)
        opens, closes = _seconds(hours.start), _seconds(hours.end)
        span = closes - opens if calendar.is_workday(day) else 0
        yield Day((day - _EPOCH).days, before, opens, span)


def offset_of(calendar: WorkingCalendar, at: datetime) -> int:
    """The local clock's distance to UTC, in seconds."""
    distance = at.astimezone(calendar.zone).utcoffset()
    return int(distance.total_seconds()) if distance is not None else 0


def _seconds(at: time) -> int:
    return at.hour * 3600 + at.minute * 60 + at.second
