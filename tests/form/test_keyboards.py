"""Buttons beside one another: as many as a small phone shows, each for this draft."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import LIMIT, FormPress
from bot.form import StepKey
from bot.intake.keyboards import button, columns

VALUES = st.text("abc0123456789.", max_size=12)
CHOICES = st.lists(st.tuples(VALUES, st.text(max_size=40)), max_size=9)


def _visit(draft: int) -> Any:
    return SimpleNamespace(draft=SimpleNamespace(id=draft) if draft else None)


@given(CHOICES, st.integers(0, 2**52), st.integers(1, 3))
def test_every_choice_is_a_button_of_its_own_in_its_order(
    choices: list[tuple[str, str]], draft: int, wide: int
) -> None:
    rows = columns(_visit(draft), StepKey.DESA, choices, wide)
    shown = [one for row in rows for one in row]
    assert shown == [button(_visit(draft), StepKey.DESA, value, label) for value, label in choices]
    read = [FormPress.read(one.data) for one in shown]
    assert read == [FormPress(draft, "desa", value) for value, _ in choices]
    assert all(len(one.data) <= LIMIT for one in shown)
    assert all(len(row) <= wide for row in rows)
    assert all(len(one.label) <= 21 for row in rows if len(row) > 1 for one in row)


@pytest.mark.parametrize("value", ["a:b", "x" * 60])
def test_what_no_button_can_carry_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="no button"):
        columns(_visit(1), StepKey.DESA, [(value, "Label")])
