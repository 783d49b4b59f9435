"""The label fits whatever it is put on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.sanitise import units
from bot.speaker.words import CAPTION_LIMIT, labelled, plain, shortened

LABEL = "(kirim ulang)"


def test_a_label_is_the_first_line_and_the_markup_stays() -> None:
    assert labelled("<b>a</b>", LABEL, 4096) == f"{LABEL}\n<b>a</b>"


def test_a_label_stands_alone_where_there_are_no_words() -> None:
    assert labelled("", LABEL, 1024) == LABEL


@given(st.text(max_size=30), st.integers(900, 1100))
def test_a_labelled_caption_is_never_too_long(tail: str, length: int) -> None:
    text = "<b>" + "😀" * (length // 2) + "</b>" + tail.replace("<", "&lt;")
    made = labelled(text, LABEL, CAPTION_LIMIT)
    assert made.startswith(f"{LABEL}\n")
    assert units(plain(made)) <= CAPTION_LIMIT


def test_shortening_keeps_characters_whole() -> None:
    assert shortened("a😀😀", 4) == "a😀…"


def test_plain_is_what_is_read() -> None:
    assert plain('<b>a</b> &lt;b&gt; <a href="https://x.id">x</a> 1 < 2') == "a <b> x 1 < 2"
