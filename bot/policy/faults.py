"""What is wrong with a regency's data files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: ``row`` is the line of a CSV file, or which entry of its table in a TOML file."""

    file: str
    row: str
    key: str
    sentence: str

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.file, self.row, self.key) if part)
        return f"{where}: {self.sentence}"


class BadPolicy(Exception):
    """The data files cannot be used; ``faults`` is all that is wrong with them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))
