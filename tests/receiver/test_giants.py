"""An update with a number that nothing of ours can hold is found out before it is handled."""

from __future__ import annotations

import pytest

from bot.encoding import decoded
from handlers.giants import has_giant


@pytest.mark.parametrize("number", ["9223372036854775808", "-9223372036854775809", "1e999", "-1e999", "NaN"])
def test_a_number_that_nothing_holds_is_found_wherever_it_stands(number: str) -> None:
    """Symptom: a draft with a pin at infinity was stored, and could not be read again."""
    raw = decoded(f'{{"message": {{"location": [1, {{"latitude": {number}}}]}}}}'.encode())
    assert has_giant(raw)


@pytest.mark.parametrize(
    "number", ["9223372036854775807", "-9223372036854775808", "-0.5023", "117.5", "true", "null", '"1e999"']
)
def test_what_telegram_sends_is_let_through(number: str) -> None:
    assert not has_giant(decoded(f'{{"message": [{number}]}}'.encode()))
