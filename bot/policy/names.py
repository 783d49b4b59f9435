"""Finds the places that a text names, as people spell them.

``Names(places).find(text)`` gives the places named, in the order of the text, each with every place its words
can mean. It is pure, quick, and never raises whatever the text is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.policy.records import VILLAGES, Place, PlaceKind

_WORD: Final = re.compile(r"\w+")
_TOGETHER: Final = re.compile(r"[\s.'’‑-]*")
"""What may stand between the words of one name."""

_DOUBLED: Final = re.compile(r"([^aeiou])\1+")
_WHOLE: Final = {
    "ma": "muara", "tlk": "teluk", "bt": "batu", "tj": "tanjung", "tjg": "tanjung", "tg": "tanjung",
    "r": "rantau", "hilir": "ilir", "hulu": "ulu", "jl": "jalan", "jln": "jalan", "gg": "gang",
}  # fmt: skip
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

_SURE_CUES: Final = frozenset(_ONLY) - {"sungai"} | {"warga", "kampung", "kmpg", "dusun", "lurah"}
_CUES: Final = _SURE_CUES | {
    "di", "d", "dr", "dri", "dari", "ke", "poros", "pasar", "daerah", "wilayah", "petani", "nelayan", "jl",
    "jln", "jalan", "pantai", "pelabuhan", "okko", "neng", "ning", "in", "at", "near", "from", "pulau",
    "spbu", "arah", "simpang", "kua", "puskesmas", "pkm",
}  # fmt: skip
"""After such a word a place is likely, so it may be misspelt worse, or be a word of every day."""

_EVERYDAY: Final = frozenset(
    {"karangan", "sandaran", "telaga", "mataair", "saka", "pelawan", "kolek", "melan"}
)
"""Names that are ordinary words too; without a cue or a capital they are taken for those."""

_NO_NAMES: Final = frozenset(
    {"bengkel", "buang", "bidang", "pengaduan", "pengadaan", "sangkutan", "telan", "pulang", "melawan"}
)
"""Ordinary words a letter away from a name."""

_SHORTEST: Final = 5
_CAREFULLY: Final = 6
"""Shorter names are a letter from too many words: only a sure cue lets one be misspelt."""

_UNCUED: Final = 2
"""Words of a name that is looked for misspelt where there is no cue; to try more takes its time."""

_REMEMBERED: Final = 4_096
"""Words whose spelling is kept, and words that were looked for among the names."""

_ALLOWED: Final = {True: ((15, 3), (10, 2), (5, 1)), False: ((14, 2), (8, 1))}
"""By whether there is a cue: from which length how many letters may be amiss."""


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


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    key: str
    is_capital: bool
    follows: bool
    """Nothing but blanks parts it from the word before."""


class Names:
    """Finds places by name or alias, the longest name first; a slip of the pen does not hide one."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._meant: dict[str, tuple[Place, ...]] = defaultdict(tuple)
        self._longest = 1
        for place in places:
            for name in (place.name, *place.aliases):
                self._learn(_words(name), place)
        self._begins = frozenset(key[:size] for key in self._meant for size in range(1, len(key) + 1))
        self._alike: dict[str, list[str]] = defaultdict(list)
        for key in self._meant:
            if len(key) >= _SHORTEST and key not in _EVERYDAY:
                self._alike[key[0]].append(key)
        self._remembered: dict[tuple[str, int], tuple[str, int] | None] = {}

    def find(self, text: str) -> tuple[Mention, ...]:
        """The places named in ``text``. A name that a kecamatan shares with a desa means both."""
        return tuple(mention for mention in self._walk(_words(text)) if mention.places)

    def _learn(self, words: list[_Word], place: Place) -> None:
        self._longest = max(self._longest, len(words))
        for key in dict.fromkeys((_text(words), _key(words))):
            if place not in self._meant[key]:
                self._meant[key] += (place,)

    def _walk(self, words: list[_Word]) -> Iterator[Mention]:
        first = 0
        while first < len(words):
            ends = _ends(words, first, self._longest)
            found = self._exact(words, first, ends) or self._close(words, first, ends)
            if found:
                last, key, slips = found
                places = _narrowed(self._meant[key], words, first)
                yield Mention(words[first].start, words[last - 1].end, places, slips)
            first = found[0] if found else first + 1

    def _exact(self, words: list[_Word], first: int, ends: list[int]) -> tuple[int, str, int] | None:
        if self._begins.isdisjoint((words[first].text, words[first].key)):
            return None
        for end in ends:
            for key in (_text(words[first:end]), _key(words[first:end])):
                if key in self._meant and (key not in _EVERYDAY or self._is_likely(words, first, end)):
                    return end, key, 0
        return None

    def _close(self, words: list[_Word], first: int, ends: list[int]) -> tuple[int, str, int] | None:
        """The name that the words miss by the fewest letters."""
        if words[first].key[:1] not in self._alike:
            return None
        before, best = _before(words, first), None
        for end in ends if before in _CUES else ends[-_UNCUED:]:
            key = _key(words[first:end])
            near = self._nearest(key, most) if (most := _slips(len(key), before)) else None
            if near and (best is None or near[1] < best[2]):
                best = end, *near
        return best

    def _nearest(self, key: str, most: int) -> tuple[str, int] | None:
        """The name that ``key`` misses by the fewest letters, at most so many."""
        if (key, most) not in self._remembered:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered.clear()
            self._remembered[key, most] = self._looked_for(key, most)
        return self._remembered[key, most]

    def _looked_for(self, key: str, most: int) -> tuple[str, int] | None:
        if key in _NO_NAMES:
            return None
        found = process.extractOne(key, self._alike[key[0]], scorer=OSA.distance, score_cutoff=most)
        return (found[0], int(found[1])) if found else None

    def _is_likely(self, words: list[_Word], first: int, last: int) -> bool:
        """Whether a word of every day is a name here."""
        before = words[first - 1] if first else None
        named = before is not None and (before.text in _CUES or before.key in self._meant)
        return named or words[first].is_capital or last == len(words)


