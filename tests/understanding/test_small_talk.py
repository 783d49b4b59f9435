"""What is no part of a report, and which language a text gives away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding import bears_out, is_greeting, is_thanks


@pytest.mark.parametrize(
    "text", ["halo", "P", "Assalamu'alaikum pak", "selamat pagi, min!", "tes", "👋", "...", ""]
)
def test_greetings(text: str) -> None:
    assert (is_greeting(text), is_thanks(text)) == (True, False)


@pytest.mark.parametrize(
    "text", ["terima kasih banyak pak", "ok", "Ya.", "thank you very much", "siap pak 🙏"]
)
def test_thanks(text: str) -> None:
    assert (is_greeting(text), is_thanks(text)) == (True, True)


@pytest.mark.parametrize("word", ["kirim", "Lanjut", "setuju", "✅ Kirim", "back"])
def test_a_lone_word_of_a_button_is_no_report(word: str) -> None:
    assert is_greeting(word)


@pytest.mark.parametrize("text", ["halo, jalan rusak", "pagi ini banjir", "sampah", "terima kasih jalannya"])
def test_reports(text: str) -> None:
    assert (is_greeting(text), is_thanks(text)) == (False, False)


@pytest.mark.parametrize(
    ("text", "language", "certain"),
    [
        ("wifi error terus", "en", False),
        ("depan Hotel Royal Victoria", "en", False),
        ("the road is broken", "en", True),
        ("Please fix it", "en", True),
        ("jalan rusak", "id", True),
    ],
)
def test_terms_alone_are_no_english(text: str, language: str, certain: bool) -> None:
    assert bears_out(text, language) is certain


@given(st.text())
def test_no_text_fails(text: str) -> None:
    assert is_greeting(text) >= is_thanks(text)
    assert bears_out(text, "id")
