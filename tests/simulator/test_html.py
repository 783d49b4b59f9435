"""HTML is parsed as Telegram parses it, and refused in its words."""

from __future__ import annotations

import pytest

from simulator.errors import Refused
from simulator.html import parse
from simulator.wording import TEXT_LIMIT, clean, formatted, written


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ("a <x>b</x>", 'Unsupported start tag "x" at byte offset 2'),
        ("é <x>", 'Unsupported start tag "x" at byte offset 3'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<b>tebal", 'Can\'t find end tag corresponding to start tag "b"'),
        ("tebal</b>", "Unexpected end tag at byte offset 5"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        (
            "<a href>x</a>",
            'Expected equal sign in declaration of an attribute of the tag "a" at byte offset 0',
        ),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<a =x>z</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji emoji-id='no'>x</tg-emoji>", "Invalid custom emoji identifier specified"),
    ],
)
def test_what_is_no_html_is_refused_with_its_place(html: str, what: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse(html)
    assert refusal.value.description == f"Bad Request: can't parse entities: {what}"


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("<B>a</B>", "a", [("bold", 0, 1)]),
        ("😀<i>b</i>", "😀b", [("italic", 2, 1)]),
        ("<b>a<u>b</u></b>", "ab", [("bold", 0, 2), ("underline", 1, 1)]),
        ("<b></b>a", "a", []),
        ("<blockquote expandable>k</blockquote>", "k", [("expandable_blockquote", 0, 1)]),
        ("&lt;b&gt; &amp;&quot;&#65;&#x42;", '<b> &"AB', []),
        ("&nbsp;&copy &amp b", "&nbsp;&copy & b", []),
        ('<span class="tg-spoiler">s</span>', "s", [("spoiler", 0, 1)]),
    ],
)
def test_tags_become_entities_that_count_utf16(
    html: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    parsed, found = parse(html)
    assert (parsed, [(one["type"], one["offset"], one["length"]) for one in found]) == (text, entities)


@pytest.mark.parametrize("html", [
    '<pre><code class="language-sql">x</code></pre>', '<code class="language-sql"><pre>x</pre></code>',
])  # fmt: skip
def test_code_within_pre_is_one_block_with_its_language(html: str) -> None:
    assert parse(html)[1] == [{"type": "pre", "offset": 0, "length": 1, "language": "sql"}]


def test_a_link_keeps_its_address_and_a_user_link_its_user() -> None:
    [link, user, bare] = parse(
        '<a href="https://x.id/?a=1&amp;b=2">a</a><a href="tg://user?id=7">b</a><a>c.id</a>'
    )[1]
    assert (link["url"], user["type"], user["user"]["id"]) == ("https://x.id/?a=1&b=2", "text_mention", 7)
    assert bare["url"] == "http://c.id/"


def test_a_link_to_nowhere_is_no_link() -> None:
    assert parse('<a href="javascript:alert(1)">x</a>') == ("x", [])


def test_entities_never_hold_the_white_space_at_the_ends() -> None:
    assert formatted("  <b> a </b> ", "HTML", None, limit=TEXT_LIMIT) == (
        "a",
        [{"type": "bold", "offset": 0, "length": 1}],
    )


def test_bold_that_touches_bold_is_one() -> None:
    assert formatted("<b>a</b><b>b</b>", "HTML", None, limit=TEXT_LIMIT)[1] == [
        {"type": "bold", "offset": 0, "length": 2}
    ]


def test_control_characters_become_spaces_and_returns_vanish() -> None:
    assert clean("a\x00b\tc\r\nd\u202ee") == "a b c\nde"


def test_commands_mentions_and_links_are_found() -> None:
    _, entities = written("/ambil@AduanBot 1 dari @ani_warga lewat lapor.go.id #jalan")
    assert [entity["type"] for entity in entities] == ["bot_command", "mention", "url", "hashtag"]
    assert written("dan/atau 1/2")[1] == []


def test_a_text_of_the_limit_in_utf16_passes_and_one_more_does_not() -> None:
    assert formatted("😀" * 2048, None, None, limit=TEXT_LIMIT)[0] == "😀" * 2048
    with pytest.raises(Refused, match="message is too long"):
        formatted("😀" * 2048 + "a", None, None, limit=TEXT_LIMIT)
