"""A whole ticket, from a resident's message to the resident's word that it is done."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit
from tests.browser.visitor import LOOKS, Look

REPORTS = [
    ("Ani", "jalan poros depan pasar Bengalon berlubang parah, sudah dua motor jatuh", "Budi"),
    ("Yusuf", "sampah di pasar Kaliorang menumpuk tidak diangkut, baunya menyengat", "Rini"),
    ("Ani", "obat di puskesmas Muara Wahau kosong dan antrean sangat lama", "Joko"),
    ("Yusuf", "sampah di tepi sungai Muara Bengkal menumpuk sampai ke jalan", "Rini"),
]
"""A resident, what they report, and who works on it."""


@pytest.mark.parametrize(
    ("look", "story"), [*zip(LOOKS, REPORTS, strict=True)], ids=[str(look) for look in LOOKS]
)
def test_a_ticket_goes_from_a_message_to_the_confirmation(
    visits: Visit, look: Look, story: tuple[str, str, str]
) -> None:
    visitor, (resident, report, officer) = visits(look), story
    visitor.page.get_by_role("button", name="Lewati tur").click()
    visitor.becomes(resident)
    number = visitor.files(report)
    assert visitor.barriers() == []
    visitor.becomes(officer)
    visitor.sees(number, "Identitas dirahasiakan")
    visitor.taps("Ambil")
    visitor.sees(number, f"diambil {officer}")
    visitor.photographs("card")
    visitor.says(f"/selesai {number} sudah ditangani petugas lapangan")
    visitor.sees(number, "Pelapor diminta memastikan")
    visitor.becomes(resident)
    visitor.sees(number, "sudah ditangani petugas lapangan")
    visitor.taps("Sudah selesai")
    visitor.sees(number, "Laporan Anda ditutup")
    visitor.taps("5")
    visitor.sees(number, "Terima kasih atas nilai Anda: 5")
    visitor.photographs("confirmed")
    assert (visitor.overflowing(), visitor.barriers()) == ([], [])
