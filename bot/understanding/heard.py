"""A text as patterns look at it, and its words, which tell the patterns that need not be looked for."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_WORD: Final = re.compile(r"[^\W\d_]+")
_READ_AS: Final = str.maketrans("İıſ", "iis")
"""Letters that are one with a letter of ASCII in one case; ``lower`` leaves them, or makes two of one."""


class Heard(NamedTuple):
    """A text in lower case, each letter where it stood, and its words, without the figures glued to them."""

    text: str
    words: frozenset[str]


def heard_in(text: str) -> Heard:
    """What a text says, whatever the case of its letters."""
    lower = lowered(text)
    return Heard(lower, frozenset(_WORD.findall(lower)))


def lowered(text: str) -> str:
    """The text in lower case, each letter where it stood."""
    return text.lower() if text.isascii() else text.translate(_READ_AS).lower()
