"""Which kecamatan and desa the places named in a text come down to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from bot.policy import VILLAGES, Mention, Place, PlaceKind, Policy

_ELSEWHERE: Final = re.compile(
    r"\b(?:(?:harus|musti|jauh|kalau|klo|kalo|rujuk|dirujuk|bawa|dibawa|pergi|beli|numpang|berobat|kota)\s+ke"
    r"|(?:to go|travel|referred) to|arah|jurusan|menuju|seperti di|kayak di)\s+(?:kota\s+)?$",
    re.IGNORECASE,
)
"""Before a place that someone has to go to, which is not where it happened."""

_MISSPELT: Final = 0.85
"""How sure a name is that is a letter amiss."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """``places`` are the codes of all that a name can mean, where somebody has to be asked."""

    kecamatan: str | None = None
    desa: str | None = None
    places: tuple[str, ...] = ()
    sure: float = 0.0


NOWHERE: Final = Whereabouts()


def whereabouts(mentions: tuple[Mention, ...], text: str) -> Whereabouts:
    """One kecamatan and desa where one place fits all that is named, else the codes of those it may be."""
    here = [mention for mention in mentions if not _ELSEWHERE.search(text, 0, mention.start)] or mentions
    named = [place for mention in here for place in mention.places]
    if not named:
        return NOWHERE
    areas = {area for place in named for area in place.within}
    common = [area for area in areas if all(area in place.within for place in named)]
    if len(common) != 1:
        return Whereabouts(places=tuple(sorted(areas)))
    sure = _MISSPELT ** max(mention.slips for mention in here)
    return _within(common[0], here, sure)


def places_in(text: str, policy: Policy) -> Whereabouts:
    """Where a text says that it happened."""
    return whereabouts(policy.find_places(text), text)


def _within(area: str, here: Sequence[Mention], sure: float) -> Whereabouts:
    """A name that can be nothing but a desa says which one; one shared with its kecamatan may mean either."""
    told = _villages(area, [mention for mention in here if not _may_be_wide(mention)])
    villages = told or _villages(area, here)
    if len(villages) == 1 and (told or not _is_doubtful([place for one in here for place in one.places])):
        return Whereabouts(area, villages.pop(), (), sure)
    return Whereabouts(area, None, (area, *sorted(villages)) if villages else (), sure)


def _villages(area: str, mentions: Iterable[Mention]) -> set[str]:
    places = (place for mention in mentions for place in mention.places if area in place.within)
    return {desa for place in places if (desa := _village(place))}


def _may_be_wide(mention: Mention) -> bool:
    return any(place.kind is PlaceKind.KECAMATAN for place in mention.places)


def _village(place: Place) -> str | None:
    return place.code if place.kind in VILLAGES else place.desa


def _is_doubtful(named: list[Place]) -> bool:
    """A name that a kecamatan shares with its own desa may mean either."""
    wide = {place.name for place in named if place.kind is PlaceKind.KECAMATAN}
    return any(place.kind in VILLAGES and place.name in wide for place in named)
