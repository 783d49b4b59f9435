"""The table of rights, read."""

from __future__ import annotations

import tomllib
from pathlib import Path

from tests.security.actors import CELLS, NOBODIES

_TABLE = Path(__file__).with_name("rights.toml")

Cell = tuple[str, str, str]


def expected() -> dict[Cell, str]:
    """What comes of each thing that is tried, by actor and place."""
    with _TABLE.open("rb") as file:
        groups = tomllib.load(file)["rights"]
    return {
        (name, actor, place): _cell(group[place], actor)
        for group in groups
        for name in group["tried"]
        for actor, place in CELLS
    }


def _cell(cells: dict[str, str], actor: str) -> str:
    nobody = cells.get("nobody") if actor in NOBODIES else None
    return cells.get(actor) or nobody or cells["all"]
