"""Dates, places and categories in words: what several parts of the bot say alike."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from bot.policy import PlaceKind, Policy
from bot.settings import Span
from bot.texts import Words

_ZONES: Final = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}


def day(words: Words, at: date) -> str:
    """``Rabu, 25 November 2026``."""
    weekday, month = words.plain(f"word.day.{at.isoweekday()}"), words.plain(f"word.month.{at.month}")
    return words.plain("word.date.day", weekday=weekday, day=at.day, month=month, year=at.year)


def short_day(words: Words, at: date) -> str:
    """``25 November 2026``."""
    month = words.plain(f"word.month.{at.month}")
    return words.plain("word.date.short", day=at.day, month=month, year=at.year)


def month_in_short(words: Words, at: date) -> str:
    """As it stands behind a day: ``11`` in ``25/11``, ``Nov`` in ``25 Nov``."""
    return words.plain(f"word.month_in_short.{at.month}")


def month(words: Words, at: date) -> str:
    """``November 2026``."""
    return f"{words.plain(f'word.month.{at.month}')} {at.year}"


def moment(words: Words, at: datetime, zone: ZoneInfo) -> str:
    """``Rabu, 25 November 2026 pukul 14.00 WITA``."""
    local = at.astimezone(zone)
    return words.plain(
        "word.date.moment",
        weekday=words.plain(f"word.day.{local.isoweekday()}"),
        day=local.day,
        month=words.plain(f"word.month.{local.month}"),
        year=local.year,
        hour=f"{local.hour:02d}",
        minute=f"{local.minute:02d}",
        zone=_ZONES.get(zone.key, f"{local:%Z}"),
    )


def stamp(words: Words, at: datetime, zone: ZoneInfo) -> str:
    """``Rabu 25/11 14.00``, ``Wednesday 25 Nov, 14:00``: for a list of moments."""
    local = at.astimezone(zone)
    return words.plain(
        "word.date.stamp",
        weekday=words.plain(f"word.day.{local.isoweekday()}"),
        day=local.day,
        month=month_in_short(words, local),
        hour=f"{local.hour:02d}",
        minute=f"{local.minute:02d}",
    )


def place(words: Words, policy: Policy, kecamatan: str | None, desa: str | None) -> str:
    """``Desa Swarga Bara, Kec. Sangatta Utara``; a dash when the place is unknown.

    Places and categories may have left the regency's data since.
    """
    if kecamatan is None or kecamatan not in policy.kecamatans:
        return words.plain("word.none.text")
    district = policy.kecamatan(kecamatan).name
    if desa is None or desa not in policy.villages:
        return words.plain("word.place.kecamatan", kecamatan=district)
    kind, name = village_kind(words, policy, desa), policy.desa(desa).name
    return words.plain("word.place.desa", kind=kind, desa=name, kecamatan=district)


def village_kind(words: Words, policy: Policy, desa: str) -> str:
    """Desa or Kelurahan."""
    is_kelurahan = policy.desa(desa).kind is PlaceKind.KELURAHAN
    return words.plain("word.place.kind_kelurahan" if is_kelurahan else "word.place.kind_desa")


def category(words: Words, policy: Policy, category_id: str) -> str:
    """The label of a category in the language."""
    found = policy.categories.get(category_id)
    if found is None:
        return category_id
    return found.label_en if words.language == "en" else found.label


def opd(policy: Policy, code: str) -> str:
    """The name of an office; its code once it is none of the regency's."""
    found = policy.opds.get(code)
    return found.name if found else code


def span(words: Words, length: Span) -> str:
    """``24 bulan``, ``90 hari``."""
    if length.months:
        return words.plain("word.span.months", count=length.months)
    return words.plain("word.span.days", count=length.days)
