"""The pace never exceeds Telegram's limits."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.notices import Notice
from bot.speaker import Pace
from tests.speaker.conftest import ANI, PUPR, Office

wishes = st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.floats(0, 2)), max_size=150)


def busiest(moments: list[float], span: float) -> int:
    return max(
        (sum(1 for other in moments if 0 <= other - start < span - 1e-6) for start in moments), default=0
    )


@settings(max_examples=100, deadline=None)
@given(wishes)
def test_no_window_ever_holds_more_than_its_cap(asked: list[tuple[int, bool, float]]) -> None:
    pace, now = Pace(per_second=5, group_per_minute=9), 0.0
    sent: dict[tuple[int, bool], list[float]] = {}
    for lane, group, later in asked:
        number = lane if group else lane + 100
        now = max(now + later, pace.opens(1, now))
        now = max(now, pace.earliest(number, 1, now, group=group))
        now = pace.opens(1, now)
        pace.spend(number, 1, now)
        sent.setdefault((number, group), []).append(now)
    assert busiest([moment for moments in sent.values() for moment in moments], 1) <= 5
    for (_, group), moments in sent.items():
        assert busiest(moments, 60 if group else 3) <= (9 if group else 3)


def test_an_album_costs_as_many_messages_as_it_has_files() -> None:
    pace = Pace(per_second=28, group_per_minute=19)
    pace.spend(1, 10, 0.0)
    assert pace.earliest(1, 9, 1.0, group=True) == 1.0
    assert pace.earliest(1, 10, 1.0, group=True) == 60.0


def test_an_album_larger_than_the_cap_waits_for_silence_only() -> None:
    pace = Pace(per_second=28, group_per_minute=19)
    assert pace.earliest(1, 10, 1.0, group=False) == 1.0
    pace.spend(1, 1, 1.0)
    assert pace.earliest(1, 10, 1.0, group=False) == 4.0


def test_forgets_chats_that_have_been_quiet() -> None:
    pace = Pace(per_second=28, group_per_minute=19)
    for lane in range(10_000):
        pace.spend(lane, 1, lane * 1.0)
    assert len(pace._lanes) < 5_000


async def test_a_group_gets_nineteen_a_minute(office: Office) -> None:
    office.pace = Pace(per_second=28, group_per_minute=19)
    office.starts()
    await office.puts(*(Notice(PUPR, str(number)) for number in range(40)))
    for _ in range(130):
        await office.passes(1)
    moments = [moment for _, moment in office.courier.moments]
    assert len(moments) == 40
    assert busiest(moments, 60) == 19


async def test_a_resident_gets_three_at_once_and_then_one_a_second(office: Office) -> None:
    office.pace = Pace(per_second=28, group_per_minute=19)
    office.starts()
    await office.puts(*(Notice(ANI, str(number)) for number in range(9)))
    await office.quiet()
    assert len(office.courier.sent) == 3
    for _ in range(6):
        await office.passes(1)
    assert len(office.courier.sent) == 9


async def test_a_new_process_remembers_what_the_last_one_sent(office: Office) -> None:
    office.pace = Pace(per_second=28, group_per_minute=19)
    office.starts()
    await office.puts(*(Notice(PUPR, str(number)) for number in range(30)))
    await office.quiet()
    for _ in range(2):
        await office.passes(1)
    assert len(office.courier.sent) == 19
    await office.stops()
    office.pace = Pace(per_second=28, group_per_minute=19)
    office.starts()
    await office.passes(50)
    assert len(office.courier.sent) == 19
    await office.passes(10)
    assert len(office.courier.sent) == 30
