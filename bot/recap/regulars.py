"""When recaps come by themselves, and of which days: a table with one row for each kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from bot.calendar import WorkingCalendar
from bot.orders import Make
from bot.recap.periods import Period
from bot.settings import Recap


@dataclass(frozen=True, slots=True)
class Regular:
    """One kind: its setting, the last whole period on a day, and what leaders and offices get of it.

    It is sent on the first working day after the period has ended.
    """

    name: str
    ended: Callable[[date], Period]
    leaders: tuple[Make, ...]
    offices: tuple[Make, ...] = ()

    def wanted(self, settings: Recap) -> bool:
        """The configuration has it."""
        return bool(getattr(settings, self.name))


def _yesterday(today: date) -> Period:
    day = today - timedelta(days=1)
    return Period(day, day)


def _last_week(today: date) -> Period:
    monday = today - timedelta(days=today.weekday())
    return Period(monday - timedelta(days=7), monday - timedelta(days=1))


def _last(months: int) -> Callable[[date], Period]:
    return lambda today: Period.of_months(Period.of_months(today, months).first - timedelta(days=1), months)


REGULARS: Final = (
    Regular("daily", _yesterday, (Make.BRIEF,)),
    Regular("weekly", _last_week, (Make.PAGE, Make.PICTURE)),
    Regular("monthly", _last(1), (Make.PAGE, Make.PICTURE), (Make.PAGE,)),
    Regular("yearly", _last(12), (Make.PAGE, Make.PICTURE, Make.REPORT), (Make.PAGE, Make.REPORT)),
)


def abridged(due: Sequence[Regular]) -> list[Regular]:
    """Of several that are due at once, the shortest first: the longest whole, no more than a page of others.

    What is only a line about a day says nothing beside the recap of a month.
    """
    if not due:
        return []
    *others, longest = due
    pages = [replace(one, leaders=tuple(make for make in one.leaders if make is Make.PAGE)) for one in others]
    return [*(one for one in pages if one.leaders), longest]


def is_time(settings: Recap, calendar: WorkingCalendar, now: datetime) -> bool:
    """A working day, and late enough on it."""
    local = now.astimezone(calendar.zone)
    return calendar.is_workday(local.date()) and local.time() >= settings.at
