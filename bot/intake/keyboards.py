"""The buttons under a question of the form: how they are packed, and how they stand beside one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from bot.buttons import FormPress
from bot.form import StepKey
from bot.intake.visit import Visit
from bot.notices import Button, Rows

_BESIDE_ANOTHER: Final = 21
"""Letters of a label that half the width of a small phone shows."""


def button(visit: Visit, step: str, value: str, label: str) -> Button:
    """An answer to a question of the present draft."""
    draft = visit.draft.id if visit.draft else 0
    return Button(label, FormPress(draft, step, value).pack())


def columns(buttons: Iterable[Button], wide: int = 2) -> Rows:
    """In rows of ``wide``; a label too long to be read beside another stands alone."""
    rows: list[list[Button]] = []
    for one in buttons:
        if rows and len(rows[-1]) < wide and all(map(_is_short, (*rows[-1], one))):
            rows[-1].append(one)
        else:
            rows.append([one])
    return tuple(map(tuple, rows))


def _is_short(one: Button) -> bool:
    return len(one.label) <= _BESIDE_ANOTHER


def labelled(visit: Visit, step: StepKey, keys: Sequence[str], wide: int = 1) -> Rows:
    """Buttons whose value is the last part of their text's key."""
    say = visit.words.plain
    return columns((button(visit, step, key.rpartition(".")[2], say(key)) for key in keys), wide)
