"""How good the figures are, in four words: the regency's own reading, by thresholds of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.recap.tallies import Tally
from bot.settings import Grades


class Grade(StrEnum):
    """From the best to the worst."""

    VERY_GOOD = "very_good"
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


ORDER: Final = tuple(Grade)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Each measure's grade by its name, as far as there is something to grade; the worst is the whole's."""

    grades: Mapping[str, Grade]

    @property
    def whole(self) -> Grade | None:
        """None when nothing could be graded."""
        return max(self.grades.values(), key=ORDER.index, default=None)


def evaluate(tally: Tally, thresholds: Grades) -> Evaluation:
    """%TL, timeliness of resolution and satisfaction against ``[recap]``'s thresholds."""
    measures = {
        "followed_up": (tally.followed_up, thresholds.followed_up),
        "on_time": (tally.solved_in_time, thresholds.on_time),
        "satisfaction": (tally.satisfaction, thresholds.satisfaction),
    }
    return Evaluation(
        {name: _grade(value, steps) for name, (value, steps) in measures.items() if value is not None}
    )


def _grade(value: float, steps: tuple[float, float, float]) -> Grade:
    return next((grade for grade, step in zip(ORDER, steps, strict=False) if value >= step), Grade.POOR)
