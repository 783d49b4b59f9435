"""Twins: whether two reports of one category tell of the same thing."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

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
_SAYS_NOTHING: Final = frozenset(
    {
        "ada", "bapak", "bu", "dan", "dari", "dengan", "di", "gak", "ibu", "ini", "itu", "juga", "kami", "ke",
        "lagi", "mohon", "nggak", "pak", "pada", "sangat", "saya", "sdh", "sudah", "tdk", "tidak", "tolong",
        "untuk", "yang", "yg",
        "a", "and", "at", "for", "in", "is", "not", "of", "on", "please", "the", "there", "to", "very", "we",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Telling:
    """What a report tells: its words, its desa and landmark where they are known, and its pin."""

    words: str
    desa: str | None = None
    pin: Pin | None = None
    landmark: str | None = None


def likeness(one: Telling, other: Telling, common: AbstractSet[str], twins: Twins) -> float:
    """How sure it is that both tell of the same: 0 where they do not, more than 100 where the pins agree.

    ``common`` are words that any report of the category and place may hold. A pin within the radius is
    enough; else the desa must be the same and the words alike. Where neither names a desa, a kecamatan is
    wide: a landmark in common or much the same words have to tell that it is one spot.
    """
    metres = one.pin.metres_to(other.pin) if one.pin and other.pin else None
    if metres is not None and metres <= twins.radius:
        return 200 - 100 * metres / twins.radius
    if one.desa != other.desa or (metres is not None and metres > _APART * twins.radius):
        return 0
    mine, theirs = _telling_words(one.words, common), _telling_words(other.words, common)
    alike = _alike(mine, theirs)
    if one.desa is None and not _share_landmark(one, other, common) and not _is_clear(alike, mine, theirs):
        return 0
    return alike if alike >= twins.alike else 0


def words_of(text: str) -> list[str]:
    """The words of a text, in lower case and as far as they are compared."""
    return _WORD.findall(text.casefold())[:_WORDS_AT_MOST]


def _telling_words(text: str, common: AbstractSet[str]) -> list[str]:
    return [word for word in words_of(text) if word not in common and word not in _SAYS_NOTHING]


def _share_landmark(one: Telling, other: Telling, common: AbstractSet[str]) -> bool:
    mine, theirs = (_telling_words(each.landmark or "", common) for each in (one, other))
    return len(set(mine) & set(theirs)) >= _WORDS_AT_LEAST and _alike(mine, theirs) >= _SAME_LANDMARK


def _is_clear(alike: float, one: list[str], other: list[str]) -> bool:
    return alike >= _CLEARLY and len(set(one) & set(other)) >= _WORDS_IN_COMMON


def _alike(one: list[str], other: list[str]) -> float:
    """From 0 to 100; a word alone tells nothing."""
    from rapidfuzz import fuzz

    if min(len(set(one)), len(set(other))) < _WORDS_AT_LEAST:
        return 0
    return fuzz.token_set_ratio(" ".join(one), " ".join(other))
