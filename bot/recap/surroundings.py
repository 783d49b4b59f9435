"""What a recap is seen against: the period before, what is open now of any period, who did nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, NamedTuple

from bot.recap.figures import SMALL

IDLE_DAYS: Final = timedelta(days=30)
"""KemenPANRB counts as active whoever did something during the last month."""


class Standing(NamedTuple):
    """What one office has in hand now; ``old``: filed more than ``IDLE_DAYS`` ago."""

    opd: str
    protected: bool
    held: int
    late: int
    old: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``before``: filed in the period before. ``idle``: offices that let old tickets lie, by their codes."""

    before: int
    open_now: int
    late_now: int
    idle: tuple[str, ...] = ()


def shown(ordinary: int, protected: int, *, part: bool) -> int:
    """How many of them may be said: all of the regency's, of a part as the rule of small cells allows."""
    return ordinary + protected if not part or protected >= SMALL else ordinary


def in_hand(rows: Iterable[Standing], *, part: bool) -> tuple[int, int]:
    """How many are open and how many of them late; in a part protected ones are left out."""
    seen = [row for row in rows if not (part and row.protected)]
    return sum(row.held for row in seen), sum(row.late for row in seen)


def with_old(rows: Iterable[Standing]) -> list[str]:
    """The offices with old tickets in hand; protected ones name none."""
    return sorted({row.opd for row in rows if row.old and not row.protected})
