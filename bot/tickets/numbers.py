"""Ticket numbers: how they look, and how people write them."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_DIGITS: Final = re.compile(r"^\W*(?:(?P<prefix>[a-z]+)\W*)?(?P<rest>\d[\d\s./_-]*)$", re.IGNORECASE)
_SEVERAL: Final = re.compile(r"\S*\d\s*[,;&+]\s*(?:[a-z]+-)?\d", re.IGNORECASE)
_YEAR: Final = re.compile(r"^(20\d\d)[\s./_-]*(\d{1,6})$")
_LEADING: Final = re.compile(
    r"\W*((?:[a-z]{1,6}[\s._/-]*)?\d(?:[\d._/-]*\d)?)(?:[\s:,.-]+(.*))?", re.IGNORECASE | re.DOTALL
)


class Number(NamedTuple):
    """The local year of filing and the running number in it."""

    year: int
    serial: int

    def written(self, prefix: str) -> str:
        """``KT-2026-000412``."""
        return f"{prefix}-{self.year}-{self.serial:06d}"


def read(text: str, prefix: str, this_year: int) -> Number | None:
    """The number a person meant: ``KT-2026-000412``, ``kt2026412``, ``412`` (this year's); None if none."""
    match = _DIGITS.match(text.strip())
    if match is None or (match["prefix"] or prefix).lower() != prefix.lower():
        return None
    rest = match["rest"].strip()
    if dated := _YEAR.match(rest):
        return Number(int(dated[1]), int(dated[2]))
    return Number(this_year, int(rest)) if rest.isdigit() and len(rest) <= 6 else None


def names_several(text: str) -> bool:
    """A command begins with more numbers than one: ``10, 11``."""
    return _SEVERAL.match(text.strip()) is not None


def leading(text: str) -> tuple[str, str]:
    """The number a command begins with, as it is written, and the words after it; empty where missing."""
    match = _LEADING.fullmatch(text.strip())
    return (match[1], (match[2] or "").strip()) if match else ("", "")
