"""Reads a regency's data from the text of its files; every fault is named by file, row and key."""

from __future__ import annotations

import csv
import io
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from bot.policy.faults import BadPolicy, Fault
from bot.policy.places import COLUMNS, parse_place
from bot.policy.records import (
    OF_KECAMATAN,
    Category,
    ExternalBody,
    Group,
    Link,
    Opd,
    Place,
    PlaceKind,
    Record,
    Role,
    Template,
)
from bot.policy.rules import Policy, office_of
from bot.settings.sentences import sentence, unknown

OFFICES: Final = "opd.toml"
CATEGORIES: Final = "categories.toml"
PLACES: Final = "places.csv"
HOLIDAYS: Final = "holidays.csv"
LINKS: Final = "links.toml"
TEMPLATES: Final = "templates.toml"

R = TypeVar("R", bound=Record)


def parse_policy(offices: str, categories: str, places: str, templates: str = "") -> Policy:
    """Read the files that make a regency, templates if it has any. Raises BadPolicy with all faults."""
    faults: list[Fault] = []
    office_tables = _tables(OFFICES, offices, ("opd", "external"), faults)
    category_tables = _tables(CATEGORIES, categories, ("group", "category"), faults)
    written = _records(OFFICES, "opd", Opd, office_tables, faults)
    bodies = _records(OFFICES, "external", ExternalBody, office_tables, faults)
    groups = _records(CATEGORIES, "group", Group, category_tables, faults)
    matters = _records(CATEGORIES, "category", Category, category_tables, faults)
    area = _places(places, faults)
    usual = _tables(TEMPLATES, templates, ("template",), faults) if templates else {}
    answers = _records(TEMPLATES, "template", Template, usual, faults)
    by_rule = (office_of(place) for place in area if place.kind is PlaceKind.KECAMATAN)
    opds = {opd.code: opd for opd in (*by_rule, *written)}
    if not faults:
        faults += _roles(written)
        faults += _twice(OFFICES, "code", [opd.code for opd in written] + [body.code for body in bodies])
        faults += _twice(CATEGORIES, "id", [row.id for row in matters])
        faults += _twice(TEMPLATES, "id", [row.id for row in answers])
        faults += _dangling(opds, bodies, groups, matters)
    if faults:
        raise BadPolicy(faults)
    return Policy(
        opds={opd.code: opd for opd in (*written, *opds.values())},
        bodies={body.code: body for body in bodies},
        groups=tuple(groups),
        categories={category.id: category for category in matters},
        places=tuple(area),
        templates={template.id: template for template in answers},
    )


def parse_holidays(text: str) -> dict[date, str]:
    """Read ``holidays.csv`` (date, kind, name). Raises BadPolicy with all that is wrong."""
    faults: list[Fault] = []
    days: dict[date, str] = {}
    for line, row in _lines(HOLIDAYS, text, ("date", "kind", "name"), faults):
        try:
            days[date.fromisoformat(row["date"])] = row["name"]
        except ValueError:
            faults.append(Fault(HOLIDAYS, line, "date", "must be a date such as 2026-12-25"))
    if faults:
        raise BadPolicy(faults)
    return days


def parse_links(text: str, policy: Policy) -> dict[str, Link]:
    """Read ``links.toml``, by slug. Raises BadPolicy with all that is wrong, codes ``policy`` lacks too."""
    faults: list[Fault] = []
    links = _records(LINKS, "link", Link, _tables(LINKS, text, ("link",), faults), faults)
    faults += _twice(LINKS, "slug", [link.slug for link in links])
    faults += [fault for link in links for fault in _unlinked(link, policy)]
    if faults:
        raise BadPolicy(faults)
    return {link.slug: link for link in links}


def _tables(file: str, text: str, names: tuple[str, ...], faults: list[Fault]) -> dict[str, Any]:
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        faults.append(Fault(file, "", "", str(error)))
        return {}
    faults += [Fault(file, "", key, unknown(key, names)) for key in found.keys() - set(names)]
    faults += [
        Fault(file, "", name, "this table is missing")
        for name in names
        if name != "external" and not found.get(name)
    ]
    return found


