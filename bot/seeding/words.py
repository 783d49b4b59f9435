"""What people in a made-up past are called and write, put together from the fragments beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any, Final, Self

from bot.policy import Policy

_FILE: Final = Path(__file__).with_name("fragments.toml")
_ANYTHING: Final = "lainnya"


class Fragments:
    """Draws from the fragments with the dice it is given."""

    def __init__(self, table: Mapping[str, Any], policy: Policy) -> None:
        self._table = table
        self._what: Mapping[str, Sequence[str]] = table["what"]
        self._policy = policy

    @classmethod
    def of(cls, policy: Policy) -> Self:
        """The fragments that come along."""
        return cls(tomllib.loads(_FILE.read_text(encoding="utf-8")), policy)

    def one(self, kind: str, dice: Random) -> str:
        """One fragment of a kind."""
        found: Sequence[str] = self._table[kind]
        return found[int(dice.random() * len(found))]

    def report(self, category: str, desa: str | None, dice: Random) -> str:
        """A description: what, where, since when, and what is asked for."""
        what = self._what.get(category) or self._what[_ANYTHING]
        village = f", {self._policy.desa(desa).name}" if desa else ""
        where = f"{what[int(dice.random() * len(what))]} {self.one('spots', dice)}{village}."
        return f"{where} {self.one('since', dice)} {self.one('asks', dice)}".strip()

    def name(self, number: int) -> str:
        """What the ``number``-th person is called."""
        first, last = self._table["names"], self._table["surnames"]
        return f"{first[number % len(first)]} {last[number // len(first) % len(last)]}"
