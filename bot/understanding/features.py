"""The marks of a text that the model weighs: words, pairs of words and pieces of words, each as a number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from itertools import pairwise
from typing import Final
from zlib import crc32

from bot.lexicon import Lexicon

SIZE: Final = 1 << 15
"""Marks are counted in this many rows; the trainer and the bot must agree on it."""

_WORDS_AT_MOST: Final = 400
_PIECES: Final = (3, 4, 5)
_WORD: Final = re.compile(r"[a-z]+|\d+")
_DRAWN_OUT: Final = re.compile(r"(.)\1{2,}")
_TWICE: Final = re.compile(r"\b([a-z]{3,})2(?=\b|[a-z])")
"""``anak2`` is ``anak anak``."""

_GLUED_TWO: Final = re.compile(r"2(?<=[a-z]2)")
"""Without one nothing is said twice; looking for the figure first is quickest."""

_SHORT: Final = 2

Spellings = Mapping[str, str]


def words(text: str, spellings: Spellings) -> list[str]:
    """The words of a text in plain spelling: no accents, no drawn-out letters, any figure as ``0``."""
    found = map(_SPOKEN.__getitem__, _WORD.findall(_plain(text))[:_WORDS_AT_MOST])
    return " ".join([spellings.get(word, word) for word in found]).split()


def marks(said: list[str]) -> set[int]:
    """Which rows of a model the words belong to."""
    return pair_marks(said).union(*map(word_marks, set(said)))


def pair_marks(said: list[str]) -> set[int]:
    """The rows of each two words that follow one another."""
    return {_row(f"{one} {two}") for one, two in pairwise(said)}


def word_marks(word: str) -> set[int]:
    """The rows of a word, and of its pieces with their edges."""
    texts = {f"={word}"}
    if len(word) > _SHORT:
        edged = f"_{word}_"
        texts.update(edged[at : at + size] for size in _PIECES for at in range(len(edged) - size + 1))
    return set(map(_row, texts))


def _plain(text: str) -> str:
    """A text in lower case and without accents; what is said twice is written twice."""
    plain = text.lower() if text.isascii() else _without_accents(text.casefold())
    return _TWICE.sub(r"\1 \1 ", _DRAWN_OUT.sub(r"\1", plain)) if _GLUED_TWO.search(plain) else plain


def _without_accents(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _spoken(word: str) -> str:
    return "0" if word.isdigit() else _DRAWN_OUT.sub(r"\1", word)


def _row(text: str) -> int:
    return crc32(text.encode()) % SIZE


_SPOKEN: Final = Lexicon(_spoken)
