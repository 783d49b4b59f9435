"""Working time: when the offices are open, and what a number of working days later is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.settings.values import Hours, Span


@dataclass(frozen=True, slots=True)
class Season:
    """A time of the year with hours of its own, such as Ramadan; ``last`` belongs to it.

    ``by_day`` are those of single weekdays (ISO, Monday 1), ``hours`` those of all others.
    """

    first: date
    last: date
    hours: Hours
    by_day: Mapping[int, Hours] = field(default_factory=dict)


@dataclass(frozen=True)
class WorkingCalendar:
    """The working time of an office; every moment in and out is aware, those out are UTC.

    ``workdays`` are ISO weekdays, Monday 1; ``by_day`` are the hours of those that differ from ``hours``.
    Moments far apart cost no more than near ones.
    """

    zone: ZoneInfo
    workdays: frozenset[int]
    hours: Hours
    holidays: Mapping[date, str] = field(default_factory=dict)
    by_day: Mapping[int, Hours] = field(default_factory=dict)
    seasons: Sequence[Season] = ()

    def hours_of(self, day: date) -> Hours:
        """The hours of a workday: its season's, else its weekday's, else the usual ones."""
        kept: Season | WorkingCalendar = self._season_of(day) or self
        return kept.by_day.get(day.isoweekday(), kept.hours)

    def is_workday(self, day: date) -> bool:
        """Neither a weekend nor a holiday."""
        return day.isoweekday() in self.workdays and day not in self.holidays

    def is_open(self, at: datetime) -> bool:
        """The offices work at this moment; at the closing time they no longer do."""
        local = at.astimezone(self.zone)
        return self._is_open(local.date(), local.time())

    def next_open(self, at: datetime) -> datetime:
        """The moment itself if the offices are open, else when they open next."""
        local = at.astimezone(self.zone)
        day, now = local.date(), local.time()
        if self._is_open(day, now):
            return at.astimezone(UTC)
        if not self.is_workday(day) or now >= self.hours_of(day).end:
            day = self._workday_after(day, 1)
        return self._moment(day, self.hours_of(day).start)

    def same_hour(self, at: datetime, days: int) -> datetime:
        """The same local hour on the ``days``-th working day after the day of ``at``, open or not.

        From a Friday or the weekend behind it, one working day leads to Monday. ``days`` is at least 0.
        """
        if days == 0:
            return at.astimezone(UTC)
        local = at.astimezone(self.zone)
        return self._moment(self._workday_after(local.date(), days), local.time())

    def add_days(self, at: datetime, days: int) -> datetime:
        """A deadline: as ``same_hour``, but within that day's hours, at its closing time at the latest."""
        local = self.same_hour(at, days).astimezone(self.zone)
        if not self.is_workday(local.date()):
            return self.next_open(at)
        hours = self.hours_of(local.date())
        return self._moment(local.date(), min(max(local.time(), hours.start), hours.end))

    def add(self, at: datetime, span: Span) -> datetime:
        """First the span's days as working days, then its clock time. Raises ValueError for months."""
        if span.months:
            raise ValueError("a month is no number of working days")
        return self.same_hour(at, span.days) + timedelta(seconds=span.seconds)

    def days_between(self, begin: datetime, end: datetime) -> float:
        """Open time between two moments, in working days: each counts by how much of its hours lies between.

        Monday 10:00 to Tuesday 10:00 is 1.0, Friday's closing to Monday's opening 0.0; backwards is negative.
        """
        return self._worked(end) - self._worked(begin)

    def workdays_between(self, begin: datetime, end: datetime) -> int:
        """The workdays after the day of ``begin`` up to that of ``end``: what ``add_days`` was given."""
        first, last = (at.astimezone(self.zone).toordinal() + 1 for at in (begin, end))
        return self._workdays_before(last) - self._workdays_before(first)

    def _is_open(self, day: date, now: time) -> bool:
        hours = self.hours_of(day)
        return hours.start <= now < hours.end and self.is_workday(day)

    def _season_of(self, day: date) -> Season | None:
        """The one that began last, if it has not ended."""
        begun = bisect_right(self._begins, day)
        return self._seasons[begun - 1] if begun and day <= self._seasons[begun - 1].last else None

    def _moment(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.zone).astimezone(UTC)

    def _worked(self, at: datetime) -> float:
        """Working days since the beginning of time, with the part of today that is over."""
        local = at.astimezone(self.zone)
        day = local.date()
        return self._workdays_before(day.toordinal()) + (self._part(local) if self.is_workday(day) else 0.0)

    def _part(self, local: datetime) -> float:
        hours = self.hours_of(local.date())
        start, end, now = map(_seconds, (hours.start, hours.end, local.time()))
        return (min(max(now, start), end) - start) / (end - start)

    def _workday_after(self, day: date, count: int) -> date:
        """The ``count``-th workday after a day: each holiday on the way makes it one later."""
        number = self._workdays_before(day.toordinal() + 1) + count
        weekly = number
        while weekly != (later := number + bisect_right(self._free, self._ordinal(weekly))):
            weekly = later
        return date.fromordinal(self._ordinal(weekly))

    def _ordinal(self, number: int) -> int:
        """The day of the ``number``-th workday since the beginning of time, were there no holidays."""
        weeks, rest = divmod(number - 1, len(self.workdays))
        return weeks * 7 + self._weekdays[rest]

    def _workdays_before(self, ordinal: int) -> int:
        """How many workdays there are before the day with this proleptic ordinal (1 was a Monday)."""
        weeks, rest = divmod(ordinal - 1, 7)
        in_weeks = weeks * len(self.workdays) + bisect_right(self._weekdays, rest)
        return in_weeks - bisect_left(self._free, ordinal)

    @cached_property
    def _seasons(self) -> list[Season]:
        return sorted(self.seasons, key=lambda season: season.first)

    @cached_property
    def _begins(self) -> list[date]:
        return [season.first for season in self._seasons]

    @cached_property
    def _weekdays(self) -> list[int]:
        return sorted(self.workdays)

    @cached_property
    def _free(self) -> list[int]:
        """The holidays that would have been workdays."""
        return sorted(day.toordinal() for day in self.holidays if day.isoweekday() in self.workdays)


def _seconds(at: time) -> float:
    return at.hour * 3600 + at.minute * 60 + at.second + at.microsecond / 1e6
