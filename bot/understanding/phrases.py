"""Which lists of phrases a text holds one of, by the words with which phrases begin.

A phrase is a regular expression over words of plain spelling with single spaces. Most words begin none, so
most phrases need never be looked for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from bot.lexicon import Lexicon

_LETTERS: Final = re.compile(r"[a-z0]*")
_PLAIN: Final = re.compile(r"[a-z0]+(?: [a-z0]+)*")
_TOKEN: Final = re.compile(r"\\.|\[[^\]]*\]|.", re.DOTALL)
_REPEATED: Final = ("?", "*", "+", "{")
_ANYTHING: Final = ""
"""The beginning of a phrase that may begin with any word."""

Name = tuple[str, str]


@dataclass(frozen=True)
class _Alike:
    """Phrases of one list that begin alike."""

    name: Name
    phrases: list[str]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Made when a word is first met that they may begin with: it takes longer than to look for them."""
        return any_of(self.phrases)


class Phrases:
    """Lists of phrases, each by its name."""

    def __init__(self, lists: Mapping[Name, Iterable[str]]) -> None:
        self._begun: dict[str, list[_Alike]] = defaultdict(list)
        for name, phrases in lists.items():
            for beginnings, some in _grouped(phrases).items():
                alike = _Alike(name, some)
                for beginning in beginnings:
                    self._begun[beginning].append(alike)
        self._begun_by = Lexicon(self._that_begin)

    def held(self, said: str) -> set[Name]:
        """The names of the lists that have a phrase in these words."""
        held: set[Name] = set()
        start = 0
        for word in said.split(" "):
            for name, pattern in self._begun_by[word]:
                if name not in held and pattern.match(said, start):
                    held.add(name)
            start += len(word) + 1
        return held

    def _that_begin(self, word: str) -> tuple[tuple[Name, re.Pattern[str]], ...]:
        beginnings = (_whole(word), *(word[:size] for size in range(len(word) + 1)))
        return tuple((alike.name, alike.pattern) for one in beginnings for alike in self._begun.get(one, ()))


def any_of(phrases: Collection[str]) -> re.Pattern[str]:
    """Matches whole words that are one of the phrases. Raises ``re.error``."""
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b" if phrases else r"(?!)")


def openings(phrase: str) -> frozenset[str]:
    """What the first word of a phrase may begin with, or with a space behind it all that it may be.

    A phrase of which that cannot be told may begin with anything.
    """
    if _PLAIN.fullmatch(phrase):
        return frozenset({_whole(phrase.partition(" ")[0])})
    return frozenset(opening for branch in _branches(phrase) for opening in _of_branch(branch))


def _of_branch(branch: str) -> Iterable[str]:
    letters = _LETTERS.match(branch)[0]  # type: ignore[index]  # it matches nothing at all, too
    rest = branch[len(letters) :]
    if letters and rest.startswith(_REPEATED):
        return (letters[:-1],)
    if letters:
        ends = not rest or (rest[0] == " " and not rest[1:].startswith(_REPEATED))
        return (_whole(letters) if ends else letters,)
    return _of_group(rest) if rest.startswith("(") else (_ANYTHING,)


def _of_group(branch: str) -> Iterator[str]:
    """Each way through the group that a branch begins with."""
    end = _closing(branch)
    inner, rest = branch[1:end].removeprefix("?:"), branch[end + 1 :]
    if inner.startswith("?") or rest.startswith(("*", "+", "{")):
        yield _ANYTHING
        return
    for way in _branches(inner):
        yield from openings(way + rest.removeprefix("?"))
    if rest.startswith("?"):
        yield from openings(rest[1:])


def _whole(word: str) -> str:
    return f"{word} "


def _branches(pattern: str) -> list[str]:
    """The alternatives of a pattern, without those within its groups."""
    bars = [at for at, depth in _outside(pattern) if pattern[at] == "|" and depth == 0]
    return [pattern[start + 1 : end] for start, end in pairwise((-1, *bars, len(pattern)))]


def _closing(group: str) -> int:
    """Where the group ends that a pattern begins with."""
    return next((at for at, depth in _outside(group) if group[at] == ")" and depth == 0), len(group))


def _outside(pattern: str) -> Iterator[tuple[int, int]]:
    """Each sign that is no letter of a class and not escaped, and how deep in groups it stands."""
    depth = 0
    for token in _TOKEN.finditer(pattern):
        depth += (token[0] == "(") - (token[0] == ")")
        yield token.start(), depth


def _grouped(phrases: Iterable[str]) -> Mapping[frozenset[str], list[str]]:
    """Phrases that begin alike, together."""
    grouped: dict[frozenset[str], list[str]] = defaultdict(list)
    for phrase in phrases:
        grouped[openings(phrase)].append(phrase)
    return grouped
