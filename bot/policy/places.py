"""Reads one line of ``places.csv`` into a place that knows where it lies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.policy.records import VILLAGES, Place, PlaceKind

COLUMNS: Final = ("kind", "code", "name", "parent", "aliases")


def parse_place(row: Mapping[str, str], known: Mapping[str, Place]) -> Place:
    """Read a line whose parents (codes, separated by ``|``) stand above it.

    Raises ValueError about the parent, pydantic's ValidationError about the rest.
    """
    code, parents = row["code"] or None, [known.get(code) for code in filter(None, row["parent"].split("|"))]
    if None in parents:
        raise ValueError(f"{row['parent']} does not stand above this line")
    if not parents and row["kind"] != PlaceKind.KECAMATAN:
        raise ValueError("only a kecamatan has no parent")
    within = {within: None for parent in parents if parent for within in parent.within}
    place = Place.model_validate(
        {
            "kind": row["kind"],
            "name": row["name"],
            "code": code,
            "within": tuple(within) or (code,),
            "aliases": tuple(filter(None, row["aliases"].split("|"))),
        }
    )
    return place.model_copy(update={"desa": _desa(place, [parent for parent in parents if parent])})


def _desa(place: Place, parents: list[Place]) -> str | None:
    """The village's code: its own, or that of the village a local name lies in.

    A desa persiapan is on its way to a code of its own, so its people are not counted to the old one.
    """
    if place.kind in VILLAGES:
        return place.code
    if place.kind is PlaceKind.TOPONYM and len(parents) == 1 and parents[0].kind in VILLAGES:
        return parents[0].code
    return None
