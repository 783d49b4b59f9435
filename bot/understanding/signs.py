"""Words that show what a report is: an accusation, a victim, danger, despair, a question, another's task."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from bot.understanding.phrases import Name, Phrases, any_of

_CLOSE_BY: Final = 50
"""Letters between an office and a wrong that belong together, about a line of a message."""

_FAINT: Final = 0.3
_GRAVE_AND_FRESH: Final = 0.8
"""How strongly danger speaks that is past, and that is told of without a word that only danger has."""

_NEVER: Final = any_of(())
_OFFICIALS: Final = ("someone", "police", "wrong")
"""Lists of which it counts where in the words they stand."""

Tables = Mapping[str, Mapping[str, list[str]]]
Held = AbstractSet[Name]


class Signs:
    """The tables of ``signs.toml``, ready to look for in words of plain spelling.

    Raises ValueError where one of them is no regular expression.
    """

    def __init__(self, tables: Tables) -> None:
        lists = {
            (table, name): phrases
            for table, named in tables.items()
            if table != "neutral"
            for name, phrases in named.items()
        }
        try:
            patterns = {name: any_of(phrases) for name, phrases in lists.items()}
        except re.error as error:
            raise ValueError(f"signs: {error}") from error
        self._phrases = Phrases(lists)
        self._official = {name: patterns.get(("official", name), _NEVER) for name in _OFFICIALS}
        self._urging = patterns.get(("danger", "urging"), _NEVER)
        self._neutral = frozenset(tables.get("neutral", {}).get("words", ()))

    def read(self, said: str) -> Shown:
        """All that the words show."""
        held = self._phrases.held(said)
        accuses = self._accuses(said, "someone", held)
        return Shown(
            is_empty=self._neutral.issuperset(said.split()),
            accuses=accuses,
            accuses_police=not accuses and self._accuses(said, "police", held),
            sensitive=("sensitive", "someone") in held,
            danger=_danger(held),
            despair=("despair", "always") in held and ("despair", "never") not in held,
            misconduct=("misconduct", "wrong") in held,
            asks=("question", "asks") in held,
            bodies=frozenset(name for table, name in held if table == "bodies"),
        )

    def calm(self, words: Sequence[str]) -> list[str]:
        """The words without those that only ask to hurry."""
        return [word for word in words if not self._urging.fullmatch(word)]

    def _accuses(self, said: str, whom: str, held: Held) -> bool:
        """A wrong with one of them close by, told by somebody who does not merely ask."""
        if ("official", "wrong") not in held or ("official", "asking") in held:
            return False
        them = self._official[whom]
        return any(
            them.search(said, max(0, wrong.start() - _CLOSE_BY), wrong.end() + _CLOSE_BY)
            for wrong in self._official["wrong"].finditer(said)
        )


def _danger(held: Held) -> float:
    """How strongly danger speaks from the words, 0 to 1."""
    always = ("danger", "always") in held
    if ("danger", "over") in held:
        return _FAINT if always else 0.0
    if always:
        return 1.0
    return _GRAVE_AND_FRESH if {("danger", "grave"), ("danger", "fresh")} <= held else 0.0


class Shown(NamedTuple):
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
