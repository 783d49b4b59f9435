"""What was found in one message, each with how sure it is: 0 is a guess out of the blue, 1 is certain."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from bot.tickets.status import Kind
from bot.understanding.personal import Personal


class Guess(NamedTuple):
    """One answer of several: a category's id, a kind, the code of a body."""

    value: str
    sure: float


class Flag(NamedTuple):
    """A yes or no that is true where it is ``raised``."""

    raised: bool = False
    sure: float = 0.0

    def __bool__(self) -> bool:
        return self.raised


class Found(NamedTuple):
    """What ``Reader.understand`` makes of a text. What a text says nothing of is empty, None or not raised.

    ``categories`` are the ids worth proposing, at most three, best first; ``odds`` the probability of every
    category. ``is_settled``: the first is so likely that nobody has to be asked.
    ``kecamatan`` and ``desa`` are codes; ``places`` the codes of all that a name can mean, when one has to be
    asked about. ``landmark`` and ``personal`` are spots of the text, ``day`` is never in the future.
    ``body`` is whose business it is if not the regency's. ``despair``: someone speaks of ending their life.
    ``against_office``: it accuses the very office that would receive it.
    """

    categories: tuple[str, ...] = ()
    kecamatan: str | None = None
    desa: str | None = None
    places: tuple[str, ...] = ()
    day: date | None = None

    odds: Mapping[str, float] = MappingProxyType({})
    is_settled: bool = False
    kind: Guess = Guess(Kind.PENGADUAN, 0.0)
    is_report: Flag = Flag(raised=True)
    place_sure: float = 0.0
    landmark: str | None = None
    body: Guess | None = None
    oversight: Flag = Flag()
    sensitive: Flag = Flag()
    emergency: Flag = Flag()
    despair: Flag = Flag()
    against_office: Flag = Flag()
    personal: tuple[Personal, ...] = ()
    language: str | None = None

    @property
    def ranked(self) -> tuple[Guess, ...]:
        """Every category with its probability, the likeliest first."""
        return likeliest(self.odds)


def likeliest(odds: Mapping[str, float], most: int | None = None) -> tuple[Guess, ...]:
    """The answers with the best odds, at most so many, the likeliest first."""
    ranked = sorted(odds, key=odds.__getitem__, reverse=True)
    return tuple([Guess(answer, odds[answer]) for answer in ranked[:most]])
