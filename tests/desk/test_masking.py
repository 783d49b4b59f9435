"""What identifies people is hidden; what only looks like it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.masking import masked


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("NIK 6408041234567890 saya", "NIK •••••••••••••••• saya"),
        ("6408 0412 3456 7890", "•••• •••• •••• ••••"),
        ("hubungi 0812-3456-7890 ya", "hubungi ••••-••••-•••• ya"),
        ("WA +62 812 3456 7890", "WA +•• ••• •••• ••••"),
        ("hp.081234567890", "hp.••••••••••••"),
        ("telepon (0549) 24567", "telepon (••••) •••••"),
        ("surel ani.lestari@mail.co.id!", "surel •••.•••••••@••••.••.••!"),
    ],
)
def test_nik_phone_and_mail_are_masked(written: str, shown: str) -> None:
    assert masked(written) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Jalan poros km 12, RT 001/002, lubang 3 meter sejak 05-11-2026 10.30",
        "Anggaran Rp 1.000.000.000 tahun 2026",
        "Laporan KT-2026-000412 belum dijawab",
        "Antre 200 orang dari jam 08.00 sampai 16.00",
    ],
)
def test_dates_sums_and_numbers_stay_as_they_are(text: str) -> None:
    assert masked(text) == text


@given(st.text(alphabet="0123456789 .-@+a(", max_size=300))
def test_masking_keeps_the_length_and_masks_nothing_twice(text: str) -> None:
    once = masked(text)
    assert (len(once), masked(once)) == (len(text), once)