def _records(
    file: str, table: str, model: type[R], tables: Mapping[str, Any], faults: list[Fault]
) -> list[R]:
    rows = tables.get(table, [])
    if not isinstance(rows, list):
        faults.append(Fault(file, "", table, f"must be written [[{table}]]"))
        return []
    found = []
    for number, row in enumerate(rows, 1):
        try:
            found.append(model.model_validate(row))
        except ValidationError as error:
            faults += _faults(file, f"[[{table}]] {number}", error, model.model_fields)
    return found


def _faults(file: str, row: str, error: ValidationError, known: Iterable[str]) -> Iterable[Fault]:
    for one in error.errors():
        key = ".".join(map(str, one["loc"]))
        said = unknown(key, known) if one["type"] == "extra_forbidden" else sentence(one)
        yield Fault(file, row, key, said)


def _lines(
    file: str, text: str, columns: tuple[str, ...], faults: list[Fault]
) -> Iterable[tuple[str, dict[str, str]]]:
    reader = csv.DictReader(io.StringIO(text))
    if tuple(reader.fieldnames or ()) != columns:
        faults.append(Fault(file, "line 1", "", f"the columns must be {','.join(columns)}"))
        return
    for row in reader:
        line = f"line {reader.line_num}"
        if None in row or None in row.values():
            faults.append(Fault(file, line, "", f"must have {len(columns)} columns"))
        else:
            yield line, row


def _places(text: str, faults: list[Fault]) -> list[Place]:
    known: dict[str, Place] = {}
    area: list[Place] = []
    for line, row in _lines(PLACES, text, COLUMNS, faults):
        try:
            place = parse_place(row, known)
        except ValidationError as error:
            faults += _faults(PLACES, line, error, COLUMNS)
            continue
        except ValueError as error:
            faults.append(Fault(PLACES, line, "parent", str(error)))
            continue
        if place.code in known:
            faults.append(Fault(PLACES, line, "code", f"{place.code} stands here twice"))
        area.append(place)
        known.update({place.code: place} if place.code else {})
    return area


def _roles(opds: Iterable[Opd]) -> Iterable[Fault]:
    held = Counter(opd.role for opd in opds)
    for role in Role:
        if held[role] != 1:
            yield Fault(
                OFFICES, "", "role", f'exactly one [[opd]] must have role = "{role}", not {held[role]}'
            )


def _twice(file: str, key: str, values: Iterable[str]) -> Iterable[Fault]:
    for value, times in Counter(values).items():
        if times > 1:
            yield Fault(file, value, key, f"stands here {times} times")


def _unlinked(link: Link, policy: Policy) -> Iterable[Fault]:
    """What a link names and the regency does not know, or what contradicts itself."""
    named: list[tuple[str, str | None, Iterable[str]]] = [
        ("kecamatan", link.kecamatan, policy.kecamatans),
        ("desa", link.desa, policy.villages),
        ("category", link.category, policy.categories),
        ("opd", link.opd, policy.opds),
    ]
    strange = [(key, code) for key, code, known in named if code is not None and code not in known]
    yield from (Fault(LINKS, link.slug, key, f"{code} is not known") for key, code in strange)
    if strange:
        return
    if link.desa and policy.desa(link.desa).kecamatan != link.kecamatan:
        yield Fault(LINKS, link.slug, "desa", f"{link.desa} is not in the kecamatan of this link")
    if link.opd and link.category and not policy.answers_for(link.opd, link.category):
        yield Fault(LINKS, link.slug, "opd", f"{link.opd} does not answer for {link.category}")


def _dangling(
    opds: Mapping[str, Opd], bodies: list[ExternalBody], groups: list[Group], categories: list[Category]
) -> Iterable[Fault]:
    offices, outside = {*opds, OF_KECAMATAN}, {body.code for body in bodies}
    shelves = {group.id for group in groups}
    named: list[tuple[str, str, str, tuple[str, ...], set[str]]] = [
        (OFFICES, opd.code, "parent", (opd.parent,) if opd.parent else (), offices) for opd in opds.values()
    ]
    for one in categories:
        named += [
            (CATEGORIES, one.id, "opd", (one.opd,), offices),
            (CATEGORIES, one.id, "alternatives", one.alternatives, offices),
            (CATEGORIES, one.id, "external", one.external, outside),
            (CATEGORIES, one.id, "group", (one.group,), shelves),
        ]
    for file, row, key, codes, known in named:
        yield from (Fault(file, row, key, f"{code} is not known") for code in codes if code not in known)
