"""The marks of a text that the model weighs: words, pairs of words and pieces of words, each as a number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Final
from zlib import crc32

SIZE: Final = 1 << 15
"""Marks are counted in this many rows; the trainer and the bot must agree on it."""

_WORDS_AT_MOST: Final = 400
_PIECES: Final = (3, 4, 5)
_WORD: Final = re.compile(r"[a-z]+|\d+")
_DRAWN_OUT: Final = re.compile(r"(.)\1{2,}")
_TWICE: Final = re.compile(r"\b([a-z]{3,})2(?=\b|[a-z])")
"""``anak2`` is ``anak anak``."""

_SHORT: Final = 2
_REMEMBERED: Final = 4_096
"""Words whose marks are kept: a language has few, and people use the same."""

Spellings = Mapping[str, str]


def words(text: str, spellings: Spellings) -> list[str]:
    """The words of a text in plain spelling: no accents, no drawn-out letters, any figure as ``0``."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    spoken = _TWICE.sub(r"\1 \1 ", _DRAWN_OUT.sub(r"\1", plain))
    found = _WORD.findall(spoken)[:_WORDS_AT_MOST]
    spelled = (spellings.get(word, word) for word in found)
    return [piece for word in spelled for piece in (word.split() if not word.isdigit() else ("0",))]


def marks(said: list[str]) -> set[int]:
    """Which rows of a model the words belong to."""
    found = {_row(f"{one} {two}") for one, two in pairwise(said)}
    return found.union(*map(_marks_of, set(said)))


@lru_cache(_REMEMBERED)
def _marks_of(word: str) -> tuple[int, ...]:
    """Of the word, and of its pieces with their edges."""
    texts = {f"={word}"}
    if len(word) > _SHORT:
        edged = f"_{word}_"
        texts.update(edged[at : at + size] for size in _PIECES for at in range(len(edged) - size + 1))
    return tuple(map(_row, texts))


def _row(text: str) -> int:
    return crc32(text.encode()) % SIZE
