"""Who plays in the demonstration: the people and groups of ``cast.toml`` on a simulated Telegram."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from simulator.groups import Group
from simulator.people import Person
from simulator.stage import Part
from simulator.town import Town

_FILE: Final = Path(__file__).with_name("cast.toml")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cast:
    """The parts, and the sections of the configuration that name their people and groups."""

    parts: Sequence[Part]
    sections: Mapping[str, Any]


def gather(town: Town) -> Cast:
    """Give everybody an account, and put them into their groups."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    people = [(row, _person(town, row)) for row in table["people"]]
    groups = {row["key"]: (row, _group(town, row, people)) for row in table["groups"]}
    parts = [Part(person, row["role"], row["tag"], row["suggestions"], row["kind"]) for row, person in people]
    return Cast(parts, _sections([*groups.values()], people))


def _person(town: Town, row: Row) -> Person:
    return town.person(row["name"], last_name=row["surname"], language=row.get("language", "id"))


def _group(town: Town, row: Row, people: Sequence[tuple[Row, Person]]) -> Group:
    return town.group(row["title"], [person for one, person in people if row["key"] in one.get("groups", ())])


def _sections(groups: Sequence[tuple[Row, Group]], people: Sequence[tuple[Row, Person]]) -> Mapping[str, Any]:
    chats = {row["key"]: group.id for row, group in groups}
    return {
        "groups": {row["opd"]: group.id for row, group in groups if "opd" in row},
        "people": {
            "admins": [person.id for row, person in people if row["kind"] == "admin"],
            "supervisors": [person.id for row, person in people if row["kind"] == "supervisor"],
            "admin_chat": chats["admins"],
            "supervisor_chat": chats["leaders"],
        },
    }
