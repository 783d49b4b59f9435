"""Finds the places that a text names, as people spell them.

``Names(places).find(text)`` gives the places named, in the order of the text, each with every place its words
can mean. It is pure, quick, and never raises whatever the text is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import Final, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.lexicon import Lexicon
from bot.policy.cues import CUES, EVERYDAY, NO_NAMES, ONLY, SURE_CUES
from bot.policy.records import Place

_WORD: Final = re.compile(r"(\w+)(\W*)")
"""A word, and what parts it from the next."""

_TOGETHER: Final = re.compile(r"[\s.'’‑-]*")
"""What may stand between the words of one name."""

_DOUBLED: Final = re.compile(r"([^aeiou])\1+")
_WHOLE: Final = {
    "ma": "muara", "tlk": "teluk", "bt": "batu", "tj": "tanjung", "tjg": "tanjung", "tg": "tanjung",
    "r": "rantau", "hilir": "ilir", "hulu": "ulu", "jl": "jalan", "jln": "jalan", "gg": "gang",
}  # fmt: skip

_SHORTEST: Final = 5
_CAREFULLY: Final = 6
"""Shorter names are a letter from too many words: only a sure cue lets one be misspelt."""

_UNCUED: Final = 2
"""Words of a name that is looked for misspelt where there is no cue; to try more takes its time."""

_ALLOWED: Final = {True: ((15, 3), (10, 2), (5, 1)), False: ((14, 2), (8, 1))}
"""By whether there is a cue: from which length how many letters may be amiss."""

_LONG: Final = 15
"""Longer names are misspelt no worse."""

_SLIPS: Final = {
    is_cued: [next((most for least, most in allowed if size >= least), 0) for size in range(_LONG + 1)]
    for is_cued, allowed in _ALLOWED.items()
}
"""By whether there is a cue and by the length of a name: how many letters may be amiss."""

_SLIPS_AT_MOST: Final = {is_cued: slips[_LONG] for is_cued, slips in _SLIPS.items()}
_NO_NAME: Final = 4
"""Letters amiss, more than ever are allowed."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a place: ``text[start:end]``, and all they can mean; ``slips`` letters were amiss."""

    start: int
    end: int
    places: tuple[Place, ...]
    slips: int = 0

    @property
    def ambiguous(self) -> bool:
        """The resident has to say which one is meant."""
        return len(self.places) > 1


class _Word(NamedTuple):
    """What is known of a word wherever it stands; ``key`` is its spelling that sounds the same.

    It misses the beginning of every name by ``misses`` letters at least, so that no name that begins with it
    can miss fewer.
    """

    text: str
    key: str
    misses: int
    is_cue: bool
    is_capital: bool


class _Named(NamedTuple):
    """Words ``first`` to ``end`` that name places."""

    first: int
    end: int
    places: tuple[Place, ...]
    slips: int


_Match = tuple[int, str, int]
"""The end of the words that name a place, its key, and the letters amiss."""

_NOTHING: Final = _Word("", "", misses=_NO_NAME, is_cue=False, is_capital=False)
"""Before the first word."""


