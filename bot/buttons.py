"""What a button carries: typed values in at most 64 bytes (InlineKeyboardButton.callback_data).

Data is a hint, never a right: whoever presses is checked again. A field that is added gets a new prefix, so
that buttons posted before are told from those posted after.
"""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar, Final, Self, get_type_hints

import msgspec
from msgspec.structs import astuple

LIMIT: Final = 64
_ID_DIGITS: Final = 18
"""A database holds any such number."""


class Press(msgspec.Struct, frozen=True):
    """One kind of button; its fields, ``int`` or ``str``, are written in their order."""

    prefix: ClassVar[str]

    def pack(self) -> str:
        """``prefix:field:field``. Raises ValueError when it does not fit or holds a colon."""
        parts = astuple(self)
        data = ":".join((self.prefix, *map(str, parts)))
        if data.count(":") != len(parts) or len(data.encode()) > LIMIT:
            raise ValueError(f"no button can carry {data!r}")
        return data

    @classmethod
    def read(cls, data: str) -> Self | None:
        """What ``pack`` wrote; None when it is something else."""
        prefix, *parts = data.split(":")
        if prefix != cls.prefix or len(parts) != len(kinds := _kinds(cls)):
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
    kind = _SPENT.get(data.partition(":")[0])
    return kind is not None and kind.read(data) is not None


@cache
def _kinds(press: type[Press]) -> list[Any]:
    hints = get_type_hints(press)
    return [hints[name] for name in press.__struct_fields__]


class FormPress(Press, frozen=True):
    """An answer to the question ``step`` of a draft."""

    prefix: ClassVar[str] = "f1"
    draft: int
    step: str
    value: str


class MenuPress(Press, frozen=True):
    """A choice that belongs to no form and no ticket."""

    prefix: ClassVar[str] = "m1"
    choice: str
    value: str = ""


class CardPress(Press, frozen=True):
    """An officer's button on the card of a ticket as it was at ``version``."""

    prefix: ClassVar[str] = "t1"
    ticket: int
    version: int
    verb: str


class ProposalPress(Press, frozen=True):
    """Send what was shown to the resident, or drop it: ``choice`` is ``send`` or ``drop``."""

    prefix: ClassVar[str] = "p1"
    proposal: int
    choice: str


class TemplatePress(Press, frozen=True):
    """A usual answer, by its id, that an officer chooses for a ticket."""

    prefix: ClassVar[str] = "a1"
    ticket: int
    template: str


class TasksPress(Press, frozen=True):
    """Another page of what an OPD has in hand; the first is 0."""

    prefix: ClassVar[str] = "q1"
    page: int


STARS: Final = (1, 2, 3, 4, 5)


class RatePress(Press, frozen=True):
    """How a resident rates a closed ticket of theirs."""

    prefix: ClassVar[str] = "s1"
    ticket: int
    stars: int


class ReporterPress(Press, frozen=True):
    """A resident's button about their own ticket as it was at ``version``."""

    prefix: ClassVar[str] = "r1"
    ticket: int
    version: int
    verb: str


class SurePress(Press, frozen=True):
    """A resident means it: the verb cannot be undone."""

    prefix: ClassVar[str] = "y1"
    ticket: int
    version: int
    verb: str


class ChoicesPress(Press, frozen=True):
    """An admin asks what a ticket can be given: the page of what ``verb`` may lead to."""

    prefix: ClassVar[str] = "c1"
    ticket: int
    version: int
    verb: str
    page: int


class RulingPress(Press, frozen=True):
    """An admin does ``verb`` to a ticket as it was at ``version``, with an OPD, a reason or a body."""

    prefix: ClassVar[str] = "d1"
    ticket: int
    version: int
    verb: str
    value: str


class UnbindPress(Press, frozen=True):
    """An admin cuts a group off from the OPD it was bound to."""

    prefix: ClassVar[str] = "b1"
    opd: str
    chat: int


class OfficerPress(Press, frozen=True):
    """An admin takes an officer off the list: ``choice`` is ``drop``."""

    prefix: ClassVar[str] = "o1"
    opd: str
    officer: int
    choice: str


class RequestPress(Press, frozen=True):
    """An admin decides on a request, by its ruling, to be an officer: ``choice`` is ``add`` or ``refuse``."""

    prefix: ClassVar[str] = "o2"
    opd: str
    request: int
    choice: str


class ProofPress(Press, frozen=True):
    """An admin looks at how a closed ticket was resolved."""

    prefix: ClassVar[str] = "v1"
    ticket: int


class PetitionPress(Press, frozen=True):
    """An admin decides what a resident asked about their data: ``grant``, ``erase`` or ``refuse``."""

    prefix: ClassVar[str] = "h1"
    petition: int
    choice: str


class RevealPress(Press, frozen=True):
    """A second admin agrees that an identity is shown, or not: ``choice`` is ``agree`` or ``refuse``."""

    prefix: ClassVar[str] = "i1"
    reveal: int
    choice: str


_SPENT: Final[dict[str, type[Press]]] = {
    kind.prefix: kind
    for kind in (TemplatePress, SurePress, UnbindPress, RequestPress, PetitionPress, RevealPress)
}
