"""Working time: opening hours, days later, days between."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import WorkingCalendar
from bot.settings import Hours, Span

WITA = ZoneInfo("Asia/Makassar")
WEEK = frozenset({1, 2, 3, 4, 5})
CHRISTMAS = {date(2026, 12, 24): "Cuti Bersama Hari Raya Natal", date(2026, 12, 25): "Hari Raya Natal"}
OFFICE = WorkingCalendar(WITA, WEEK, Hours(time(8), time(16)), CHRISTMAS)


def wita(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WITA).astimezone(UTC)


moments = st.timedeltas(timedelta(), timedelta(days=1800)).map(lambda passed: wita("2024-01-01") + passed)
calendars = st.builds(
    WorkingCalendar,
    zone=st.sampled_from([WITA, ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")]),
    workdays=st.frozensets(st.integers(1, 7), min_size=1),
    hours=st.sampled_from(
        [Hours(time(8), time(16)), Hours(time(7, 30), time(12)), Hours(time(0), time(23, 59))]
    ),
    holidays=st.dictionaries(st.dates(date(2023, 12, 1), date(2029, 3, 1)), st.just("Libur"), max_size=30),
)


@pytest.mark.parametrize(
    ("at", "open_"),
    [
        ("2026-11-23 08:00", True),
        ("2026-11-23 15:59", True),
        ("2026-11-23 16:00", False),
        ("2026-11-23 07:59", False),
        ("2026-11-22 10:00", False),
        ("2026-12-24 10:00", False),
    ],
)
def test_offices_are_open_on_workdays_from_opening_until_closing(at: str, open_: bool) -> None:
    assert OFFICE.is_open(wita(at)) is open_


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-11-23 10:00", "2026-11-23 10:00"),
        ("2026-11-23 05:00", "2026-11-23 08:00"),
        ("2026-11-20 16:00", "2026-11-23 08:00"),
        ("2026-12-23 20:00", "2026-12-28 08:00"),
    ],
)
def test_next_open_is_now_or_the_next_opening(at: str, opens: str) -> None:
    assert OFFICE.next_open(wita(at)) == wita(opens)


@pytest.mark.parametrize(
    ("at", "days", "deadline"),
    [
        ("2026-11-20 10:00", 1, "2026-11-23 10:00"),
        ("2026-11-21 10:00", 1, "2026-11-23 10:00"),
        ("2026-11-20 20:00", 1, "2026-11-23 16:00"),
        ("2026-11-20 05:00", 1, "2026-11-23 08:00"),
        ("2026-12-23 10:00", 1, "2026-12-28 10:00"),
        ("2026-11-23 10:00", 14, "2026-12-11 10:00"),
        ("2026-11-21 10:00", 0, "2026-11-23 08:00"),
    ],
)
def test_a_deadline_falls_on_the_same_hour_within_working_hours(at: str, days: int, deadline: str) -> None:
    assert OFFICE.add_days(wita(at), days) == wita(deadline)


def test_clock_time_is_added_after_working_days() -> None:
    assert OFFICE.add(wita("2026-11-20 10:00"), Span(days=1, seconds=3600)) == wita("2026-11-23 11:00")


def test_months_are_no_working_days() -> None:
    with pytest.raises(ValueError, match="month"):
        OFFICE.add(wita("2026-11-20 10:00"), Span(months=1))


@pytest.mark.parametrize(
    ("begin", "end", "days"),
    [
        ("2026-11-23 10:00", "2026-11-24 10:00", 1.0),
        ("2026-11-23 08:00", "2026-11-23 12:00", 0.5),
        ("2026-11-20 16:00", "2026-11-23 08:00", 0.0),
        ("2026-12-23 08:00", "2026-12-28 16:00", 2.0),
        ("2026-11-24 10:00", "2026-11-23 10:00", -1.0),
    ],
)
def test_days_between_counts_open_time(begin: str, end: str, days: float) -> None:
    assert OFFICE.days_between(wita(begin), wita(end)) == days


@given(calendars, moments, st.integers(1, 80))
def test_the_nth_working_day_is_the_one_that_counting_finds(
    calendar: WorkingCalendar, at: datetime, days: int
) -> None:
    day = at.astimezone(calendar.zone).date()
    left = days
    while left:
        day += timedelta(days=1)
        left -= calendar.is_workday(day)
    assert calendar.same_hour(at, days).astimezone(calendar.zone).date() == day


@given(calendars, moments, st.integers(0, 80))
def test_a_deadline_lies_in_working_hours(calendar: WorkingCalendar, at: datetime, days: int) -> None:
    local = calendar.add_days(at, days).astimezone(calendar.zone)
    assert calendar.is_workday(local.date())
    assert calendar.hours.start <= local.time() <= calendar.hours.end


@given(calendars, moments)
def test_nothing_is_open_between_now_and_the_next_opening(calendar: WorkingCalendar, at: datetime) -> None:
    opens = calendar.next_open(at)
    assert calendar.is_open(opens)
    assert opens >= at
    assert calendar.days_between(at, opens) == pytest.approx(0, abs=1e-6)


@given(calendars, moments, moments)
def test_days_between_agrees_with_going_through_the_days(
    calendar: WorkingCalendar, one: datetime, other: datetime
) -> None:
    begin, end = sorted((one, other))
    first, last = (at.astimezone(calendar.zone).date() for at in (begin, end))
    every = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    overlap = sum((_open_within(calendar, day, begin, end) for day in every), timedelta())
    assert calendar.days_between(begin, end) == pytest.approx(overlap / _length(calendar), abs=1e-6)


def _open_within(calendar: WorkingCalendar, day: date, begin: datetime, end: datetime) -> timedelta:
    start, close = (
        datetime.combine(day, at, calendar.zone) for at in (calendar.hours.start, calendar.hours.end)
    )
    seen = min(close, end) - max(start, begin)
    return max(seen, timedelta()) if calendar.is_workday(day) else timedelta()


def _length(calendar: WorkingCalendar) -> timedelta:
    some = date(2026, 1, 1)
    return datetime.combine(some, calendar.hours.end) - datetime.combine(some, calendar.hours.start)
