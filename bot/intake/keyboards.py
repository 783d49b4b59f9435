"""The buttons under a question of the form: how they are packed, and how they stand beside one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from bot.buttons import FormPress
from bot.form import StepKey
from bot.intake.visit import Visit
from bot.notices import Button, Rows

_BESIDE_ANOTHER: Final = 21
"""Letters of a label that half the width of a small phone shows."""

_LONGEST_DRAFT: Final = 2**52
_REMEMBERED: Final = 256
"""Keyboards whose rows are known: most people are asked the same questions."""

Choice = tuple[str, str]
"""What a button answers, and its label."""


def button(visit: Visit, step: str, value: str, label: str) -> Button:
    """An answer to a question of the present draft."""
    return Button(label, FormPress(_draft(visit), step, value).pack())


def columns(visit: Visit, step: StepKey, choices: Iterable[Choice], wide: int = 2) -> Rows:
    """A button each, in rows of ``wide``; a label too long to be read beside another stands alone."""
    stem = FormPress(_draft(visit), step, "").pack()
    rows = _rows(step, tuple(choices), wide)
    return tuple([tuple([Button(label, stem + value) for value, label in row]) for row in rows])


def labelled(visit: Visit, step: StepKey, keys: Sequence[str], wide: int = 1) -> Rows:
    """Buttons whose value is the last part of their text's key."""
    say = visit.words.plain
    return columns(visit, step, [(key.rpartition(".")[2], say(key)) for key in keys], wide)


def _draft(visit: Visit) -> int:
    return visit.draft.id if visit.draft else 0


@lru_cache(_REMEMBERED)
def _rows(step: StepKey, choices: tuple[Choice, ...], wide: int) -> list[list[Choice]]:
    """Raises ValueError where a value fits into no button."""
    rows: list[list[Choice]] = []
    for choice in choices:
        value, _ = choice
        FormPress(_LONGEST_DRAFT, step, value).pack()
        if rows and len(rows[-1]) < wide and all(map(_is_short, (*rows[-1], choice))):
            rows[-1].append(choice)
        else:
            rows.append([choice])
    return rows


def _is_short(choice: Choice) -> bool:
    _, label = choice
    return len(label) <= _BESIDE_ANOTHER
