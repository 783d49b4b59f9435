"""What someone who misspelt a word may have meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

ALIKE: Final = 75.0
"""Of 100: ``slesai`` is 92 like ``selesai``."""

_GLUED: Final = re.compile(r"(\D+)(\d+)")


def unglued(word: str) -> tuple[str, str]:
    """A word and the number that was written at its end without a space: ``selesai33``."""
    found = _GLUED.fullmatch(word)
    return (found[1], found[2]) if found else (word, "")


def nearest(word: str, known: Iterable[str], most: int = 1, alike: float = ALIKE) -> list[str]:
    """The words of ``known`` that are most like ``word``, the nearest first."""
    from rapidfuzz import fuzz, process, utils

    found = process.extract(
        word, list(known), scorer=fuzz.ratio, processor=utils.default_process, limit=most, score_cutoff=alike
    )
    return [near for near, _, _ in found]
