"""Days in words, on a Wednesday."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding import Found, Reader, date_in

TODAY = date(2026, 11, 25)

ANSWERS = {
    "hari ini": "2026-11-25",
    "barusan": "2026-11-25",
    "tadi pagi": "2026-11-25",
    "sore ini": "2026-11-25",
    "today": "2026-11-25",
    "kemarin": "2026-11-24",
    "kmrn sore": "2026-11-24",
    "tadi malam": "2026-11-24",
    "yesterday": "2026-11-24",
    "kemarin lusa": "2026-11-23",
    "2 hari lalu": "2026-11-23",
    "dua hari yang lalu": "2026-11-23",
    "3 days ago": "2026-11-22",
    "sehari lalu": "2026-11-24",
    "seminggu lalu": "2026-11-18",
    "seminggu yg lalu": "2026-11-18",
    "2 minggu lalu": "2026-11-11",
    "two weeks ago": "2026-11-11",
    "a week ago": "2026-11-18",
    "rabu": "2026-11-25",
    "hari Senin": "2026-11-23",
    "kamis": "2026-11-19",
    "jum'at": "2026-11-20",
    "Jumat": "2026-11-20",
    "monday": "2026-11-23",
    "12/11": "2026-11-12",
    "12-11-2026": "2026-11-12",
    "12.11.26": "2026-11-12",
    "26/11": "2025-11-26",
    "2026-11-12": "2026-11-12",
    "12 november": "2026-11-12",
    "12 Nov 2025": "2025-11-12",
    "tgl 3 agustus": "2026-08-03",
    "1 mei": "2026-05-01",
    "31 des": "2025-12-31",
    "wingi": "2026-11-24",
    "talung hari": "2026-11-22",
    "pitung esso": "2026-11-18",
    "rabu kemarin": "2026-11-18",
    "senin kemarin": "2026-11-23",
    "3 months ago": "2026-08-25",
    "2 bulan yang lalu": "2026-09-25",
}
NONE = [
    "besok", "31/02", "26/11/2026", "30 februari", "0/0", "99/99/99", "tidak tahu", "", "2027-01-01",
    "1/2/3/4", "0812-11-12-13", "12/11/1026",
]  # fmt: skip


@pytest.mark.parametrize(("said", "day"), ANSWERS.items())
def test_an_answer_is_read(said: str, day: str) -> None:
    found = date_in(said, TODAY)
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize("said", NONE)
def test_a_day_that_cannot_be_is_none(said: str) -> None:
    assert date_in(said, TODAY) is None


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("jalan rusak dari kemarin", date(2026, 11, 24)),
        ("sudah 2 minggu lalu kami lapor", date(2026, 11, 11)),
        ("rusak sejak hari ini", TODAY),
        ("jalan 12/11 di depan pasar minggu", None),
        ("pasar senin ramai", None),
        ("jalan rusak parah", None),
        ("air mati sudah 3 hari", date(2026, 11, 22)),
        ("guru cuma datang 2 hari seminggu", None),
        ("gaji bulan kemarin belum cair", None),
        ("rt 8 desa kami banjir", None),
        ("sejak tgl 3 november ditolak", date(2026, 11, 3)),
        ("dari senin kemarin padam", date(2026, 11, 23)),
        ("rabu kemarin dipukul", date(2026, 11, 18)),
        ("sekarang masih menyala", TODAY),
        ("lampu mati seminggu, sekarang gelap", date(2026, 11, 18)),
    ],
)
def test_a_report_names_a_day_only_in_sure_words(
    read: Callable[[str], Found], told: str, day: date | None
) -> None:
    assert read(told).day == day


@settings(deadline=None)
@given(st.text(), st.dates(date(2020, 1, 1), date(2035, 1, 1)))
def test_no_text_fails_or_names_a_day_to_come(reader: Reader, text: str, today: date) -> None:
    found = [day for day in (date_in(text, today), reader.understand(text, today).day) if day]
    assert all(day <= today for day in found)


@settings(deadline=None)  # the first call may load dateparser
@given(st.from_regex(r"\A\d{1,4}[/.-]\d{1,3}([/.-]\d{1,4})?( (hari|minggu) lalu)?\Z"), st.dates())
def test_no_figures_fail(text: str, today: date) -> None:
    found = date_in(text, today)
    assert found is None or found <= today
