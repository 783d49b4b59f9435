"""Who asks too often waits, and however many ask, few are remembered."""

from __future__ import annotations

from bot.open311.patience import A_MINUTE, KNOWN, Patience


def test_who_asks_more_often_than_a_minute_has_calls_waits_until_there_is_room() -> None:
    now = [0.0]
    patience = Patience(2, lambda: now[0])
    assert [patience.spend("ani") for _ in range(3)] == [0, 0, 30]
    assert patience.spend("budi") == 0
    now[0] += A_MINUTE / 2
    assert [patience.spend("ani") for _ in range(2)] == [0, 30]


def test_of_a_flood_of_callers_only_the_latest_are_remembered() -> None:
    patience = Patience(2, lambda: 0.0)
    for _ in range(2):
        patience.spend("first")
    for caller in range(KNOWN - 1):
        patience.spend(str(caller))
    assert (len(patience._room), patience.spend("first")) == (KNOWN, 30)
    patience.spend("one more")
    assert (len(patience._room), patience.spend("first")) == (KNOWN, 0)
