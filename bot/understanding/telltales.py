"""The small words that give a language away; single English terms stand in many an Indonesian report."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_TELLTALES: Final[Mapping[str, frozenset[str]]] = {
    "en": frozenset(
        {
            "the", "is", "are", "was", "were", "has", "have", "had", "been", "of", "in", "at", "to", "for",
            "from", "with", "near", "and", "but", "not", "this", "that", "there", "here", "it", "my", "our",
            "we", "they", "please", "when", "where", "since", "every", "by", "very", "you",
        }
    ),
}  # fmt: skip
_WORD: Final = re.compile(r"[^\W\d_]+")


def bears_out(text: str, language: str) -> bool:
    """Whether a text that sounds like the language has a small word of it, where such words are known."""
    known = _TELLTALES.get(language)
    return known is None or any(word in known for word in _WORD.findall(text.casefold()))
