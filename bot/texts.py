"""The words the bot says: one table per language, filled so that no text of a person can become markup."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from bot.sanitise import isolated, units

QUOTE_FOLDS_AT: Final = 700
"""A quotation longer than this many UTF-16 units is folded until it is tapped."""


class Html(str):
    """Telegram HTML that is safe already; everything else is escaped when it is put into a text."""

    __slots__ = ()


def escaped(text: str) -> Html:
    """A person's words as they wrote them, unable to be markup or to turn the text around them."""
    return Html(html.escape(isolated(text), quote=False))


def _safe(value: object) -> str:
    return value if isinstance(value, Html) else escaped(str(value))


def quoted(text: str) -> Html:
    """A person's words set apart, so that no line of theirs looks like one of ours."""
    fold = " expandable" if units(text) > QUOTE_FOLDS_AT else ""
    return Html(f"<blockquote{fold}>{escaped(text)}</blockquote>")


def mention(person: int, name: str) -> Html:
    """A person's name that tells them they are meant, in a group they are in."""
    return Html(f'<a href="tg://user?id={person}">{escaped(name)}</a>')


def lines(*parts: str | None) -> Html:
    """Safe pieces under one another; those that are None or empty are left out."""
    return Html("\n".join(part for part in parts if part))


def paragraphs(*parts: str | None) -> Html:
    """Safe pieces with an empty line between them; those that are None or empty are left out."""
    return Html("\n\n".join(part for part in parts if part))


def fitting(texts: Iterable[Html], room: int) -> list[Html]:
    """As many from the first on as ``room`` UTF-16 units hold, each on a line of its own."""
    shown: list[Html] = []
    for text in texts:
        room -= units(text) + 1
        if room < 0:
            break
        shown.append(text)
    return shown


class Words:
    """All that is said in one language, by key."""

    def __init__(self, language: str, table: Mapping[str, str]) -> None:
        self.language = language
        self._table = table

    def __call__(self, key: str, **about: object) -> Html:
        """The text as Telegram HTML, with ``about`` escaped. Raises KeyError for an unknown key."""
        return Html(self._table[key].format_map({name: _safe(value) for name, value in about.items()}))

    def plain(self, key: str, **about: object) -> str:
        """The text without markup, for labels and toasts."""
        return self._table[key].format_map(about)


class Texts:
    """Every language the desk speaks; the first is the one for groups, and for who speaks none of them."""

    def __init__(self, languages: Sequence[Words]) -> None:
        self._words = {words.language: words for words in languages}
        self.main = languages[0]

    def __call__(self, language: str | None) -> Words:
        """The words of a language or of an IETF tag such as ``en-GB``, else the main ones."""
        known = self._words.get(language or "")
        return known or self._words.get((language or "").partition("-")[0], self.main)

    def __iter__(self) -> Iterator[Words]:
        return iter(self._words.values())


def flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Nested tables as dotted keys. Raises ValueError where something is no text."""
    found: dict[str, str] = {}
    for name, value in table.items():
        if isinstance(value, Mapping):
            found |= flat(value, f"{prefix}{name}.")
        elif isinstance(value, str):
            found[f"{prefix}{name}"] = value.strip("\n")
        else:
            raise ValueError(f"{prefix}{name} is no text")
    return found
