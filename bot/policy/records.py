"""The records of a regency's data: offices, categories, outside bodies and places."""

from __future__ import annotations

from enum import StrEnum
from string import Formatter
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from bot.settings.fields import OpdCode, Workdays
from bot.tickets.status import Kind
from bot.tickets.verbs import Verb

OF_KECAMATAN: Final = "KECAMATAN"
"""Stands in a category for the office of the kecamatan where it happened."""

BLANKS: Final = ("number", "opd")
"""What a usual answer may name."""

Words = Annotated[str, Field(min_length=1, max_length=200)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9_]{2,32}$")]


class Record(BaseModel):
    """What all rows share: unchangeable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Role(StrEnum):
    """What only one office of the regency is."""

    DESK = "desk"
    OVERSIGHT = "oversight"


class Proof(StrEnum):
    """Whether an office shows a photo of what it did when it resolves a report."""

    OPTIONAL = "optional"
    REQUIRED = "required"


class Opd(Record):
    """An office of the regency. ``confirmed``: its name stands in a public source.

    ``workdays`` are ISO weekdays, where they are not the regency's.
    """

    code: OpdCode
    name: Words
    kind: Slug
    aliases: tuple[Words, ...] = ()
    parent: OpdCode | None = None
    role: Role | None = None
    workdays: Workdays | None = None
    proof: Proof = Proof.OPTIONAL
    confirmed: bool = False
    note: str = ""


class ExternalBody(Record):
    """A body outside the regency's government, what is its business and how it is reached."""

    code: OpdCode
    name: Words
    matter: Words
    aliases: tuple[Words, ...] = ()
    contact: str = ""


class Group(Record):
    """Categories shown together."""

    id: Slug
    label: Words
    label_en: Words


class Category(Record):
    """What a report can be about. ``opd`` and ``alternatives`` are codes, or ``KECAMATAN``.

    ``danger``: there may be danger now, so the emergency number is shown.
    """

    id: Slug
    group: Slug
    label: Words
    label_en: Words
    sp4n: Words
    opd: OpdCode
    alternatives: tuple[OpdCode, ...] = ()
    external: tuple[OpdCode, ...] = ()
    sensitive: bool = False
    oversight: bool = False
    danger: bool = False
    default_kind: Kind = Kind.PENGADUAN
    keywords: tuple[Words, ...] = ()
    confirmed: bool = True


def _filled(text: str) -> str:
    """Raises ValueError unless its blanks are known."""
    try:
        named = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError as error:
        raise ValueError(f"cannot be filled: {error}") from None
    if named - set(BLANKS):
        raise ValueError(f"may name {', '.join(f'{{{blank}}}' for blank in BLANKS)} only")
    return text


Answer = Annotated[str, Field(min_length=1, max_length=1000), AfterValidator(_filled)]


class Template(Record):
    """A usual answer to residents, offered where officers write one. ``label`` is on its button."""

    id: Slug
    verb: Literal[Verb.REPLY, Verb.ASK, Verb.RESOLVE]
    label: Annotated[str, Field(min_length=1, max_length=40)]
    label_en: Annotated[str, Field(min_length=1, max_length=40)]
    text: Answer
    text_en: Answer


class Link(Record):
    """What a deep link (``t.me/…?start=SLUG``) fills in, for who scans the code at a counter.

    ``opd`` counts where it answers for the category that is chosen in the end.
    """

    slug: Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,64}$")]
    label: Words
    kecamatan: str | None = None
    desa: str | None = None
    category: Slug | None = None
    opd: OpdCode | None = None


class PlaceKind(StrEnum):
    """``DESA_PERSIAPAN`` has no code of its own yet; a ``TOPONYM`` is what people call a spot."""

    KECAMATAN = "kecamatan"
    DESA = "desa"
    KELURAHAN = "kelurahan"
    DESA_PERSIAPAN = "desa_persiapan"
    TOPONYM = "toponym"


VILLAGES: Final = frozenset({PlaceKind.DESA, PlaceKind.KELURAHAN})


class Place(Record):
    """A place people name: ``within`` which kecamatan it lies, and the code of its ``desa`` where certain."""

    kind: PlaceKind
    name: Words
    code: str | None = None
    within: tuple[str, ...]
    desa: str | None = None
    aliases: tuple[Words, ...] = ()

    @property
    def kecamatan(self) -> str | None:
        """The code of the kecamatan, unless the place lies in several."""
        return self.within[0] if len(self.within) == 1 else None
