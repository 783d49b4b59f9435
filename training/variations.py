"""Says each text in other ways: slips, dropped vowels, places, and words around it that mean nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Final

from training import corpus
from training.corpus import Example

_PLACES: Final = (
    "sangatta", "sengata", "bengalon", "desa sepaso", "kec kaubun", "teluk lingga", "muara wahau", "kongbeng",
    "rantau pulung", "sangatta selatan", "desa bukit makmur", "sangkulirang", "jl yos sudarso", "kaliorang",
    "desa martadinata", "swarga bara", "muara ancalong", "busang", "karangan", "gang mawar", "rt 12",
    "kelurahan teluk lingga", "kel singa geweh", "kampung tengah",
)  # fmt: skip
_VOWELS: Final = re.compile(r"(?<=\w)[aiueo](?=\w)")
TIMES: Final = 2
"""Variations of each text to learn from."""

_SLIPS, _DROPS = 0.10, 0.05
_SLIP_FROM: Final = 4
_PAIRED: Final = 0.4
_BEFORE, _AFTER = (0, 0, 1, 1, 2, 4), (0, 1, 2, 3)


def varied(examples: Iterable[Example], fillers: Sequence[str], times: int, seed: int = 1) -> list[Example]:
    """Every text as it stands and ``times`` in other ways; the same seed gives the same texts."""
    chance = Random(seed)
    made = []
    for example in examples:
        made.append(_said(example, _placed(example.text, chance)))
        made += [_said(example, _variation(example.text, fillers, chance)) for _ in range(times)]
    return made


def lessons(own: Iterable[Example], times: int = TIMES) -> list[Example]:
    """All that a model is taught with these texts of ours."""
    fillers = corpus.fillers()
    return varied(own, fillers, times) + spoken(corpus.terms(), fillers) + empty(fillers)


def spoken(terms: Mapping[str, Sequence[str]], fillers: Sequence[str], seed: int = 3) -> list[Example]:
    """A rough saying for each term, some with a second term of its category."""
    chance = Random(seed)
    return [
        _rough(category, term, chance.choice(listed) if chance.random() < _PAIRED else "", fillers, chance)
        for category, listed in terms.items()
        for term in listed
    ]


def empty(fillers: Sequence[str], count: int = 150, seed: int = 4) -> list[Example]:
    """Words that tell nothing, which is no category of ours."""
    chance = Random(seed)
    return [
        Example(", ".join(chance.sample(fillers, chance.randint(1, 4))), "lainnya", "pengaduan")
        for _ in range(count)
    ]


def _rough(category: str, term: str, second: str, fillers: Sequence[str], chance: Random) -> Example:
    said = [chance.choice(fillers) if chance.random() < _PAIRED else "", term, second]
    return Example(" ".join(filter(None, said)), category, "")


def _said(example: Example, text: str) -> Example:
    return replace(example, text=text)


def _placed(text: str, chance: Random) -> str:
    return text.replace("@", chance.choice(_PLACES))


def _variation(text: str, fillers: Sequence[str], chance: Random) -> str:
    told = " ".join(_slip(word, chance) for word in _placed(text, chance).split())
    before = [chance.choice(fillers) for _ in range(chance.choice(_BEFORE))]
    after = [chance.choice(fillers) for _ in range(chance.choice(_AFTER))]
    return ", ".join([*before, told, *after])


def _slip(word: str, chance: Random) -> str:
    draw = chance.random()
    if len(word) < _SLIP_FROM or draw > _SLIPS + _DROPS:
        return word
    if draw > _SLIPS:
        return _VOWELS.sub("", word)
    at = chance.randrange(1, len(word) - 1)
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at:],
        )
    )
