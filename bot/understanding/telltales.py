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
            "we", "they", "please", "when", "where", "since", "every", "by", "very", "you", "what", "how",
            "can", "does", "should", "who", "your",
        }
    ),
    "id": frozenset(
        {
            "yang", "yg", "di", "ke", "dari", "dr", "dan", "ini", "itu", "tidak", "tdk", "ga", "gak",
            "nggak", "sudah", "sdh", "udah", "udh", "belum", "blm", "ada", "saya", "sy", "kami", "kita",
            "pak", "bu", "min", "tolong", "mohon", "untuk", "utk", "buat", "dengan", "dgn", "karena", "krn",
            "kalau", "kalo", "klo", "bisa", "mau", "juga", "jg", "lagi", "lg", "terus", "trus", "sampai",
            "sampe", "banyak", "kok", "nya", "aja", "saja", "apa", "berapa", "kapan", "gimana", "bagaimana",
            "tapi", "tp", "padahal", "sama", "jadi", "masih", "msh", "cuma", "kada", "ora", "ndik", "wis",
            "leh", "banar", "neng", "iki", "sing", "kabeh", "ulun", "handak", "kayapa", "de", "na", "ki",
            "mi",
        }
    ),
}  # fmt: skip
_WORD: Final = re.compile(r"[^\W\d_]+")
_ENOUGH: Final = 2


def bears_out(text: str, language: str) -> bool:
    """Whether a text that sounds English has a small English word; of other languages nothing is asked."""
    return language != "en" or _count(_said(text), "en") > 0


def language_told(text: str) -> str | None:
    """The language whose small words alone leave no doubt, or None."""
    said = _said(text)
    counts = {language: _count(said, language) for language in _TELLTALES}
    best = max(counts, key=lambda language: counts[language])
    others = sum(counts.values()) - counts[best]
    return best if counts[best] >= _ENOUGH and counts[best] > _ENOUGH * others else None


def _said(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _count(said: list[str], language: str) -> int:
    return sum(map(_TELLTALES[language].__contains__, said))
