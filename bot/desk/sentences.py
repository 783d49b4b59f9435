"""What counts as a written answer: a resident shall learn what was done, not that it was."""

from __future__ import annotations

import re
from typing import Final

LETTERS: Final = 4
"""Letters and digits, in words that say something."""

_WORD: Final = re.compile(r"\w+")
_SAYS_NOTHING: Final = frozenset(
    {
        "aman", "bapak", "beres", "bos", "bu", "clear", "dan", "done", "finished", "fixed", "ibu", "iya",
        "kami", "kasih", "mantap", "ok", "oke", "okay", "pak", "saja", "sdh", "sip", "siap", "selesai",
        "sudah", "telah", "terima", "tuntas", "udah", "ya", "yes",
    }
)  # fmt: skip


def is_answer(text: str) -> bool:
    """``ditambal`` is one, ``ok`` and ``sudah selesai pak`` are none."""
    words = (word for word in _WORD.findall(text.casefold()) if word not in _SAYS_NOTHING)
    return sum(map(len, words)) >= LETTERS
