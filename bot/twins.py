"""Twins: whether two reports of one category tell of the same thing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from bot.pins import Pin
from bot.settings import Twins

_WORD: Final = re.compile(r"[a-z0-9]+")
_WORDS_AT_LEAST: Final = 2
_WORDS_IN_COMMON: Final = 4
_CLEARLY: Final = 75
_SAME_LANDMARK: Final = 85
_APART: Final = 10
"""Radii between two pins from which on no words make them one spot."""

_WORDS_AT_MOST: Final = 200
_REMEMBERED: Final = 1024
"""Texts whose words are kept: 4 MiB as people write, 30 at most."""

_SAYS_NOTHING: Final = frozenset(
    {
        "ada", "bapak", "bu", "dan", "dari", "dengan", "di", "gak", "ibu", "ini", "itu", "juga", "kami", "ke",
        "lagi", "mohon", "nggak", "pak", "pada", "sangat", "saya", "sdh", "sudah", "tdk", "tidak", "tolong",
        "untuk", "yang", "yg",
        "a", "and", "at", "for", "in", "is", "not", "of", "on", "please", "the", "there", "to", "very", "we",
    }
)  # fmt: skip


class Telling(NamedTuple):
    """What a report tells: its words, its desa and landmark where they are known, and its pin."""

    words: str
    desa: str | None = None
    pin: Pin | None = None
    landmark: str | None = None


class _Words(NamedTuple):
    """Those that tell something: one by one, and as they are compared."""

    each: frozenset[str]
    joined: str


class Likeness:
    """How sure it is that another report tells of the same as ``one``.

    0 where it does not, more than 100 where the pins agree. ``common`` are words that any report of the
    category and place may hold. A pin within the radius is enough; else the desa must be the same and the
    words alike. Where neither names a desa, a kecamatan is wide: a landmark in common or much the same words
    have to tell that it is one spot.
    """

    def __init__(self, one: Telling, common: frozenset[str], twins: Twins) -> None:
        from rapidfuzz import fuzz

        self._ratio = fuzz.token_set_ratio
        self._one = one
        self._common = common
        self._twins = twins
        self._words = _telling_words(one.words, common)

    def __call__(self, other: Telling) -> float:
        one, radius = self._one, self._twins.radius
        metres = one.pin.metres_to(other.pin) if one.pin and other.pin else None
        if metres is not None and metres <= radius:
            return 200 - 100 * metres / radius
        if one.desa != other.desa or (metres is not None and metres > _APART * radius):
            return 0
        return self._of_words(other)

    def _of_words(self, other: Telling) -> float:
        mine, theirs = self._words, _remembered(other.words, self._common)
        alike = self._alike(mine, theirs)
        if alike < self._twins.alike:
            return 0
        is_clear = alike >= _CLEARLY and len(mine.each & theirs.each) >= _WORDS_IN_COMMON
        return alike if self._one.desa is not None or is_clear or self._shares_landmark(other) else 0

    def _shares_landmark(self, other: Telling) -> bool:
        mine, theirs = (_telling_words(each.landmark or "", self._common) for each in (self._one, other))
        return len(mine.each & theirs.each) >= _WORDS_AT_LEAST and self._alike(mine, theirs) >= _SAME_LANDMARK

    def _alike(self, one: _Words, other: _Words) -> float:
        """From 0 to 100, whatever the order; a word alone tells nothing."""
        if len(one.each) < _WORDS_AT_LEAST or len(other.each) < _WORDS_AT_LEAST:
            return 0
        return self._ratio(one.joined, other.joined)


def words_of(text: str) -> list[str]:
    """The words of a text, in lower case and as far as they are compared."""
    return _WORD.findall(text.casefold())[:_WORDS_AT_MOST]


def _telling_words(text: str, common: frozenset[str]) -> _Words:
    each = frozenset(words_of(text)) - _SAYS_NOTHING - common
    return _Words(each, " ".join(each))


# of filed reports alone, which each new one meets again; what is not filed is kept nowhere
_remembered: Final = lru_cache(maxsize=_REMEMBERED)(_telling_words)
