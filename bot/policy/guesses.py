"""What a text may be about, by the regency's own keywords.

``Keywords(categories).propose(text)`` gives ids, best first, and nothing when the text says nothing. It is
pure, quick, and never raises whatever the text is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from bot.policy.records import Category

_WORD: Final = re.compile(r"\w+")


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
