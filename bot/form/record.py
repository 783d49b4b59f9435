"""What a form holds: the answers so far, and nothing about where it stands."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from typing import Final

import msgspec

from bot.encoding import encoded
from bot.files import File, FileKind
from bot.pins import Pin
from bot.sanitise import cut, units
from bot.tickets.status import Kind, Status

DESCRIPTION_AT_LEAST: Final = 10
DESCRIPTION_AT_MOST: Final = 4000
"""Characters, as Telegram counts them in a message: UTF-16 units."""


class Part(msgspec.Struct):
    """One message of the description and the day it tells of; an edit of that message replaces it."""

    message: int
    text: str
    day: date | None = None


class Twin(msgspec.Struct, frozen=True):
    """An open ticket that may tell of the same: as much of it as anyone may know."""

    ticket: int
    desa: str | None
    filed_in: date
    status: Status


class Form(msgspec.Struct, omit_defaults=True):
    """The answers of one resident. ``editing`` is a step they want to answer again.

    ``changing``: they came to it from the summary. ``chosen`` are the steps they answered themselves; all
    else is a guess, and gives way to a better one. ``candidates`` are codes of places that may be meant,
    ``proposed`` ids of categories, best first. ``inferred``: the place comes from a pin or a link, nobody
    named it; ``unplaced``: they left it at the pin. ``warned``: they were told whom to call in danger.
    ``link`` is the slug of the link they used, ``opd`` its office. ``oversight``, ``sensitive`` and
    ``emergency`` are what their words show, ``body`` whose business it is if not the regency's. ``proxy``:
    they report for someone else. ``twin`` is what they were offered to join instead.
    """

    chosen: list[str] = []
    kind: Kind | None = None
    parts: list[Part] = []
    category: str | None = None
    proposed: list[str] = []
    kecamatan: str | None = None
    desa: str | None = None
    candidates: list[str] = []
    asks_desa: bool = False
    landmark: str | None = None
    pin: Pin | None = None
    inferred: bool = False
    unplaced: bool = False
    link: str | None = None
    opd: str | None = None
    oversight: bool = False
    sensitive: bool = False
    emergency: bool = False
    warned: bool = False
    body: str | None = None
    occurred_on: date | None = None
    files: list[File] = []
    confidential: bool = True
    proxy: bool = False
    twin: Twin | None = None
    language: str | None = None
    editing: str | None = None
    changing: bool = False
    waiting: list[tuple[int, str]] = []
    """Tickets (id, number) that wait for the resident, who has yet to say if this is an answer to one."""

    @property
    def description(self) -> str:
        """All its messages, one under the other."""
        return "\n".join(part.text for part in self.parts if part.text)

    @property
    def described(self) -> bool:
        """There is enough to go by: words, or a voice message that officers may hear."""
        return len(self.description) >= DESCRIPTION_AT_LEAST or (self.is_spoken and not self.confidential)

    @property
    def is_spoken(self) -> bool:
        """There is a voice message among the files."""
        return any(file.kind is FileKind.VOICE for file in self.files)

    @property
    def is_placed(self) -> bool:
        """It is known where: the kecamatan, or a pin where they left it at that."""
        return self.kecamatan is not None or (self.unplaced and self.pin is not None)

    @property
    def is_empty(self) -> bool:
        """Nothing of the resident's is in it."""
        return not (self.parts or self.files or self.pin)

    def choose(self, *steps: str) -> None:
        """The resident answered these themselves."""
        self.chosen += [str(step) for step in steps if step not in self.chosen]

    def unchoose(self, step: str) -> None:
        """What they said of it no longer counts."""
        self.chosen = [one for one in self.chosen if one != step]

    def add(self, message: int, text: str, day: date | None = None) -> bool:
        """One more message of the description; false when there is room for a part of it only."""
        kept, rest = cut(text, self._room)
        if kept:
            self.parts.append(Part(message, kept, day))
        return not rest

    def part(self, message: int) -> Part | None:
        """What that message said, if it belongs to the description."""
        return next((part for part in self.parts if part.message == message), None)

    def replace(self, part: Part, text: str, day: date | None = None) -> bool:
        """Another version of a message of the description; false when there is room for a part of it only."""
        part.text, part.day = "", day
        part.text, rest = cut(text, self._room)
        return not rest

    @property
    def day_told(self) -> date | None:
        """The first day that the description tells of."""
        return next((part.day for part in self.parts if part.day), None)

    def settle(self) -> None:
        """What they wanted to answer again has its answer."""
        self.editing, self.changing = None, False

    def attach(self, file: File, limit: int) -> bool:
        """One more file, unless it is there already; false when there are ``limit``."""
        if any(known.unique_id == file.unique_id for known in self.files):
            return True
        if len(self.files) >= limit:
            return False
        self.files.append(file)
        return True

    @property
    def _room(self) -> int:
        """UTF-16 units that one more message may have."""
        held = self.description
        return max(DESCRIPTION_AT_MOST - units(held) - (1 if held else 0), 0)

    def forget_unknown(
        self, categories: Container[str], kecamatans: Container[str], villages: Container[str]
    ) -> None:
        """Answers that the regency's data no longer know are asked for again."""
        self.category = self.category if self.category in categories else None
        if self.kecamatan not in kecamatans or (self.desa and self.desa not in villages):
            self.kecamatan = self.desa = None
        self.proposed = [category for category in self.proposed if category in categories]

    def to_json(self) -> bytes:
        """Only what differs from an empty form."""
        return encoded(self)

    @classmethod
    def from_json(cls, raw: bytes) -> Form:
        """The form that ``to_json`` wrote; answers this version does not know are left out.

        Raises ValueError when it is none.
        """
        return _READER.decode(raw)


_READER: Final = msgspec.json.Decoder(Form)
