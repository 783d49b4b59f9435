"""Working time: opening hours, days later, days between."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import Season, WorkingCalendar
from bot.calendars import Calendars
from bot.configuration.calendars import calendars_of
from bot.policy import Policy
from bot.ramadan import ramadan_of
from bot.settings import DaySpan, Hours, Ramadan, Settings, Span

WITA = ZoneInfo("Asia/Makassar")
WEEK = frozenset({1, 2, 3, 4, 5})
LATE = Hours(time(8), time(15))
CHRISTMAS = {date(2026, 12, 24): "Cuti Bersama Hari Raya Natal", date(2026, 12, 25): "Hari Raya Natal"}
OFFICE = WorkingCalendar(WITA, WEEK, Hours(time(8), time(16)), CHRISTMAS)


def wita(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WITA).astimezone(UTC)


moments = st.timedeltas(timedelta(), timedelta(days=1800)).map(lambda passed: wita("2024-01-01") + passed)
hours = st.sampled_from(
    [Hours(time(8), time(16)), Hours(time(7, 30), time(12)), Hours(time(0), time(23, 59))]
)
by_day = st.dictionaries(st.integers(1, 7), hours, max_size=3)
seasons = st.builds(
    lambda first, days, hours, by_day: Season(first, first + timedelta(days=days), hours, by_day),
    st.dates(date(2023, 12, 1), date(2029, 3, 1)),
    st.integers(0, 60),
    hours,
    by_day,
)
calendars = st.builds(
    WorkingCalendar,
    zone=st.sampled_from([WITA, ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")]),
    workdays=st.frozensets(st.integers(1, 7), min_size=1),
    hours=hours,
    by_day=by_day,
    seasons=st.lists(seasons, max_size=3),
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
    kept = calendar.hours_of(local.date())
    assert kept.start <= local.time() <= kept.end


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
    passed = sum(_open_within(calendar, day, begin, end) for day in every)
    assert calendar.days_between(begin, end) == pytest.approx(passed, abs=1e-6)


@given(calendars, moments, st.integers(1, 80))
def test_a_deadline_is_as_many_workdays_away_as_it_was_given(
    calendar: WorkingCalendar, at: datetime, days: int
) -> None:
    assert calendar.workdays_between(at, calendar.add_days(at, days)) == days


def test_a_season_has_hours_of_its_own_and_its_fridays_have_others() -> None:
    ramadan = Season(date(2026, 2, 19), date(2026, 3, 20), LATE, {5: Hours(time(8), time(15, 30))})
    office = WorkingCalendar(
        WITA, WEEK, Hours(time(8), time(16)), {}, {5: Hours(time(8), time(11))}, [ramadan]
    )
    closes = [office.hours_of(date(2026, 2, day)).end for day in (13, 18, 19, 20)]
    assert closes == [time(11), time(16), time(15), time(15, 30)]


def test_a_deadline_does_not_outlast_the_shorter_hours_of_ramadan() -> None:
    office = WorkingCalendar(
        WITA, WEEK, Hours(time(8), time(16)), seasons=[Season(date(2026, 2, 19), date(2026, 3, 20), LATE)]
    )
    assert office.add_days(wita("2026-02-18 15:40"), 1) == wita("2026-02-19 15:00")
    assert not office.is_open(wita("2026-02-19 15:00"))


def test_offices_that_work_alike_share_a_calendar_and_others_have_their_own(kutim: Policy) -> None:
    calendars = _kutim(kutim)
    hospital = calendars.of("RSUD_KUDUNGGA")
    assert hospital is calendars.of("RSUD_SANGKULIRANG")
    assert (calendars.of("PUPR"), calendars.of("GONE")) == (calendars.own, calendars.own)
    saturday = date(2026, 11, 28)
    assert [one.is_workday(saturday) for one in (hospital, calendars.own)] == [True, False]
    ramadan = [one.hours_of(date(2026, 3, 2)).end for one in (hospital, calendars.own)]
    assert ramadan == [time(14), time(15)]


def test_a_day_added_at_run_time_is_free_for_all_until_it_is_taken_back(kutim: Policy) -> None:
    calendars, day = _kutim(kutim), date(2026, 11, 27)
    for added in ({day: "HUT"}, {}):
        calendars.use(added)
        offices = (calendars.own, calendars.of("RSUD_KUDUNGGA"))
        assert [one.is_workday(day) for one in offices] == [not added, not added]


def test_ramadan_is_known_for_years_and_a_proclaimed_one_counts_instead() -> None:
    proclaimed = DaySpan(date(2026, 2, 19), date(2026, 3, 20))
    known = ramadan_of(range(2024, 2032), Ramadan(periods=(proclaimed,)))
    assert proclaimed in known
    assert len(known) == 9  # twice in 2030
    assert {(span.last - span.first).days + 1 for span in known} <= {29, 30}


def _kutim(policy: Policy) -> Calendars:
    return calendars_of(Settings.model_validate({"telegram": {"token": "1:a"}}), policy, 2026)


def _open_within(calendar: WorkingCalendar, day: date, begin: datetime, end: datetime) -> float:
    """The part of a day's hours that lies between."""
    kept = calendar.hours_of(day)
    start, close = (datetime.combine(day, at, calendar.zone) for at in (kept.start, kept.end))
    seen = max(min(close, end) - max(start, begin), timedelta())
    return seen / (close - start) if calendar.is_workday(day) else 0.0
