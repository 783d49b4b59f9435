"""Whatever is written, the parser of HTML holds to its bounds."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import Refused
from simulator.html import parse, units
from simulator.tags import TAGS
from simulator.wording import TEXT_LIMIT, formatted

PIECES = st.sampled_from([*"<>/&;='\" \n\0ab", "href", "pre", "code", "span", "&#x1F600;", "😀"])
SIMPLE = st.sampled_from(["b", "i", "u", "s", "code", "blockquote", "tg-spoiler"])
WORDS = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text_is_parsed_or_refused(html: str) -> None:
    try:
        text, entities = formatted(html, "HTML", None, limit=TEXT_LIMIT)
    except Refused as refusal:
        assert refusal.description.startswith("Bad Request: can't parse entities: ")  # noqa: PT017 - either may be
        return
    for entity in entities:
        assert 0 <= entity["offset"] < entity["offset"] + entity["length"] <= units(text)


@given(WORDS)
def test_an_escaped_text_comes_out_as_it_was(text: str) -> None:
    assert parse(escape(text, quote=False)) == (text, [])


@given(WORDS.filter(bool), SIMPLE, WORDS.filter(bool))
def test_a_tag_marks_exactly_what_it_holds(before: str, tag: str, text: str) -> None:
    parsed, entities = parse(f"{escape(before, quote=False)}<{tag}>{escape(text, quote=False)}</{tag}>")
    assert parsed == before + text
    assert entities == [{"type": TAGS[tag], "offset": units(before), "length": units(text)}]


@given(SIMPLE, SIMPLE, WORDS)
def test_crossed_tags_are_refused(outer: str, inner: str, text: str) -> None:
    if outer != inner:
        with pytest.raises(Refused, match="Unmatched end tag"):
            parse(f"<{outer}><{inner}>{escape(text)}</{outer}></{inner}>")
