"""Hides what identifies people in the words that groups see: the same that the resident was told of."""

from __future__ import annotations

import re
from typing import Final

from bot.understanding import personal_in

_SIGN: Final = re.compile(r"\w")


def masked(text: str) -> str:
    """The same text with a dot for each letter and digit of what identifies someone."""
    shown, at = [], 0
    for found in personal_in(text):
        shown += [text[at : found.start], _SIGN.sub("•", text[found.start : found.end])]
        at = found.end
    return "".join((*shown, text[at:]))
