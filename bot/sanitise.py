"""What people write, made harmless without changing how it looks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

COMBINING_AT_MOST: Final = 4
"""Marks on one letter; real scripts use fewer, a pile of them covers the lines above."""

_FORBIDDEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb]"
)
"""Control characters, what turns the direction of other text, and halves of characters."""

_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})
_FIRST_STRONG, _POP = "\u2068", "\u2069"
_JOINER: Final = "\u200d"


def clean(text: str) -> str:
    """The same text to the eye: line ends alike, nothing invisible that acts on its surroundings."""
    if text.isascii() and text.isprintable():
        return text.strip()
    plain = _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))
    return "".join(_few_marks(plain)).strip() if not plain.isascii() else plain.strip()


def isolated(text: str) -> str:
    """Lines that run from right to left, kept from turning what stands beside them."""
    if text.isascii():
        return text
    return "\n".join(_isolated_line(line) for line in text.split("\n"))


def one_line(text: str) -> str:
    """The text without line breaks, for a name or a subject."""
    return " ".join(text.split())


def units(text: str) -> int:
    """The length as Telegram counts it: UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, limit: int) -> tuple[str, str]:
    """The beginning of at most ``limit`` UTF-16 units, and the rest; between words where there are any."""
    if units(text) <= limit:
        return text, ""
    end = _end(text, limit)
    space = max(text.rfind(" ", end * 3 // 4, end), text.rfind("\n", end * 3 // 4, end))
    at = space + 1 if space > 0 else end
    return text[:at].rstrip(), text[at:].lstrip()


def _end(text: str, limit: int) -> int:
    """The last place within ``limit`` units that splits no character that is made of several."""
    room, end = limit, 0
    for character in text:
        room -= 2 if ord(character) > 0xFFFF else 1
        if room < 0:
            break
        end += 1
    while end > limit // 2 and _joined(text, end):
        end -= 1
    return end


def _joined(text: str, at: int) -> bool:
    return text[at] == _JOINER or text[at - 1] == _JOINER or bool(unicodedata.combining(text[at]))


def _few_marks(text: str) -> Iterator[str]:
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= COMBINING_AT_MOST:
            yield character


def _isolated_line(line: str) -> str:
    turns = any(unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in line)
    return f"{_FIRST_STRONG}{line}{_POP}" if turns else line
