"""A code at a counter opens the form with what is known from where it hangs."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Cast
from tests.stories.ways import ASKS, changes, files, reaches, values

COMPLAINT = "antrean loket obat lama sekali, tiga jam tidak dipanggil"


async def test_a_deep_link_fills_the_form_after_consent(cast: Cast) -> None:
    await cast.ani.starts("pkm-sangatta")
    assert "Anda membuka layanan ini dari: Puskesmas Sangatta." in cast.ani.last.text
    await cast.ani.taps("Setuju")
    assert ASKS["description"] in cast.ani.last.text
    await cast.ani.says(COMPLAINT)
    summary = values(cast.ani.last)
    assert (summary["Kategori"], summary["Tempat"], summary["Patokan"]) == (
        "Puskesmas, RS & layanan kesehatan",
        "Kec. Sangatta Utara",
        "Puskesmas Sangatta",
    )


async def test_the_office_of_a_link_gets_what_it_answers_for(cast: Cast) -> None:
    await cast.ani.starts("rsud-kudungga")
    await cast.ani.taps("Setuju")
    await cast.ani.says(COMPLAINT)
    assert values(cast.ani.last)["Untuk"] == "RSUD Kudungga Sangatta"
    await cast.ani.taps("Kirim")
    assert "Diteruskan ke: RSUD Kudungga Sangatta" in cast.ani.last.text


async def test_another_category_leaves_the_office_of_the_link(cast: Cast) -> None:
    await cast.ani.starts("rsud-kudungga")
    await cast.ani.taps("Setuju")
    await cast.ani.says("jalan masuk rumah sakit berlubang parah sekali")
    await changes(cast.ani, "Kategori")
    await cast.ani.says("jalan & jembatan")
    assert "Untuk" not in values(cast.ani.last)
    await cast.ani.taps("Kirim", under=cast.ani.last)
    assert cast.pupr.sees("KT-2026-000001")


async def test_words_about_another_place_than_the_links_are_asked_about(cast: Cast) -> None:
    await cast.ani.starts("pkm-sangatta")
    await cast.ani.taps("Setuju")
    await cast.ani.says("puskesmas di kecamatan kaliorang tidak ada dokternya")
    assert cast.ani.last.labels[:2] == ["Kaliorang", "Sangatta Utara"]


@pytest.mark.parametrize("payload", ["tidak-ada", "admin", "PKM-SANGATTA", "x" * 65, "../x", "pkm sangatta"])
async def test_an_unknown_payload_is_a_plain_greeting(cast: Cast, payload: str) -> None:
    await cast.ani.starts(payload)
    assert cast.ani.last.text.startswith("Aduan Kutai Timur\nSelamat datang.")
    assert await cast.count("drafts") == 0


async def test_a_link_does_not_touch_a_draft_that_was_begun(cast: Cast) -> None:
    await reaches(cast.ani, "category")
    await cast.ani.starts("pkm-sangatta")
    assert "Ada laporan Anda yang belum dikirim." in cast.ani.last.text
    await cast.ani.taps("Lanjutkan draf")
    assert ASKS["category"] in cast.ani.last.text


async def test_a_link_gives_no_rights(cast: Cast) -> None:
    await files(cast.ani)
    await cast.citra.starts("pkm-sangatta")
    await cast.citra.says("/status 1")
    assert cast.citra.last.text.startswith("Laporan dengan nomor itu tidak ditemukan")
