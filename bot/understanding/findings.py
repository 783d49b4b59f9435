"""What was found in one message."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.policy import VILLAGES, Category, Place, PlaceKind, Policy
from bot.understanding.dates import date_mentioned

PROPOSED_AT_MOST: Final = 3

_WORD: Final = re.compile(r"\w+")
_SPELLED: Final = {
    "jl": "jalan", "jln": "jalan", "jlan": "jalan", "jmbatan": "jembatan", "lmpu": "lampu", "rsk": "rusak",
    "sklh": "sekolah", "smpah": "sampah", "bnjir": "banjir", "pkm": "puskesmas",
}  # fmt: skip
_SAYS_NOTHING: Final = frozenset(
    {
        "desa", "kecamatan", "kelurahan", "wilayah", "daerah", "umum", "layanan", "pelayanan", "lainnya",
        "tidak", "tahu", "district", "village", "service", "services", "public", "other", "and", "not",
        "know",
    }
)  # fmt: skip
"""Words of labels that any report may hold."""

_BEGINNING: Final = 3
"""Letters from which the beginning of a word stands for the word."""


@dataclass(frozen=True, slots=True)
class Found:
    """``categories`` are ids, best first; ``places`` all that a name can mean; ``day`` when it happened."""

    categories: tuple[str, ...] = ()
    kecamatan: str | None = None
    desa: str | None = None
    places: tuple[str, ...] = ()
    day: date | None = None


def understand(text: str, policy: Policy, today: date) -> Found:
    """What ``text`` says about a report."""
    kecamatan, desa, places = _place(text, policy)
    spelled = " ".join(_SPELLED.get(word, word) for word in _words(text))
    proposed = policy.propose(spelled) or _by_label(spelled, policy)
    return Found(tuple(proposed[:PROPOSED_AT_MOST]), kecamatan, desa, places, date_mentioned(text, today))


def categories_named(text: str, policy: Policy) -> tuple[str, ...]:
    """Ids of the categories that a word or two call by a keyword, or by words of their label."""
    words = _words(text)
    if not words:
        return ()
    return tuple(category.id for category in policy.categories.values() if _is_called(category, words))


def _by_label(text: str, policy: Policy) -> list[str]:
    """Where no keyword stands in a text: the categories with most words of their label in it."""
    said = set(_words(text)) - _SAYS_NOTHING
    hits = {category.id: len(_label(category) & said) for category in policy.categories.values()}
    return sorted((id_ for id_, count in hits.items() if count), key=lambda id_: -hits[id_])


def _label(category: Category) -> set[str]:
    words = set(_words(f"{category.label} {category.label_en}"))
    return words | {word.removesuffix("s") for word in words}


def _is_called(category: Category, words: list[str]) -> bool:
    if any(_words(keyword) == words for keyword in category.keywords):
        return True
    label = _words(f"{category.label} {category.label_en}")
    return all(any(_stands_for(word, whole) for whole in label) for word in words)


def _stands_for(word: str, whole: str) -> bool:
    return word == whole or (len(word) >= _BEGINNING and whole.startswith(word))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _place(text: str, policy: Policy) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Kecamatan and desa where one place fits all that is named, else the codes of those it may be."""
    named = [place for mention in policy.find_places(text) for place in mention.places]
    if not named:
        return None, None, ()
    areas = {area for place in named for area in place.within}
    common = [area for area in areas if all(area in place.within for place in named)]
    if len(common) != 1:
        return None, None, tuple(sorted(areas))
    villages = {desa for place in named if (desa := _village(place))}
    if len(villages) == 1 and not _doubtful(named):
        return common[0], villages.pop(), ()
    return common[0], None, (common[0], *sorted(villages)) if villages else ()


def _village(place: Place) -> str | None:
    return place.code if place.kind in VILLAGES else place.desa


def _doubtful(named: list[Place]) -> bool:
    """A name that a kecamatan shares with its own desa may mean either."""
    wide = {place.name for place in named if place.kind is PlaceKind.KECAMATAN}
    return any(place.kind in VILLAGES and place.name in wide for place in named)