class Names:
    """Finds places by name or alias, the longest name first; a slip of the pen does not hide one."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._meant: dict[str, tuple[Place, ...]] = defaultdict(tuple)
        self._longest = 1
        for place in places:
            for name in (place.name, *place.aliases):
                self._learn([word.casefold() for word, _ in _WORD.findall(name)], place)
        self._begins = frozenset(key[:size] for key in self._meant for size in range(1, len(key) + 1))
        self._alike: dict[str, list[str]] = defaultdict(list)
        for key in self._meant:
            if len(key) >= _SHORTEST and key not in EVERYDAY:
                self._alike[key[0]].append(key)
        self._begin_alike = {first: _beginnings(keys) for first, keys in self._alike.items()}
        self._known = Lexicon(self._word)
        self._near = {most: Lexicon(partial(self._nearest, most)) for most in range(1, _NO_NAME)}

    def find(self, text: str) -> tuple[Mention, ...]:
        """The places named in ``text``. A name that a kecamatan shares with a desa means both."""
        parts = _WORD.findall(text)
        words = [self._known[word] for word, _ in parts]
        named = list(self._walk(words, _runs([gap for _, gap in parts])))
        return tuple(_mentions(named, parts, text)) if named else ()

    def _learn(self, words: list[str], place: Place) -> None:
        self._longest = max(self._longest, len(words))
        for key in dict.fromkeys(("".join(words), "".join(map(_spelled, words)))):
            if place not in self._meant[key]:
                self._meant[key] += (place,)

    def _word(self, written: str) -> _Word:
        text = written.casefold()
        key = _spelled(text)
        misses = 0 if text in self._begins else self._misses(key)
        return _Word(text, key, misses, text in CUES, written[:1].isupper())

    def _misses(self, key: str) -> int:
        if key in self._begins:
            return 0
        near = process.extractOne(
            key, self._begin_alike.get(key[0], ()), scorer=OSA.distance, score_cutoff=_NO_NAME - 1
        )
        return int(near[1]) if near else _NO_NAME

    def _walk(self, words: list[_Word], runs: list[int]) -> Iterator[_Named]:
        """The names among the words, each by its first word and the one behind its last."""
        free, before = 0, _NOTHING
        for first, word in enumerate(words):
            if first >= free and word.misses <= _SLIPS_AT_MOST[before.is_cue]:
                ends = range(first + 1, min(first + self._longest, runs[first]) + 1)
                exact = None if word.misses else self._exact(words, ends, before)
                if found := exact or self._close(words, ends, before):
                    free, key, slips = found
                    if places := _narrowed(self._meant[key], before):
                        yield _Named(first, free, places, slips)
            before = word

    def _exact(self, words: list[_Word], ends: range, before: _Word) -> _Match | None:
        """The longest name that the words are."""
        text = key = ""
        best: _Match | None = None
        for end in ends:
            text, key = text + words[end - 1].text, key + words[end - 1].key
            if text not in self._begins and key not in self._begins:
                break
            for name in (key, text):
                if name in self._meant and (
                    name not in EVERYDAY or self._is_likely(words, ends, end, before)
                ):
                    best = end, name, 0
        return best

    def _close(self, words: list[_Word], ends: range, before: _Word) -> _Match | None:
        """The name that the words miss by the fewest letters, the longest of several."""
        key, misses = "", words[ends.start - 1].misses
        best: _Match | None = None
        for end in ends if before.is_cue else ends[:_UNCUED]:
            key += words[end - 1].key
            most = _slips(len(key), before)
            near = self._near[most][key] if most and most >= misses else None
            if near and (best is None or near[1] <= best[2]):
                best = end, *near
        return best

    def _nearest(self, most: int, key: str) -> tuple[str, int] | None:
        """The name that ``key`` misses by the fewest letters, at most so many."""
        if key in NO_NAMES:
            return None
        found = process.extractOne(key, self._alike[key[0]], scorer=OSA.distance, score_cutoff=most)
        return (found[0], int(found[1])) if found else None

    def _is_likely(self, words: list[_Word], ends: range, end: int, before: _Word) -> bool:
        """Whether a word of every day is a name here."""
        named = before.is_cue or before.key in self._meant
        return named or words[ends.start - 1].is_capital or end == len(words)


def _beginnings(keys: list[str]) -> list[str]:
    return list({key[:size] for key in keys for size in range(1, len(key) + 1)})


def _runs(gaps: list[str]) -> list[int]:
    """For each word, behind which the last word stands that may be of one name with it."""
    runs = list(range(1, len(gaps) + 1))
    for at in range(len(gaps) - 2, -1, -1):
        if gaps[at] == " " or _TOGETHER.fullmatch(gaps[at]):
            runs[at] = runs[at + 1]
    return runs


def _mentions(named: list[_Named], parts: list[tuple[str, str]], text: str) -> Iterator[Mention]:
    lengths = [len(word) + len(gap) for word, gap in parts]
    starts = list(accumulate(lengths, initial=len(text) - sum(lengths)))
    for one in named:
        last = one.end - 1
        yield Mention(starts[one.first], starts[last] + len(parts[last][0]), one.places, one.slips)


def _slips(length: int, before: _Word) -> int:
    """How many letters may be amiss in a name of this length after the word ``before``."""
    if length < _CAREFULLY and before.text not in SURE_CUES:
        return 0
    return _SLIPS[before.is_cue][min(length, _LONG)]


def _narrowed(places: tuple[Place, ...], before: _Word) -> tuple[Place, ...]:
    only = ONLY.get(before.text)
    if only is None:
        return places
    return tuple(place for place in places if place.kind in only) or (places if only else ())


def _spelled(word: str) -> str:
    """One spelling for those that sound alike: Haloq, halok; Sangatta, sangata; Wahau, wahaw."""
    whole = _DOUBLED.sub(r"\1", _WHOLE.get(word, word).replace("q", "k"))
    return f"{whole[:-1]}u" if whole.endswith("aw") else whole
