"""What in a text identifies a person: numbers of papers, phones, accounts; e-mail addresses; their name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from bot.understanding.heard import Heard, heard_in


class PersonalKind(StrEnum):
    """What kind of number or address it is."""

    EMAIL = "email"
    NIK = "nik"
    FAMILY_CARD = "family_card"
    STAFF = "staff"
    PHONE = "phone"
    ACCOUNT = "account"
    NAME = "name"


class Personal(NamedTuple):
    """``text[start:end]`` identifies someone."""

    kind: PersonalKind
    start: int
    end: int


_GAP: Final = r"[\s.‑–-]?"
_NO_DATE: Final = r"(?!\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b)"


def _digits(least: int, most: int) -> str:
    return rf"\d(?:{_GAP}\d){{{least - 1},{most - 1}}}(?!\d)"


_NUMBER: Final = r"(?:no(?:mor|\.)?\s*)?"
_ACCOUNT: Final = (
    rf"{_NUMBER}(?:rek(?:ening|\.)?|norek|account|bri|bca|bni|mandiri|bankaltimtara)\b"
    rf"\D{{0,20}}?(?P<account>{_digits(8, 18)})"
)
_CARD: Final = rf"\b{_NUMBER}(?:kk|kartu keluarga)\b\D{{0,12}}(?P<card>{_digits(15, 17)})"
_NIK: Final = rf"\b(?:nik|{_NUMBER}ktp|nip)\b[^\d\n]{{0,12}}(?P<nik>{_digits(12, 18)})"
_PHONE: Final = (
    r"(?<!\d)(?<!\d[.,/-])(?!\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}\b)(?:\(?\+?\s?62\)?[\s.-]?\(?[2-9]|\(?0[2-9])\d{0,3}\)?"
    r"(?:[\s.‑–-]{0,2}\d){5,11}(?!\d)"
)
_PATTERNS: Final = (
    (PersonalKind.EMAIL, r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"),
    (PersonalKind.ACCOUNT, _ACCOUNT),
    (PersonalKind.FAMILY_CARD, _CARD),
    (PersonalKind.STAFF, rf"(?<!\d){_digits(18, 18)}"),
    (PersonalKind.NIK, rf"(?<!\d){_NO_DATE}{_digits(16, 16)}"),
    (PersonalKind.NIK, _NIK),
    (PersonalKind.PHONE, _PHONE),
    (PersonalKind.PHONE, r"(?<![\d.,])8\d{2}(?:[\s.-]?\d){6,9}(?!\d)"),
)
_TITLE: Final = r"(?:(?:pak|bu|bapak|ibu|sdr|h|hj)\.?\s+)?"
_CALLED: Final = r"(?-i:[A-Z][\w'’]+(?:\s+[A-Z][\w'’]*\.?){0,3})"
"""Words that begin with a capital: what does not is rather a verb."""

_NO_NAME: Final = (
    r"(?!(?:jangan|tidak|tdk|tak|belum|sudah|mau|ingin|mohon|tolong|harap|minta|di\w{3,}|ter\w{3,}|ada|hilang|harus|warga"
    r"|tinggal|sebagai|adalah|seorang|melapor|lapor|dari|dan|kok|kenapa|rahasia\w*|saya|sendiri|juga|selaku|salah)\b)"
)
_LOWER: Final = r"\w{3,}(?:\s+\w{3,}){0,2}?(?=\s*(?:[,.;\n]|$)|\s+(?:dari|warga|umur|tinggal|rt)\b)"
_I: Final = r"(?:saya|sy|aku|ulun|kulo)"
_BY_NAME: Final = (
    rf"\bnama\s+(?:lengkap\s+)?{_I}\s*(?:adalah|ialah|:|=)?\s*{_TITLE}{_NO_NAME}(?P<name>{_CALLED}|{_LOWER})"
)
_BY_ORIGIN: Final = (
    rf"\b{_I}\s+{_TITLE}{_NO_NAME}(?P<name>{_CALLED})(?=\s*,?\s+(?:dari|warga|umur|tinggal|ketua)\b)"
)
_BY_ENGLISH: Final = rf"\b(?:my name is|i am|i'm)\s+(?P<name>{_CALLED})(?=\s*[,.]|\s+from\b|\s*$)"
_BY_SIGNATURE: Final = rf"\bhormat\s+(?:saya|kami)\s*,?\s+{_TITLE}{_NO_NAME}(?P<name>{_CALLED})\s*$"
NAMES: Final = tuple(
    (frozenset(needs.split()), re.compile(pattern, re.IGNORECASE))
    for needs, pattern in (
        ("nama", _BY_NAME),
        ("saya sy aku ulun kulo", _BY_ORIGIN),
        ("name i", _BY_ENGLISH),
        ("hormat", _BY_SIGNATURE),
    )
)
"""How people name themselves, each with the words it does not go without.

Carefully, as a word too many that is hidden may be the matter itself.
"""

_COMPILED: Final = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS)
_MAY_HOLD: Final = re.compile(r"@|\d(?:\D{0,2}\d){7}")
"""Without an at sign or eight digits in a row there is nothing to find."""


def personal_in(text: str, heard: Heard | None = None) -> tuple[Personal, ...]:
    """All that identifies someone, in the order of the text; no two overlap.

    ``heard`` is what ``heard_in`` makes of the text, for who has that already.
    """
    named = _names(text, heard or heard_in(text))
    kept: list[Personal] = []
    for one in (*(_all(text) if _MAY_HOLD.search(text) else ()), *named):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.start))


def _all(text: str) -> Iterator[Personal]:
    """What each pattern finds, the most telling pattern first."""
    for kind, pattern in _COMPILED:
        for match in pattern.finditer(text):
            start, end = match.span(match.lastindex or 0)
            yield Personal(kind, start, end)


def _names(text: str, heard: Heard) -> Iterator[Personal]:
    for needs, pattern in NAMES:
        for match in pattern.finditer(text) if not heard.words.isdisjoint(needs) else ():
            yield Personal(PersonalKind.NAME, *match.span("name"))
