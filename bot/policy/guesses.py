"""What a text may be about and where: plain look-ups in the regency's own words.

The contract for whatever replaces this: ``Names(places).find(text)`` gives the places named, in the order
of the text, each with every place its words can mean; ``Keywords(categories).propose(text)`` gives ids, best
first, and nothing when the text says nothing. Both are pure, quick, and never raise whatever the text is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bot.policy.records import VILLAGES, Category, Place, PlaceKind

_WORD: Final = re.compile(r"\w+")
_ONLY: Final[dict[str, frozenset[PlaceKind]]] = {
    "desa": VILLAGES | {PlaceKind.DESA_PERSIAPAN},
    "ds": VILLAGES | {PlaceKind.DESA_PERSIAPAN},
    "kelurahan": frozenset({PlaceKind.KELURAHAN}),
    "kel": frozenset({PlaceKind.KELURAHAN}),
    "kecamatan": frozenset({PlaceKind.KECAMATAN}),
    "kec": frozenset({PlaceKind.KECAMATAN}),
    "camat": frozenset({PlaceKind.KECAMATAN}),
    "sungai": frozenset(),
}
"""A word before a name that says what kind of place it is; a river is none of ours."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a place: ``text[start:end]``, and all they can mean."""

    start: int
    end: int
    places: tuple[Place, ...]

    @property
    def ambiguous(self) -> bool:
        """The resident has to say which one is meant."""
        return len(self.places) > 1


class Names:
    """Finds places by name or alias, whole words, the longest name first."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._meant: dict[tuple[str, ...], tuple[Place, ...]] = defaultdict(tuple)
        for place in places:
            for words in dict.fromkeys(_words(name) for name in (place.name, *place.aliases)):
                self._meant[words] += (place,)
        self._longest = max(map(len, self._meant), default=0)

    def find(self, text: str) -> tuple[Mention, ...]:
        """The places named in ``text``. A name that a kecamatan shares with a desa means both."""
        found = list(_WORD.finditer(text))
        words = tuple(match.group().casefold() for match in found)
        return tuple(
            Mention(found[first].start(), found[last - 1].end(), places)
            for first, last, places in self._walk(words)
            if places
        )

    def _walk(self, words: tuple[str, ...]) -> Iterator[tuple[int, int, tuple[Place, ...]]]:
        first = 0
        while first < len(words):
            last = self._end(words, first)
            if last:
                yield first, last, self._narrowed(words, first, last)
            first = last or first + 1

    def _end(self, words: tuple[str, ...], first: int) -> int:
        """Where the longest name that begins at ``first`` ends; 0 if none does."""
        ends = range(min(first + self._longest, len(words)), first, -1)
        return next((end for end in ends if words[first:end] in self._meant), 0)

    def _narrowed(self, words: tuple[str, ...], first: int, last: int) -> tuple[Place, ...]:
        places = self._meant[words[first:last]]
        only = _ONLY.get(words[first - 1]) if first else None
        if only is None:
            return places
        return tuple(place for place in places if place.kind in only) or (places if only else ())


class Keywords:
    """Scores categories by their keywords: longer ones and rarer ones say more."""

    def __init__(self, categories: Iterable[Category]) -> None:
        meant: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for category in categories:
            for keyword in category.keywords:
                meant[_words(keyword)].append(category.id)
        self._weights: Mapping[tuple[str, ...], dict[str, float]] = {
            words: dict.fromkeys(ids, len(words) ** 1.5 / len(ids)) for words, ids in meant.items()
        }
        self._longest = max(map(len, self._weights), default=0)

    def propose(self, text: str) -> list[str]:
        """Category ids whose keywords stand in ``text``, best first; of equals, the one named first."""
        scores: dict[str, float] = defaultdict(float)
        for words in self._spoken(_words(text)):
            for category, weight in self._weights[words].items():
                scores[category] += weight
        return sorted(scores, key=lambda category: -scores[category])

    def _spoken(self, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        plain = tuple(word.removesuffix("nya") for word in words)
        for first in range(len(words)):
            for last in range(first + 1, min(first + self._longest, len(words)) + 1):
                for run in dict.fromkeys((words[first:last], plain[first:last])):
                    if run in self._weights:
                        yield run


def _words(text: str) -> tuple[str, ...]:
    return tuple(match.group().casefold() for match in _WORD.finditer(text))
