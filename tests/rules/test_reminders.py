"""Reminders: when they are due, how missed ones merge, and who hears of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import WorkingCalendar
from bot.reminders import Audience, Schedule
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


@given(schedules, slots)
def test_later_slots_are_never_due_earlier(reminders: Schedule, slot: int) -> None:
    assert reminders.entered < reminders.due(slot) <= reminders.due(slot + 1)


@given(in_hours, slots)
def test_no_reminder_is_due_while_the_offices_are_closed(reminders: Schedule, slot: int) -> None:
    assert OFFICE.is_open(reminders.due(slot))


@given(daily, slots)
def test_the_slot_of_its_own_due_time_is_the_slot(reminders: Schedule, slot: int) -> None:
    assert reminders.slot_at(reminders.due(slot)) == slot


@given(schedules, st.integers(0, 400 * 24))
def test_whatever_was_missed_one_slot_stands_for_it(reminders: Schedule, hours: int) -> None:
    now = reminders.entered + timedelta(hours=hours)
    slot = reminders.slot_at(now)
    assert slot == 0 or reminders.due(slot) <= now
    assert reminders.next_after(now) == reminders.due(slot + 1) > now
