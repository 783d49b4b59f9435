"""What a process notices of itself: loops that stop, another that has our updates, silence."""

from __future__ import annotations

import pytest

from bot.errors import Conflict, Flooded
from bot.health.ears import HeardSource
from bot.health.facts import Facts
from bot.health.metrics import Metrics
from bot.health.pulse import PATIENCE, Pulse
from bot.health.vitals import PEACE, Vitals
from bot.protocols import Raw
from tests.health.conftest import Time


class Answers:
    """A source that answers as it is told, after some seconds."""

    def __init__(self, time: Time, *answers: tuple[float, list[Raw] | Exception]) -> None:
        self.time = time
        self.answers = list(answers)

    async def fetch(self, offset: int | None) -> list[Raw]:
        seconds, answer = self.answers.pop(0)
        self.time.passed += seconds
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def vitals(time: Time) -> Vitals:
    return Vitals(time.wall, time.tick)


async def polls(
    vitals: Vitals, time: Time, pulse: Pulse, *answers: tuple[float, list[Raw] | Exception]
) -> None:
    source = HeardSource(Answers(time, *answers), vitals, Metrics(vitals), pulse, 65)
    for _, answer in answers:
        if isinstance(answer, Exception):
            with pytest.raises(type(answer)):
                await source.fetch(None)
        else:
            await source.fetch(None)


def test_a_loop_is_late_when_nothing_is_heard_of_it(time: Time) -> None:
    pulse = Pulse("speak", time.tick)
    pulse.beat()
    time.passed += PATIENCE
    assert not pulse.is_late
    time.passed += 1
    assert pulse.is_late


def test_a_loop_that_rests_is_not_late_until_it_is_called(time: Time) -> None:
    pulse = Pulse("handle", time.tick)
    pulse.beat()
    pulse.rest()
    time.passed += 9_999
    assert not pulse.is_late
    pulse.call(10)
    time.passed += 9
    pulse.call(10)
    time.passed += 2
    assert pulse.is_late


def test_who_is_late_is_named_and_the_process_is_not_well(time: Time, vitals: Vitals) -> None:
    speak, tick = Pulse("speak", time.tick), Pulse("tick", time.tick)
    vitals.pulses = lambda: [speak, tick]
    assert vitals.is_well
    tick.beat()
    time.passed += PATIENCE + 1
    assert (vitals.late, vitals.is_well) == (["tick"], False)


async def test_three_refusals_in_a_minute_are_another_who_has_our_updates(time: Time, vitals: Vitals) -> None:
    pulse = Pulse("fetch", time.tick)
    seen = []
    for answers in ([(1.0, Conflict())] * 2, [(1.0, []), (1.0, Conflict())]):
        await polls(vitals, time, pulse, *answers)
        seen.append((vitals.is_contested, vitals.urgent.is_set()))
    assert seen == [(False, False), (True, True)]


async def test_refusals_far_apart_are_restarts_of_ours(time: Time, vitals: Vitals) -> None:
    await polls(vitals, time, Pulse("fetch", time.tick), *[(40.0, Conflict())] * 3)
    assert not vitals.is_contested


async def test_it_lasts_while_the_other_fetches_now_and_then(time: Time, vitals: Vitals) -> None:
    pulse = Pulse("fetch", time.tick)
    await polls(vitals, time, pulse, *[(1.0, Conflict())] * 3)
    await polls(vitals, time, pulse, (100, []), (1, Conflict()), (PEACE - 1, []))
    assert vitals.is_contested
    time.passed += 2
    assert not vitals.is_contested


async def test_a_poll_may_take_its_time_and_no_longer(time: Time, vitals: Vitals) -> None:
    pulse = Pulse("fetch", time.tick)
    await polls(vitals, time, pulse, (60, []))
    assert not pulse.is_late
    await polls(vitals, time, pulse, (1, Flooded(500)))
    time.passed += 500
    assert not pulse.is_late
    time.passed += PATIENCE + 1
    assert pulse.is_late


async def test_silence_is_counted_from_the_last_good_answer(time: Time, vitals: Vitals) -> None:
    vitals.fetches = True
    await polls(vitals, time, Pulse("fetch", time.tick), (1, []), (30, Conflict()), (30, Conflict()))
    assert vitals.silence == 60
    vitals.fetches = False
    assert vitals.silence == 0


async def test_an_empty_poll_proves_that_the_next_update_is_fresh(time: Time, vitals: Vitals) -> None:
    time.wrong = 3600
    fresh: Raw = {"update_id": 1, "message": {"date": int(time.telegram.timestamp()) + 51}}
    await polls(vitals, time, Pulse("fetch", time.tick), (50, []), (1, [fresh]))
    assert vitals.skew.is_wrong
    assert vitals.urgent.is_set()


async def test_a_full_poll_proves_nothing(time: Time, vitals: Vitals) -> None:
    old: Raw = {"update_id": 1, "message": {"date": int(time.telegram.timestamp()) - 3600}}
    await polls(vitals, time, Pulse("fetch", time.tick), (1, [old] * 100), (1, [old] * 100))
    assert not vitals.skew.is_wrong


def test_what_is_no_more_is_counted_no_more(vitals: Vitals) -> None:
    metrics = Metrics(vitals)
    metrics.looked(Facts(violations={"double_number": 2}, tickets={"assigned": 3}), (), ())
    assert b'aduan_invariant_violations{invariant="double_number"} 2.0' in metrics.page()
    metrics.looked(Facts(tickets={"closed": 3}), (), ())
    assert b"double_number" not in metrics.page()
    assert b'aduan_tickets{status="assigned"}' not in metrics.page()
