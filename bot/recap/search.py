"""What someone looks for: a number, or words and places; and which words they may have meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.policy import Policy

MOST_WORDS: Final = 8
MOST_MEANT: Final = 4
"""Words that one misspelt word may have meant."""

_WORD: Final = re.compile(r"\w+")
_SHORTEST: Final = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """``words`` that a ticket shall say, casefolded, outside the names of ``kecamatans``, by their codes."""

    words: tuple[str, ...]
    kecamatans: frozenset[str] = frozenset()


def wanted(text: str, policy: Policy) -> Wanted:
    """Words of three letters and more; the names of places are looked for as places."""
    kecamatans: set[str] = set()
    rest = text
    for mention in reversed(policy.find_places(text)):
        kecamatans |= {code for place in mention.places for code in place.within}
        rest = f"{rest[: mention.start]} {rest[mention.end :]}"
    return Wanted(words_of(rest), frozenset(kecamatans))


def words_of(text: str) -> tuple[str, ...]:
    """The words that can be looked for, each once."""
    found = (match.group().casefold() for match in _WORD.finditer(text))
    return tuple(dict.fromkeys(word for word in found if len(word) >= _SHORTEST))[:MOST_WORDS]


def says(text: str, terms: Iterable[Collection[str]]) -> bool:
    """Whether it has, as the index reads it, a word for each of ``terms`` that begins with one of these."""
    found = [match.group() for match in _WORD.finditer(_bare(text))]
    return all(any(word.startswith(tuple(map(_bare, term))) for word in found) for term in terms)


def _bare(text: str) -> str:
    """Without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def nearest(word: str, known: Iterable[str]) -> Sequence[str]:
    """The known words that ``word`` may be meant for, the likeliest first: one slip in five letters."""
    slips = max(1, len(word) // 5)
    near = [one for one in known if abs(len(one) - len(word)) <= slips]
    found = process.extract(word, near, scorer=OSA.distance, score_cutoff=slips, limit=MOST_MEANT)
    return [one for one, _distance, _place in found]
