"""What was found in one message, each with how sure it is: 0 is a guess out of the blue, 1 is certain."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bot.tickets.status import Kind
from bot.understanding.personal import Personal


@dataclass(frozen=True, slots=True)
class Guess:
    """One answer of several: a category's id, a kind, the code of a body."""

    value: str
    sure: float


@dataclass(frozen=True, slots=True)
class Flag:
    """A yes or no that is true where it is ``raised``."""

    raised: bool = False
    sure: float = 0.0

    def __bool__(self) -> bool:
        return self.raised


@dataclass(frozen=True, slots=True)
class Found:
    """What ``Reader.understand`` makes of a text. What a text says nothing of is empty, None or not raised.

    ``categories`` are the ids worth proposing, at most three, best first; ``ranked`` is every category with
    its probability. ``is_settled``: the first is so likely that nobody has to be asked.
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

    ranked: tuple[Guess, ...] = ()
    is_settled: bool = False
    kind: Guess = field(default_factory=lambda: Guess(Kind.PENGADUAN, 0.0))
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
