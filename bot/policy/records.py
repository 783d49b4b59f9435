"""The records of a regency's data: offices, categories, outside bodies and places."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from bot.settings.fields import OpdCode
from bot.tickets.status import Kind

OF_KECAMATAN: Final = "KECAMATAN"
"""Stands in a category for the office of the kecamatan where it happened."""

Words = Annotated[str, Field(min_length=1, max_length=200)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9_]{2,32}$")]


class Record(BaseModel):
    """What all rows share: unchangeable, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Role(StrEnum):
    """What only one office of the regency is."""

    DESK = "desk"
    OVERSIGHT = "oversight"


class Opd(Record):
    """An office of the regency. ``confirmed``: its name stands in a public source."""

    code: OpdCode
    name: Words
    kind: Slug
    aliases: tuple[Words, ...] = ()
    parent: OpdCode | None = None
    role: Role | None = None
    confirmed: bool = False
    note: str = ""


class ExternalBody(Record):
    """A body outside the regency's government, what is its business and how it is reached."""

    code: OpdCode
    name: Words
    matter: Words
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
