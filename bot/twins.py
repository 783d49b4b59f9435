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
    """What a report tells: its words, its desa where one is known, and its pin."""

    words: str
    desa: str | None = None
    pin: Pin | None = None


def likeness(one: Telling, other: Telling, common: AbstractSet[str], twins: Twins) -> float:
    """How sure it is that both tell of the same: 0 where they do not, more than 100 where the pins agree.

    ``common`` are words that any report of the category may hold. A pin within the radius is enough; else
    the desa must be the same (or unknown in both) and the words alike.
    """
    if one.pin and other.pin and (metres := one.pin.metres_to(other.pin)) <= twins.radius:
        return 200 - 100 * metres / twins.radius
    if one.desa != other.desa:
        return 0
    alike = _alike(_telling_words(one.words, common), _telling_words(other.words, common))
    return alike if alike >= twins.alike else 0


def words_of(text: str) -> list[str]:
    """The words of a text, in lower case and as far as they are compared."""
    return _WORD.findall(text.casefold())[:_WORDS_AT_MOST]


def _telling_words(text: str, common: AbstractSet[str]) -> list[str]:
    return [word for word in words_of(text) if word not in common and word not in _SAYS_NOTHING]


def _alike(one: list[str], other: list[str]) -> float:
    """From 0 to 100; a word alone tells nothing."""
    from rapidfuzz import fuzz

    if min(len(set(one)), len(set(other))) < _WORDS_AT_LEAST:
        return 0
    return fuzz.token_set_ratio(" ".join(one), " ".join(other))
