"""Who is responsible for what, where: the regency's data with quick answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.policy.guesses import Keywords, Mention, Names
from bot.policy.records import (
    OF_KECAMATAN,
    VILLAGES,
    Category,
    ExternalBody,
    Group,
    Opd,
    Place,
    PlaceKind,
    Role,
)


@dataclass(frozen=True)
class Policy:
    """A regency: its offices, categories and places, in the order of the files."""

    opds: Mapping[str, Opd]
    bodies: Mapping[str, ExternalBody]
    groups: tuple[Group, ...]
    categories: Mapping[str, Category]
    places: tuple[Place, ...]

    def opd(self, code: str) -> Opd:
        """The office with this code. Raises KeyError."""
        return self.opds[code]

    def category(self, category_id: str) -> Category:
        """The category with this id. Raises KeyError."""
        return self.categories[category_id]

    def kecamatan(self, code: str) -> Place:
        """The kecamatan with this code. Raises KeyError."""
        return self.kecamatans[code]

    def desa(self, code: str) -> Place:
        """The desa or kelurahan with this code. Raises KeyError."""
        return self.villages[code]

    def desa_of(self, kecamatan: str) -> tuple[Place, ...]:
        """The desa and kelurahan of a kecamatan that have a code, by name."""
        found = (place for place in self.villages.values() if place.kecamatan == kecamatan)
        return tuple(sorted(found, key=lambda place: place.name))

    def categories_of(self, group: str) -> tuple[Category, ...]:
        """The categories shown together under a group's id."""
        return tuple(category for category in self.categories.values() if category.group == group)

    def find_opd(self, words: str) -> Opd | None:
        """The office someone names by its code, name or an alias, in any case."""
        return self._called.get(" ".join(words.casefold().split()))

    def responsible(self, category: str, kecamatan: str | None, oversight: bool) -> str:
        """The code of the office that gets a report.

        Oversight goes to the oversight office whatever the category. What belongs to a kecamatan's office
        goes to the desk while the place is unknown: the desk can ask and route it, another office cannot.
        """
        found = self.category(category)
        if oversight or found.oversight:
            return self.overseer.code
        if found.opd != OF_KECAMATAN:
            return found.opd
        return office_code(kecamatan) if kecamatan in self.kecamatans else self.desk.code

    def keepers(self, category: str) -> frozenset[str]:
        """The codes of the offices that may read a sensitive report of this category."""
        found = self.category(category)
        return frozenset({found.opd, *found.alternatives, self.overseer.code}) & self.opds.keys()

    def find_places(self, text: str) -> tuple[Mention, ...]:
        """The places a text names, in its order (``bot.policy.guesses.Names``)."""
        return self._names.find(text)

    def propose(self, text: str) -> list[str]:
        """The ids of the categories a text may be about, best first (``bot.policy.guesses.Keywords``)."""
        return self._keywords.propose(text)

    @cached_property
    def desk(self) -> Opd:
        """The office that runs the desk."""
        return next(opd for opd in self.opds.values() if opd.role is Role.DESK)

    @cached_property
    def overseer(self) -> Opd:
        """The only office that sees reports that accuse an official."""
        return next(opd for opd in self.opds.values() if opd.role is Role.OVERSIGHT)

    @cached_property
    def kecamatans(self) -> Mapping[str, Place]:
        """Every kecamatan by its code."""
        return {
            place.code: place for place in self.places if place.code and place.kind is PlaceKind.KECAMATAN
        }

    @cached_property
    def villages(self) -> Mapping[str, Place]:
        """Every desa and kelurahan by its code."""
        return {place.code: place for place in self.places if place.code and place.kind in VILLAGES}

    @cached_property
    def _called(self) -> Mapping[str, Opd]:
        names = {alias.casefold(): opd for opd in self.opds.values() for alias in opd.aliases}
        names |= {opd.name.casefold(): opd for opd in self.opds.values()}
        return names | {opd.code.casefold(): opd for opd in self.opds.values()}

    @cached_property
    def _names(self) -> Names:
        return Names(self.places)

    @cached_property
    def _keywords(self) -> Keywords:
        return Keywords(self.categories.values())


def office_code(kecamatan: str | None) -> str:
    """``64.08.04`` has the office ``KEC_640804``."""
    return f"KEC_{(kecamatan or '').replace('.', '')}"


def office_of(kecamatan: Place) -> Opd:
    """The office every kecamatan has."""
    return Opd(
        code=office_code(kecamatan.code),
        name=f"Kecamatan {kecamatan.name}",
        kind="kecamatan",
        aliases=(f"Kantor Camat {kecamatan.name}", f"Camat {kecamatan.name}", f"Kec. {kecamatan.name}"),
        confirmed=True,
    )
