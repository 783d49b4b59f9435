"""Who is responsible for what, where: the regency's data with quick answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from bot.policy.guesses import Keywords
from bot.policy.names import Mention, Names
from bot.policy.records import (
    OF_KECAMATAN,
    VILLAGES,
    Category,
    ExternalBody,
    Group,
    Link,
    Opd,
    Place,
    PlaceKind,
    Role,
    Template,
)
from bot.spelling import nearest


@dataclass(frozen=True)
class Policy:
    """A regency: its offices, categories and places, in the order of the files."""

    opds: Mapping[str, Opd]
    bodies: Mapping[str, ExternalBody]
    groups: tuple[Group, ...]
    categories: Mapping[str, Category]
    places: tuple[Place, ...]
    links: Mapping[str, Link] = field(default_factory=dict)
    templates: Mapping[str, Template] = field(default_factory=dict)

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
        return self._villages_of.get(kecamatan, ())

    def categories_of(self, group: str) -> tuple[Category, ...]:
        """The categories shown together under a group's id."""
        return tuple(category for category in self.categories.values() if category.group == group)

    def templates_for(self, verb: str) -> list[Template]:
        """The usual answers where an officer does this."""
        return [template for template in self.templates.values() if template.verb == verb]

    def find_opd(self, words: str) -> Opd | None:
        """The office someone names by its code, name or an alias, in any case."""
        return self._called.get(" ".join(words.casefold().split()))

    def find_body(self, words: str) -> ExternalBody | None:
        """The body outside someone names by its code, name or an alias, in any case."""
        return self._bodies_called.get(" ".join(words.casefold().split()))

    def opds_in(self, text: str) -> tuple[Opd, ...]:
        """The offices a text names by code, name or alias in whole words; the longest name goes first."""
        said = f" {_plain(text)} "
        return tuple(dict.fromkeys(opd for name, opd in self._spelled if f" {name} " in said))

    def near_opds(self, words: str, most: int = 3) -> tuple[Opd, ...]:
        """The offices that someone who misspelt one may have meant, the likeliest first."""
        near = nearest(" ".join(words.casefold().split()), self._called, most=3 * most)
        return tuple(dict.fromkeys(self._called[name] for name in near))[:most]

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

    def onward(self, category: str, kecamatan: str | None) -> str | None:
        """The code of the office that gets a report which accuses nobody after all.

        None where the category itself accuses, or is known no more: the desk has to say whose it is.
        """
        if category not in self.categories:
            return None
        found = self.responsible(category, kecamatan, oversight=False)
        return None if found == self.overseer.code else found

    def answers_for(self, opd: str, category: str) -> bool:
        """The office is the category's own, or one of its alternatives."""
        found = self.category(category)
        return opd in (found.opd, *found.alternatives)

    def keepers(self, category: str) -> frozenset[str]:
        """The codes of the offices that may read a sensitive report of this category."""
        found = self.category(category)
        return frozenset({found.opd, *found.alternatives, self.overseer.code}) & self.opds.keys()

    @cached_property
    def confidants(self) -> frozenset[str]:
        """The codes of the offices that may read a report of some sensitive kind; the overseer is one."""
        sensitive = (self.keepers(one.id) for one in self.categories.values() if one.sensitive)
        return frozenset({self.overseer.code}).union(*sensitive)

    def find_places(self, text: str) -> tuple[Mention, ...]:
        """The places a text names, in its order (``bot.policy.names.Names``)."""
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
    def kecamatans_by_name(self) -> tuple[tuple[str, str], ...]:
        """The code and the name of every kecamatan, in the order of the names."""
        named = ((code, place.name) for code, place in self.kecamatans.items())
        return tuple(sorted(named, key=lambda one: one[1]))

    @cached_property
    def villages(self) -> Mapping[str, Place]:
        """Every desa and kelurahan by its code."""
        return {place.code: place for place in self.places if place.code and place.kind in VILLAGES}

    @cached_property
    def _villages_of(self) -> Mapping[str, tuple[Place, ...]]:
        named = sorted(self.villages.values(), key=lambda place: place.name)
        return {code: tuple(place for place in named if place.kecamatan == code) for code in self.kecamatans}

    @cached_property
    def _called(self) -> Mapping[str, Opd]:
        names = {alias.casefold(): opd for opd in self.opds.values() for alias in opd.aliases}
        names |= {opd.name.casefold(): opd for opd in self.opds.values()}
        return names | {opd.code.casefold(): opd for opd in self.opds.values()}

    @cached_property
    def _bodies_called(self) -> Mapping[str, ExternalBody]:
        names = {alias.casefold(): body for body in self.bodies.values() for alias in body.aliases}
        names |= {body.name.casefold(): body for body in self.bodies.values()}
        return names | {body.code.casefold(): body for body in self.bodies.values()}

    @cached_property
    def _spelled(self) -> list[tuple[str, Opd]]:
        names = {_plain(name): opd for name, opd in self._called.items()}
        return sorted(names.items(), key=lambda named: -len(named[0]))

    @cached_property
    def _names(self) -> Names:
        return Names(self.places)

    @cached_property
    def _keywords(self) -> Keywords:
        return Keywords(self.categories.values())


def _plain(text: str) -> str:
    """Words and digits alone, one space between them."""
    return " ".join(re.findall(r"\w+", text.casefold()))


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
