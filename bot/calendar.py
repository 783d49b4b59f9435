"""Working time: when the offices are open, and what a number of working days later is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.settings.values import Hours, Span


@dataclass(frozen=True)
class WorkingCalendar:
    """The working time of an office; every moment in and out is aware, those out are UTC.

    ``workdays`` are ISO weekdays, Monday 1. Moments far apart cost no more than near ones.
    """

    zone: ZoneInfo
    workdays: frozenset[int]
    hours: Hours
    holidays: Mapping[date, str] = field(default_factory=dict)

    def hours_of(self, day: date) -> Hours:
        """The hours of a workday; one answer for all until Fridays and Ramadan have their own."""
        return self.hours

    def is_workday(self, day: date) -> bool:
        """Neither a weekend nor a holiday."""
        return day.isoweekday() in self.workdays and day not in self.holidays

    def is_open(self, at: datetime) -> bool:
        """The offices work at this moment; at the closing time they no longer do."""
        local = at.astimezone(self.zone)
        hours = self.hours_of(local.date())
        return self.is_workday(local.date()) and hours.start <= local.time() < hours.end

    def next_open(self, at: datetime) -> datetime:
        """The moment itself if the offices are open, else when they open next."""
        if self.is_open(at):
            return at.astimezone(UTC)
        local = at.astimezone(self.zone)
        day = local.date()
        if not self.is_workday(day) or local.time() >= self.hours_of(day).end:
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
        """The ``count``-th workday after a day."""
        passed = self._workdays_before(day.toordinal() + 1)
        soonest = day.toordinal() + 1
        latest = soonest + ((count + len(self._free)) // len(self.workdays) + 1) * 7
        days = range(soonest, min(latest, date.max.toordinal()))
        found = bisect_left(days, passed + count, key=lambda ordinal: self._workdays_before(ordinal + 1))
        return date.fromordinal(soonest + found)

    def _workdays_before(self, ordinal: int) -> int:
        """How many workdays there are before the day with this proleptic ordinal (1 was a Monday)."""
        weeks, rest = divmod(ordinal - 1, 7)
        in_weeks = weeks * len(self.workdays) + sum(day <= rest for day in self.workdays)
        return in_weeks - bisect_left(self._free, ordinal)

    @cached_property
    def _free(self) -> list[int]:
        """The holidays that would have been workdays."""
        return sorted(day.toordinal() for day in self.holidays if day.isoweekday() in self.workdays)


def _seconds(at: time) -> float:
    return at.hour * 3600 + at.minute * 60 + at.second + at.microsecond / 1e6
