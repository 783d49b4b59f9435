"""What a button carries: typed values in at most 64 bytes (InlineKeyboardButton.callback_data).

Data is a hint, never a right: whoever presses is checked again. A field that is added gets a new prefix, so
that buttons posted before are told from those posted after.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Any, ClassVar, Final, Self, get_type_hints

LIMIT: Final = 64
_ID_DIGITS: Final = 18
"""A database holds any such number."""


@dataclass(frozen=True, slots=True)
class Press:
    """One kind of button; its fields, ``int`` or ``str``, are written in their order."""

    prefix: ClassVar[str]

    def pack(self) -> str:
        """``prefix:field:field``. Raises ValueError when it does not fit or holds a colon."""
        parts = [str(getattr(self, name)) for name in _names(type(self))]  # type: ignore[arg-type]  # as below
        data = ":".join((self.prefix, *parts))
        if any(":" in part for part in parts) or len(data.encode()) > LIMIT:
            raise ValueError(f"no button can carry {data!r}")
        return data

    @classmethod
    def read(cls, data: str) -> Self | None:
        """What ``pack`` wrote; None when it is something else."""
        prefix, *parts = data.split(":")
        kinds: list[Any] = _kinds(cls)  # type: ignore[arg-type]  # mypy takes a class for unhashable
        if prefix != cls.prefix or len(parts) != len(kinds):
            return None
        try:
            values = [kind(part) for kind, part in zip(kinds, parts, strict=True)]
        except ValueError:
            return None
        press = cls(*values)
        return press if press.pack() == data and all(map(_storable, values)) else None


def id_in(value: str) -> int:
    """The id of a row that a text field carries; 0, which no row has, where it is none."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= _ID_DIGITS else 0


def _storable(value: int | str) -> bool:
    """A number that a database can hold."""
    return isinstance(value, str) or abs(value) < 2**63


ENDS: Final = ("confirm", "dispute", "agree", "insist", "reopen")
"""What a resident does at once by a button; after it the message offers nothing that still holds."""


def is_spent(data: str) -> bool:
    """Whether the message under which this was pressed, with success, needs its buttons no more."""
    if (press := ReporterPress.read(data)) is not None:
        return press.verb in ENDS
    return any(
        kind.read(data)
        for kind in (ProposalPress, TemplatePress, SurePress, UnbindPress, RequestPress, *_DECIDED)
    )


@cache
def _names(press: Any) -> tuple[str, ...]:
    return tuple(part.name for part in fields(press))


@cache
def _kinds(press: Any) -> list[Any]:
    hints = get_type_hints(press)
    return [hints[name] for name in _names(press)]


@dataclass(frozen=True, slots=True)
class FormPress(Press):
    """An answer to the question ``step`` of a draft."""

    prefix = "f1"
    draft: int
    step: str
    value: str


@dataclass(frozen=True, slots=True)
class MenuPress(Press):
    """A choice that belongs to no form and no ticket."""

    prefix = "m1"
    choice: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class CardPress(Press):
    """An officer's button on the card of a ticket as it was at ``version``."""

    prefix = "t1"
    ticket: int
    version: int
    verb: str


@dataclass(frozen=True, slots=True)
class ProposalPress(Press):
    """Send what was shown to the resident, or drop it: ``choice`` is ``send`` or ``drop``."""

    prefix = "p1"
    proposal: int
    choice: str


@dataclass(frozen=True, slots=True)
class TemplatePress(Press):
    """A usual answer, by its id, that an officer chooses for a ticket."""

    prefix = "a1"
    ticket: int
    template: str


@dataclass(frozen=True, slots=True)
class TasksPress(Press):
    """Another page of what an OPD has in hand; the first is 0."""

    prefix = "q1"
    page: int


STARS: Final = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class RatePress(Press):
    """How a resident rates a closed ticket of theirs."""

    prefix = "s1"
    ticket: int
    stars: int


@dataclass(frozen=True, slots=True)
class ReporterPress(Press):
    """A resident's button about their own ticket as it was at ``version``."""

    prefix = "r1"
    ticket: int
    version: int
    verb: str


@dataclass(frozen=True, slots=True)
class SurePress(Press):
    """A resident means it: the verb cannot be undone."""

    prefix = "y1"
    ticket: int
    version: int
    verb: str


@dataclass(frozen=True, slots=True)
class ChoicesPress(Press):
    """An admin asks what a ticket can be given: the page of what ``verb`` may lead to."""

    prefix = "c1"
    ticket: int
    version: int
    verb: str
    page: int


@dataclass(frozen=True, slots=True)
class RulingPress(Press):
    """An admin does ``verb`` to a ticket as it was at ``version``, with an OPD, a reason or a body."""

    prefix = "d1"
    ticket: int
    version: int
    verb: str
    value: str


@dataclass(frozen=True, slots=True)
class UnbindPress(Press):
    """An admin cuts a group off from the OPD it was bound to."""

    prefix = "b1"
    opd: str
    chat: int


@dataclass(frozen=True, slots=True)
class OfficerPress(Press):
    """An admin takes an officer off the list: ``choice`` is ``drop``."""

    prefix = "o1"
    opd: str
    officer: int
    choice: str


@dataclass(frozen=True, slots=True)
class RequestPress(Press):
    """An admin decides on a request, by its ruling, to be an officer: ``choice`` is ``add`` or ``refuse``."""

    prefix = "o2"
    opd: str
    request: int
    choice: str


@dataclass(frozen=True, slots=True)
class ProofPress(Press):
    """An admin looks at how a closed ticket was resolved."""

    prefix = "v1"
    ticket: int


@dataclass(frozen=True, slots=True)
class PetitionPress(Press):
    """An admin decides what a resident asked about their data: ``choice`` is ``grant``."""

    prefix = "h1"
    petition: int
    choice: str


@dataclass(frozen=True, slots=True)
class RevealPress(Press):
    """A second admin agrees that an identity is shown, or not: ``choice`` is ``agree`` or ``refuse``."""

    prefix = "i1"
    reveal: int
    choice: str


_DECIDED: Final = (PetitionPress, RevealPress)
