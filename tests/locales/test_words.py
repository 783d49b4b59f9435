"""The words of every language: the same keys, the same blanks, nothing that Telegram would refuse."""

from __future__ import annotations

import re
import string
from html.parser import HTMLParser

import pytest

from bot.configuration.locales import LOCALES, load_table, load_texts
from bot.settings import LANGUAGES
from bot.texts import quoted
from bot.tickets.status import Kind, Status
from tests.house.sources import product

MAIN = load_table(LANGUAGES[0])
OTHERS = LANGUAGES[1:]
ALLOWED = {"b", "i", "u", "s", "code", "pre", "blockquote", "a"}


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_every_text(language: str) -> None:
    assert load_table(language).keys() == MAIN.keys()


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_fills_the_same_blanks(language: str) -> None:
    table = load_table(language)
    assert {key: blanks(table[key]) for key in MAIN} == {key: blanks(MAIN[key]) for key in MAIN}


@pytest.mark.parametrize("language", LANGUAGES)
def test_markup_is_closed_and_known(language: str) -> None:
    for key, text in load_table(language).items():
        tags = Tags(text)
        assert (key, tags.open, tags.seen - ALLOWED) == (key, [], set())


def test_every_file_is_in_every_language() -> None:
    files = {language: {path.name for path in (LOCALES / language).iterdir()} for language in LANGUAGES}
    assert set(map(frozenset, files.values())) == {frozenset(files[LANGUAGES[0]])}


@pytest.mark.parametrize("words", [Kind, Status])
def test_every_word_of_a_ticket_can_be_said(words: type[Status]) -> None:
    assert [word for word in words if f"word.{words.__name__.lower()}.{word}" not in MAIN] == []


def test_every_key_that_code_names_exists() -> None:
    key = re.compile(rf'"((?:{"|".join(_files())})\.[a-z_]+(?:\.[a-z_0-9]+)+)"')
    named = {found for source in product() for found in key.findall(source.text)}
    assert named - MAIN.keys() == set()


def test_no_text_is_left_over() -> None:
    code = "\n".join(source.text for source in product())
    assert [key for key in MAIN if not _is_named(key, code)] == []


def test_a_persons_words_are_never_markup() -> None:
    words = load_texts(LANGUAGES)("id")
    assert words("form.summary.landmark", landmark="<b>&").endswith("&lt;b&gt;&amp;")
    assert quoted("</blockquote><b>") == "<blockquote>&lt;/blockquote&gt;&lt;b&gt;</blockquote>"


def _files() -> list[str]:
    return [path.stem for path in (LOCALES / LANGUAGES[0]).iterdir()]


def _is_named(key: str, code: str) -> bool:
    """By itself, or by the part before its last word, which a value completes."""
    return f'"{key}"' in code or f'"{key.rpartition(".")[0]}.{{' in code or key.partition(".")[0] == "form"
