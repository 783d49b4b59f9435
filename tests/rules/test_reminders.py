"""Reminders: when they are due, how missed ones merge, and who hears of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as settings_of_a_test
from hypothesis import strategies as st

from bot.calendar import WorkingCalendar
from bot.reminders import Audience, Schedule, Waiting, is_hour
from bot.settings import Hours, Reminders, Span

WITA = ZoneInfo("Asia/Makassar")
CHRISTMAS = {date(2026, 12, 24): "Cuti Bersama Hari Raya Natal", date(2026, 12, 25): "Hari Raya Natal"}
OFFICE = WorkingCalendar(WITA, frozenset({1, 2, 3, 4, 5}), Hours(time(8), time(16)), CHRISTMAS)


def wita(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WITA).astimezone(UTC)


moments = st.timedeltas(timedelta(), timedelta(days=700)).map(lambda passed: wita("2026-01-01") + passed)
working_days = st.integers(1, 5).map(lambda days: Span(days=days))
clock_time = st.integers(60, 400_000).map(lambda seconds: Span(seconds=seconds))
spans = working_days | clock_time
settings = st.builds(Reminders, after=spans, every=spans, working_hours_only=st.booleans())
schedules = st.builds(Schedule, moments, settings, st.just(OFFICE), st.booleans())
in_hours = st.builds(Schedule, moments, st.builds(Reminders, after=spans, every=spans), st.just(OFFICE))
daily = st.builds(Schedule, moments, st.builds(Reminders, after=spans, every=working_days), st.just(OFFICE))
slots = st.integers(1, 300)


def schedule(entered: str, *, emergency: bool = False, **keys: object) -> Schedule:
    return Schedule(wita(entered), Reminders.model_validate(keys), OFFICE, emergency)


@pytest.mark.parametrize(
    ("entered", "first", "second"),
    [
        ("2026-11-19 10:00", "2026-11-20 10:00", "2026-11-23 10:00"),
        ("2026-11-21 10:00", "2026-11-23 10:00", "2026-11-24 10:00"),
        ("2026-11-20 20:00", "2026-11-24 08:00", "2026-11-25 08:00"),
        ("2026-12-23 10:00", "2026-12-28 10:00", "2026-12-29 10:00"),
    ],
)
def test_a_ticket_is_reminded_of_every_working_day_at_its_hour(entered: str, first: str, second: str) -> None:
    reminders = schedule(entered)
    assert [reminders.due(1), reminders.due(2)] == [wita(first), wita(second)]


def test_clock_time_that_ends_at_night_waits_for_the_offices_to_open() -> None:
    assert schedule("2026-11-19 15:00", after="PT4H").due(1) == wita("2026-11-20 08:00")


def test_an_emergency_does_not_wait_for_the_offices_to_open() -> None:
    assert schedule("2026-11-19 15:00", after="PT4H", emergency=True).due(1) == wita("2026-11-19 19:00")


def test_reminders_come_at_night_when_the_desk_wants_them() -> None:
    reminders = schedule("2026-11-19 15:00", after="PT4H", working_hours_only=False)
    assert reminders.due(1) == wita("2026-11-19 19:00")


def test_nothing_is_due_before_the_first_slot() -> None:
    assert schedule("2026-11-19 10:00").slot_at(wita("2026-11-20 09:59")) == 0


def test_slots_missed_in_an_outage_become_one_reminder() -> None:
    reminders = schedule("2026-11-16 10:00")
    back = wita("2026-11-20 12:00")
    assert reminders.slot_at(back) == 4
    assert reminders.next_after(back) == wita("2026-11-23 10:00")


def test_hourly_slots_of_a_night_become_one_reminder_in_the_morning() -> None:
    reminders = schedule("2026-11-19 15:30", after="PT1H", every="PT1H")
    morning = reminders.due(1)
    assert morning == wita("2026-11-20 08:00")
    assert reminders.next_after(morning) == wita("2026-11-20 08:30")


def test_each_slot_after_the_third_climbs_one_rung() -> None:
    reminders = schedule("2026-11-19 10:00", escalate_after=3)
    ladder = (Audience.GROUP, Audience.HEADS, Audience.ADMIN_CHAT, Audience.SUPERVISOR_CHAT)
    assert [reminders.rung(slot) for slot in (1, 3, 4, 5, 6, 60)] == [
        ladder[:1],
        ladder[:1],
        ladder[:2],
        ladder[:3],
        ladder,
        ladder,
    ]


@pytest.mark.parametrize(
    ("entered", "first"),
    [
        ("2026-11-19 12:00", "2026-11-20 13:30"),
        ("2026-11-19 11:29", "2026-11-20 11:29"),
        ("2026-11-18 12:00", "2026-11-19 12:00"),
    ],
)
def test_nobody_is_reminded_during_the_friday_prayer(entered: str, first: str) -> None:
    assert schedule(entered).due(1) == wita(first)


def test_after_a_friday_the_hour_is_its_own_again() -> None:
    reminders = schedule("2026-11-19 12:00")
    assert reminders.due(2) == wita("2026-11-23 12:00")


def test_an_emergency_waits_for_no_prayer() -> None:
    assert schedule("2026-11-19 12:00", emergency=True).due(1) == wita("2026-11-20 12:00")


def test_pauses_that_leave_no_hour_are_no_pauses() -> None:
    everywhere = {str(day): "00:00-23:59" for day in range(1, 8)}
    assert schedule("2026-11-18 12:00", pauses=everywhere).due(1) == wita("2026-11-19 12:00")


def test_above_the_admins_are_the_leaders() -> None:
    rungs = [schedule("2026-11-19 10:00").rung(slot, with_admins=True) for slot in (1, 3, 4, 9)]
    alone, both = (Audience.ADMIN_CHAT,), (Audience.ADMIN_CHAT, Audience.SUPERVISOR_CHAT)
    assert rungs == [alone, alone, both, both]


def test_a_resident_who_was_asked_is_nudged_early_and_late() -> None:
    waiting = Waiting(wita("2026-11-01 21:00"), 30)
    assert waiting.nudges == (wita("2026-11-08 21:00"), wita("2026-11-24 21:00"))
    assert waiting.ends == wita("2026-12-01 21:00")


@pytest.mark.parametrize(("days", "nudges"), [(1, 0), (7, 0), (8, 2), (14, 1), (15, 2)])
def test_a_short_wait_has_fewer_nudges(days: int, nudges: int) -> None:
    assert len(Waiting(wita("2026-11-01 21:00"), days).nudges) == nudges


@given(moments, st.integers(1, 60), st.integers(0, 70 * 24))
def test_a_nudge_is_passed_or_comes(entered: datetime, days: int, hours: int) -> None:
    waiting, now = Waiting(entered, days), entered + timedelta(hours=hours)
    known = waiting.nudges
    assert list(known[waiting.slot_at(now) :]) == [nudge for nudge in known if nudge > now]
    assert waiting.next_after(now) == next(iter(known[waiting.slot_at(now) :]), None)


@settings_of_a_test(deadline=None)
@given(schedules, st.integers(0, 60))
def test_what_is_told_is_every_slot_that_is_the_latest_at_its_moment(reminders: Schedule, hours: int) -> None:
    until = reminders.entered + timedelta(hours=hours)
    told = list(reminders.told(until))
    assert all(reminders.due(slot) == at < until for slot, at in told)
    assert all(reminders.slot_at(at) == slot for slot, at in told)
    assert len({at for _, at in told}) == len(told)
    latest = reminders.slot_at(until - timedelta(microseconds=1))
    assert [slot for slot, _ in told][-1:] == ([latest] if latest else [])


@given(schedules, slots)
def test_later_slots_are_never_due_earlier(reminders: Schedule, slot: int) -> None:
    assert reminders.entered < reminders.due(slot) <= reminders.due(slot + 1)


@given(in_hours, slots)
def test_no_reminder_is_due_while_the_offices_are_closed(reminders: Schedule, slot: int) -> None:
    due = reminders.due(slot)
    assert OFFICE.is_open(due)
    assert is_hour(reminders.settings, OFFICE, due)


@given(daily, slots)
def test_the_slot_of_its_own_due_time_is_the_slot(reminders: Schedule, slot: int) -> None:
    assert reminders.slot_at(reminders.due(slot)) == slot


@given(schedules, st.integers(0, 400 * 24))
def test_whatever_was_missed_one_slot_stands_for_it(reminders: Schedule, hours: int) -> None:
    now = reminders.entered + timedelta(hours=hours)
    slot = reminders.slot_at(now)
    assert slot == 0 or reminders.due(slot) <= now
    assert reminders.next_after(now) == reminders.due(slot + 1) > now
