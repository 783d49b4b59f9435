"""What identifies a person is found where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding import PersonalKind, personal_in

FOUND = {
    "NIK saya 6408040000000001": (PersonalKind.NIK, "6408040000000001"),
    "6408 0400 0000 0001": (PersonalKind.NIK, "6408 0400 0000 0001"),
    "nomor KK 6408120000000003": (PersonalKind.FAMILY_CARD, "6408120000000003"),
    "hub 0812-0000-0001 ya": (PersonalKind.PHONE, "0812-0000-0001"),
    "wa +62 812 0000 0001": (PersonalKind.PHONE, "+62 812 0000 0001"),
    "wa 81200000001": (PersonalKind.PHONE, "81200000001"),
    "kantor (0549) 21234": (PersonalKind.PHONE, "(0549) 21234"),
    "ke ani.contoh@example.com": (PersonalKind.EMAIL, "ani.contoh@example.com"),
    "rekening 000-00-0000000 a.n. Ani": (PersonalKind.ACCOUNT, "000-00-0000000"),
    "NIP 000000000000000000": (PersonalKind.STAFF, "000000000000000000"),
    "nama saya Siti Aminah, jalan rusak": (PersonalKind.NAME, "Siti Aminah"),
    "nama saya siti, jalan rusak": (PersonalKind.NAME, "siti"),
    "saya Hamdan warga Bengalon": (PersonalKind.NAME, "Hamdan"),
    "My name is John Smith. The road": (PersonalKind.NAME, "John Smith"),
    "Hormat saya, Budi Santoso": (PersonalKind.NAME, "Budi Santoso"),
}


@pytest.mark.parametrize(("text", "found"), FOUND.items())
def test_it_is_found(text: str, found: tuple[PersonalKind, str]) -> None:
    (one,) = personal_in(text)
    assert (one.kind, text[one.start : one.end]) == found


@pytest.mark.parametrize(
    "text",
    ["jalan km 12 rt 33", "Rp 1.200.000", "tahun 2019-2023", "RT 001 002 003", "01-02-2025 12.30-13.30", ""],
)
def test_other_figures_are_left_alone(text: str) -> None:
    assert personal_in(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "nama saya hilang dari daftar bansos", "nama saya jangan disebut", "nama saya dicoret dari daftar",
        "saya warga Sangatta", "Saya Warga Bengalon, mohon dibantu", "saya pulang dari Bengalon",
        "I am from Sangatta", "nama jalan saya lupa",
    ],
)  # fmt: skip
def test_words_that_are_no_name_are_left_alone(text: str) -> None:
    assert personal_in(text) == ()


@given(st.from_regex(r"\A([0-9 .,+@a-z-]|nik |rek |kk |08)*\Z"))
def test_spans_lie_in_the_text_and_apart(text: str) -> None:
    found = personal_in(text)
    ends = [0, *(one.end for one in found)]
    assert all(before <= one.start < one.end <= len(text) for before, one in zip(ends, found, strict=False))
