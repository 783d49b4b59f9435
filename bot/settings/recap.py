"""The section of the recap: when it comes by itself, what heads its letters, and what counts as good."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from bot.settings.sections import Section

Steps = tuple[float, float, float]


def falling(steps: Steps) -> Steps:
    if not steps[0] > steps[1] > steps[2] >= 0:
        raise ValueError("three numbers are needed, the best first: [90, 75, 60]")
    return steps


def moment(value: Any) -> Any:
    try:
        return time.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        raise ValueError(f"{value!r} is not a time of day such as 08:00") from None


Thresholds = Annotated[Steps, AfterValidator(falling)]


class Grades(Section):
    """From which figure on it is very good, good, fair: no official thresholds are known."""

    followed_up: Thresholds = Field(
        default=(90, 75, 60), description="%TL; 60 was quoted as the national pass mark in 2022"
    )
    on_time: Thresholds = Field(default=(90, 75, 60), description="percent resolved in time")
    satisfaction: Thresholds = Field(default=(4.5, 4, 3), description="the mean of ratings from 1 to 5")


class Signatory(Section):
    """Who signs the printed report; empty lines are left to be filled by hand."""

    title: str = Field(default="Kepala Dinas", max_length=120)
    name: str = Field(default="", max_length=120)
    nip: str = Field(default="", max_length=40)


class Recap(Section):
    """What the recap sends by itself, and how its report looks."""

    at: Annotated[time, BeforeValidator(moment)] = Field(
        default=time(8), description="local time from which on scheduled recaps are sent"
    )
    daily: bool = Field(default=True, description="a line about the day before, on working days")
    weekly: bool = Field(default=True, description="on the first working day of a week")
    monthly: bool = Field(default=True, description="on the first working day of a month")
    yearly: bool = Field(default=True, description="on the first working day of a year")
    offices: bool = Field(default=True, description="each OPD's own monthly and yearly one, to its group")
    letterhead: tuple[Annotated[str, Field(max_length=120)], ...] = Field(
        default=(
            "PEMERINTAH KABUPATEN KUTAI TIMUR",
            "DINAS KOMUNIKASI DAN INFORMATIKA, STATISTIK DAN PERSANDIAN",
        ),
        max_length=6,
        description="the lines above a printed report, the regency first",
    )
    place: str = Field(default="Sangatta", max_length=60, description="where it is signed")
    signatory: Signatory = Signatory()
    grades: Grades = Grades()
