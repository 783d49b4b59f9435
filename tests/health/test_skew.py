"""How far our clock is from Telegram's is said only where it is proved."""

from __future__ import annotations

from typing import Any

import pytest

from bot.health.skew import Skew
from tests.health.conftest import Time

HOUR = 3600.0


def update(time: Time, ago: float = 0.0, kind: str = "message") -> list[dict[str, Any]]:
    return [{"update_id": 1, kind: {"date": int(time.telegram.timestamp() - ago)}}]


@pytest.fixture
def skew(time: Time) -> Skew:
    return Skew(time.wall, time.tick)


@pytest.mark.parametrize(
    ("wrong", "found"), [(HOUR, True), (-HOUR, True), (200, True), (90, False), (0, False)]
)
def test_a_fresh_update_tells_the_time(time: Time, skew: Skew, wrong: float, found: bool) -> None:
    time.wrong = wrong
    skew.drained()
    time.passed = 20
    skew.saw(update(time))
    assert skew.is_wrong == found


def test_a_backlog_is_old_and_no_sign_of_a_wrong_clock(time: Time, skew: Skew) -> None:
    skew.saw(update(time, ago=5 * HOUR))
    assert not skew.is_wrong


def test_an_update_from_the_future_is_one_however_long_it_waited(time: Time, skew: Skew) -> None:
    time.wrong = -HOUR
    skew.saw(update(time, ago=600))
    assert skew.seconds == -3000


def test_nothing_is_known_before_something_was_proved(time: Time, skew: Skew) -> None:
    skew.saw(update(time, ago=5 * HOUR))
    assert not skew.is_known
    skew.drained()
    skew.saw(update(time))
    assert (skew.is_known, skew.is_wrong) == (True, False)


def test_what_is_old_does_not_show_that_the_clock_is_right_again(time: Time, skew: Skew) -> None:
    time.wrong = -HOUR
    skew.saw(update(time))
    skew.saw(update(time, ago=HOUR))
    assert skew.is_wrong


def test_it_is_over_once_something_fresh_says_so(time: Time, skew: Skew) -> None:
    time.wrong = HOUR
    skew.compare(int(time.telegram.timestamp()), 0.2)
    assert skew.is_wrong
    time.wrong = 0
    skew.compare(int(time.telegram.timestamp()), 0.2)
    assert not skew.is_wrong


def test_a_press_under_an_old_message_has_no_date_of_its_own(time: Time, skew: Skew) -> None:
    skew.drained()
    old = {"date": int(time.telegram.timestamp() - 5 * HOUR)}
    skew.saw([{"update_id": 1, "callback_query": {"message": old, **old}}])
    assert not skew.is_wrong


def test_an_edited_message_is_dated_by_its_edit(time: Time, skew: Skew) -> None:
    skew.drained()
    now = int(time.telegram.timestamp())
    skew.saw([{"update_id": 1, "edited_message": {"date": now - 9000, "edit_date": now}}])
    assert not skew.is_wrong
