"""``ADUAN_FAILPOINT``: what it may say, and that every point is somewhere in the code."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.cli import main
from bot.failpoints import Point, arm, reached
from tests.house.sources import product


@pytest.fixture
def deaths() -> Iterator[list[str]]:
    """Each death there would have been; nothing is armed afterwards."""
    died: list[str] = []
    yield died
    arm(None, died.clear)


def test_it_dies_at_that_pass_and_nowhere_else(deaths: list[str]) -> None:
    arm("FP06:3", lambda: deaths.append("here"))
    found = []
    for _ in range(4):
        reached(Point.FORM)
        reached(Point.ANSWERING)
        found.append(len(deaths))
    assert found == [0, 0, 1, 1]


def test_without_a_number_it_dies_at_the_first_pass(deaths: list[str]) -> None:
    arm("FP11", lambda: deaths.append("here"))
    reached(Point.FORM)
    assert deaths == ["here"]


@pytest.mark.parametrize("asked", ["FP99", "6", "FP06:x", "FP06:-1", "FP06:0", "FP06:²"])
def test_what_is_no_point_is_refused(asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADUAN_FAILPOINT", asked)
    with pytest.raises(SystemExit, match="must be a point and a number"):
        main()


def test_every_point_is_somewhere_in_the_code() -> None:
    code = "\n".join(source.text for source in product())
    assert [point for point in Point if f"reached(Point.{point.name})" not in code] == []
