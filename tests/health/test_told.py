"""Alarms are told once, again only after a while, and when they are over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.health.alarms import DISK_FREE, INBOX_AGE, OUTBOX_AGE, WAL, Alarm, Cause, raised
from bot.health.facts import Facts
from bot.health.told import Told

NOON = datetime(2026, 11, 25, 4, tzinfo=UTC)
INBOX, GROUPS = Alarm(Cause.INBOX, "90"), Alarm(Cause.GROUPS, "PUPR")


@pytest.fixture
def told() -> Told:
    return Told()


def at(told: Told, minutes: float, *found: Alarm) -> tuple[list[str], list[str]]:
    news = told.turn(found, NOON + timedelta(minutes=minutes))
    return [str(alarm.cause) for alarm in news.raised], news.over


def test_it_is_told_once_an_hour_while_it_lasts_and_once_when_it_is_over(told: Told) -> None:
    said = [at(told, minutes, INBOX) for minutes in (0, 1, 59, 60, 61)]
    assert said == [(["inbox"], []), ([], []), ([], []), (["inbox"], []), ([], [])]
    assert at(told, 62) == ([], ["inbox"])
    assert at(told, 63) == ([], [])


def test_what_takes_people_days_is_told_once_a_day(told: Told) -> None:
    assert [at(told, hours * 60, GROUPS)[0] for hours in (0, 1, 23, 24)] == [["groups"], [], [], ["groups"]]


def test_one_that_comes_and_goes_is_not_told_each_time(told: Told) -> None:
    assert at(told, 0, INBOX) == (["inbox"], [])
    assert at(told, 1) == ([], ["inbox"])
    assert at(told, 2, INBOX) == ([], [])
    assert at(told, 3) == ([], [])
    assert at(told, 4, INBOX) == ([], [])
    assert at(told, 60, INBOX) == (["inbox"], [])
    assert at(told, 61) == ([], ["inbox"])


def test_a_restart_does_not_tell_it_anew_and_knows_when_it_is_over(told: Told) -> None:
    told.recall({"inbox": NOON})
    assert at(told, 5, INBOX) == ([], [])
    assert at(told, 6) == ([], ["inbox"])


def test_what_nothing_is_known_of_yet_is_neither_over_nor_told_anew(told: Told) -> None:
    told.recall({"inbox": NOON, "groups": NOON})
    first = told.turn([], NOON + timedelta(minutes=1), unknown={"inbox"})
    assert (first.over, set(told.raised)) == (["groups"], {"inbox"})
    assert at(told, 2, INBOX) == ([], [])
    assert at(told, 3) == ([], ["inbox"])


def test_a_clock_that_was_set_back_mutes_nothing(told: Told) -> None:
    at(told, 600, INBOX)
    assert at(told, 0, INBOX) == (["inbox"], [])


@pytest.mark.parametrize(
    ("cause", "limit", "beyond"),
    [
        (Cause.CONFLICT, {"contested": False}, {"contested": True}),
        (Cause.CLOCK, {"skew": 0.0}, {"skew": -3600.0}),
        (Cause.INVARIANT, {"violations": {}}, {"violations": {"number_missing": 1}}),
        (Cause.LOOP, {"late": ()}, {"late": ("speak",)}),
        (Cause.INBOX, {"inbox_age": INBOX_AGE}, {"inbox_age": INBOX_AGE + 1}),
        (Cause.OUTBOX, {"outbox_age": OUTBOX_AGE}, {"outbox_age": OUTBOX_AGE + 1}),
        (Cause.DEAD, {"dead": 0}, {"dead": 1}),
        (Cause.UNCERTAIN, {"uncertain": 0}, {"uncertain": 1}),
        (Cause.GROUPS, {"groups_down": ()}, {"groups_down": ("PUPR",)}),
        (Cause.DISK, {"disk_free": DISK_FREE}, {"disk_free": DISK_FREE - 0.01}),
        (Cause.WAL, {"wal": WAL}, {"wal": WAL + 1}),
        (Cause.PAGE, {"page_shut": False}, {"page_shut": True}),
        (Cause.HEADS, {"heads_unheard": ()}, {"heads_unheard": ("PUPR",)}),
        (Cause.UNERASED, {"unerased": 0}, {"unerased": 1}),
    ],
)  # fmt: skip
def test_each_cause_has_its_limit(cause: Cause, limit: dict[str, Any], beyond: dict[str, Any]) -> None:
    assert raised(Facts(**limit)) == []
    assert [alarm.cause for alarm in raised(Facts(**beyond))] == [cause]


def test_every_cause_but_those_that_show_otherwise_is_looked_for() -> None:
    worst = Facts(
        skew=9.0, contested=True, late=("x",), violations={"x": 1}, groups_down=("X",), disk_free=0.0,
        wal=2 * WAL, inbox_age=999, outbox_age=999, dead=1, uncertain=1, page_shut=True, heads_unheard=("X",),
        unerased=1,
    )  # fmt: skip
    assert {alarm.cause for alarm in raised(worst)} == set(Cause) - {Cause.TOKEN, Cause.STORAGE}
