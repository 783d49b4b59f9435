"""Words that show what a report is: an accusation, a victim, danger, despair, a question, another's task."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_CLOSE_BY: Final = 50
"""Letters between an office and a wrong that belong together, about a line of a message."""

_NEVER: Final = re.compile(r"(?!)")

Tables = Mapping[str, Mapping[str, list[str]]]


class Signs:
    """The tables of ``signs.toml``, ready to look for in words of plain spelling.

    Raises ValueError where one of them is no regular expression.
    """

    def __init__(self, tables: Tables) -> None:
        try:
            self._said = {
                (table, name): _any(phrases)
                for table, lists in tables.items()
                if table != "neutral"
                for name, phrases in lists.items()
            }
        except re.error as error:
            raise ValueError(f"signs: {error}") from error
        self._bodies = tuple(tables.get("bodies", ()))
        self._neutral = frozenset(tables.get("neutral", {}).get("words", ()))

    def read(self, said: str) -> Shown:
        """All that the words show."""
        accuses = self._accuses(said, "someone")
        return Shown(
            is_empty=all(word in self._neutral for word in said.split()),
            accuses=accuses,
            accuses_police=not accuses and self._accuses(said, "police"),
            sensitive=self._has("sensitive", "someone", said),
            danger=self._danger(said),
            despair=self._has("despair", "always", said) and not self._has("despair", "never", said),
            misconduct=self._has("misconduct", "wrong", said),
            asks=self._has("question", "asks", said),
            bodies=frozenset(body for body in self._bodies if self._has("bodies", body, said)),
        )

    def calm(self, words: Sequence[str]) -> list[str]:
        """The words without those that only ask to hurry."""
        urging = self._said.get(("danger", "urging"), _NEVER)
        return [word for word in words if not urging.fullmatch(word)]

    def _accuses(self, said: str, whom: str) -> bool:
        """A wrong with one of them close by, told by somebody who does not merely ask."""
        them = self._said.get(("official", whom), _NEVER)
        wrongs = self._said.get(("official", "wrong"), _NEVER).finditer(said)
        return not self._has("official", "asking", said) and any(
            them.search(said, max(0, wrong.start() - _CLOSE_BY), wrong.end() + _CLOSE_BY) for wrong in wrongs
        )

    def _danger(self, said: str) -> float:
        """How strongly danger speaks from the words, 0 to 1."""
        if self._has("danger", "over", said):
            return _FAINT if self._has("danger", "always", said) else 0.0
        if self._has("danger", "always", said):
            return 1.0
        fresh = self._has("danger", "grave", said) and self._has("danger", "fresh", said)
        return _GRAVE_AND_FRESH if fresh else 0.0

    def _has(self, table: str, name: str, said: str) -> bool:
        return self._said.get((table, name), _NEVER).search(said) is not None


_FAINT: Final = 0.3
_GRAVE_AND_FRESH: Final = 0.8


@dataclass(frozen=True, slots=True)
class Shown:
    """What words show; ``bodies`` are codes of bodies outside the regency. An empty text tells no matter."""

    is_empty: bool
    accuses: bool
    accuses_police: bool
    sensitive: bool
    danger: float
    despair: bool
    misconduct: bool
    bodies: frozenset[str]
    asks: bool = False


def _any(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b")
