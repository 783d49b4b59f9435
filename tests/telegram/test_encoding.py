"""JSON by msgspec is what the standard library would make of it, and lets through what Telegram may send."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.encoding import decoded, encoded, stored
from bot.texts import Html

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=12,
)


@given(PLAIN)
def test_what_is_written_is_read_again_here_and_by_others(value: object) -> None:
    assert decoded(encoded(value)) == json.loads(encoded(value)) == value


@given(PLAIN)
def test_what_others_write_is_read_as_they_would(value: object) -> None:
    assert decoded(json.dumps(value).encode()) == value


@pytest.mark.parametrize(
    "text", ['{"a": "\\ud83d"}', '{"a": 1e400}', '{"a": 1, "a": 2}', '{"a": 1' + "0" * 40 + "}"]
)
def test_what_msgspec_refuses_is_read_all_the_same(text: str) -> None:
    assert decoded(text.encode()) == json.loads(text)


def test_a_broken_character_costs_no_update() -> None:
    assert decoded(b'{"a": "x\xff"}') == {"a": "x\ufffd"}


@pytest.mark.parametrize("text", [b"", b"{", b"<html>", b'{"a": 01}'])
def test_what_is_no_json_is_said_to_be_none(text: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        decoded(text)


def test_safe_words_are_words() -> None:
    assert encoded({"a": Html("<b>x</b>")}) == b'{"a":"<b>x</b>"}'


def test_nothing_else_is_turned_into_words_unasked() -> None:
    with pytest.raises(TypeError):
        encoded(object())


def test_half_a_character_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogates"):
        encoded("\ud83d")


@given(PLAIN)
def test_what_is_stored_is_read_again(value: object) -> None:
    assert json.loads(stored(value)) == value


def test_half_a_character_is_stored() -> None:
    assert json.loads(stored({"text": "a\ud83d"})) == {"text": "a\ud83d"}
