"""What was found in one message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.policy import VILLAGES, Place, PlaceKind, Policy
from bot.understanding.dates import date_mentioned

PROPOSED_AT_MOST: Final = 3


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
    proposed = tuple(policy.propose(text)[:PROPOSED_AT_MOST])
    return Found(proposed, kecamatan, desa, places, date_mentioned(text, today))


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