def _ends(words: list[_Word], first: int, longest: int) -> list[int]:
    """Where a name that begins at ``first`` may end, the farthest first."""
    last = first + 1
    while last < min(first + longest, len(words)) and words[last].follows:
        last += 1
    return list(range(last, first, -1))


def _text(words: list[_Word]) -> str:
    return "".join(word.text for word in words)


def _key(words: list[_Word]) -> str:
    return "".join(word.key for word in words)


def _before(words: list[_Word], first: int) -> str:
    return words[first - 1].text if first else ""


def _slips(length: int, before: str) -> int:
    """How many letters may be amiss in a name of this length after the word ``before``."""
    if length < _CAREFULLY and before not in _SURE_CUES:
        return 0
    return next((most for least, most in _ALLOWED[before in _CUES] if length >= least), 0)


def _narrowed(places: tuple[Place, ...], words: list[_Word], first: int) -> tuple[Place, ...]:
    only = _ONLY.get(words[first - 1].text) if first else None
    if only is None:
        return places
    return tuple(place for place in places if place.kind in only) or (places if only else ())


def _words(text: str) -> list[_Word]:
    found, before = [], 0
    for match in _WORD.finditer(text):
        word = match.group().casefold()
        follows = _TOGETHER.fullmatch(text, before, match.start()) is not None
        found.append(
            _Word(match.start(), match.end(), word, _spelled(word), match.group()[:1].isupper(), follows)
        )
        before = match.end()
    return found


@lru_cache(_REMEMBERED)
def _spelled(word: str) -> str:
    """One spelling for those that sound alike: Haloq, halok; Sangatta, sangata; Wahau, wahaw."""
    whole = _DOUBLED.sub(r"\1", _WHOLE.get(word, word).replace("q", "k"))
    return f"{whole[:-1]}u" if whole.endswith("aw") else whole
