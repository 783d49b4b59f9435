"""The queue: in order within a chat, whatever is held, put back or released."""

from __future__ import annotations

import pytest

from bot.receiver.queue import Entry, Queue

GROUP, ANI = -1, 7


def entry(number: int, chat: int = GROUP) -> Entry:
    return Entry(number, lane=chat, chat=chat, raw={"update_id": number})


def numbers(queue: Queue) -> list[int]:
    return [one.update_id for one in queue.take(100)]


def test_a_held_lane_keeps_its_line_and_others_pass() -> None:
    queue, first = Queue(), entry(1)
    queue.hold(first)
    queue.put([entry(2), entry(3, ANI), entry(4)])
    assert numbers(queue) == [3]
    queue.release(GROUP)
    assert numbers(queue) == [1, 2, 4]


def test_what_is_put_back_comes_before_the_line_of_its_held_lane() -> None:
    queue, early, held = Queue(), entry(1), entry(2)
    queue.hold(held)
    queue.back([early])
    queue.release(GROUP)
    assert numbers(queue) == [1, 2]


def test_a_lane_is_held_once_so_that_no_line_is_lost() -> None:
    queue = Queue()
    queue.hold(entry(1))
    with pytest.raises(ValueError, match="held once"):
        queue.hold(entry(2))


def test_what_is_done_is_not_taken_again() -> None:
    queue, done = Queue(), entry(1)
    done.done = True
    queue.hold(done)
    queue.put([entry(2)])
    queue.release(GROUP)
    assert numbers(queue) == [2]
