"""Danger, despair, accusations, victims, other bodies' business: people are told, nobody is sent away."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Cast
from tests.stories.ways import ASKS, POTHOLE, changes, files, reaches

BRIBE = "kepala desa sepaso minta uang 500 ribu untuk surat tanah"
BEATEN = "suami memukul saya setiap malam, kami di desa sepaso"
DESPAIR = "saya capek hidup, mau bunuh diri saja"
ONLY = "hanya dapat dilihat oleh"


async def says(cast: Cast, text: str) -> str:
    """What Ani is told when she reports this."""
    await reaches(cast.ani, "description")
    await cast.ani.says(text)
    return cast.ani.last.text


async def test_danger_now_is_marked_for_the_officers(cast: Cast) -> None:
    await says(cast, "ada kebakaran di belakang pasar bengalon, api sudah besar, tolong")
    assert cast.ani.last.text.startswith("🚨 Bila ada bahaya sekarang, hubungi 112 dulu.")
    await cast.ani.taps("Kirim")
    assert cast.admins.sees("🚨")


async def test_despair_gets_numbers_and_no_form(cast: Cast) -> None:
    await cast.ani.says(DESPAIR)
    told = cast.ani.last
    assert ("112" in told.text, "119 ext. 8" in told.text, told.labels) == (True, True, [])
    assert await cast.count("drafts") == 0
    await cast.ani.says(POTHOLE)
    assert ASKS["consent"] in cast.ani.last.text


async def test_despair_in_the_middle_of_a_form_is_kept_out_of_it(cast: Cast) -> None:
    await reaches(cast.ani, "kecamatan")
    await cast.ani.says(DESPAIR)
    assert cast.ani.last.labels == []
    await cast.ani.says("/lapor")
    assert ASKS["kecamatan"] in cast.ani.last.text
    await files(cast.ani)
    assert not cast.pupr.sees("bunuh diri")


async def test_an_accusation_goes_to_inspektorat_alone_and_says_so(cast: Cast) -> None:
    assert f"{ONLY} Inspektorat" in (await says(cast, BRIBE)).replace(
        "hanya Inspektorat", ONLY + " Inspektorat"
    )
    await cast.ani.taps("Kirim")
    assert f"{ONLY} Inspektorat" in cast.ani.last.text
    assert cast.inspektorat.sees("KT-2026-000001")
    assert not cast.pupr.sees("500 ribu")


async def test_what_accuses_nobody_can_be_said_so(cast: Cast) -> None:
    await says(cast, "jalan desa sepaso rusak, dana desa dipotong kepala desa 500 ribu")
    await changes(cast.ani, "Kategori")
    await cast.ani.says("jalan & jembatan")
    await changes(cast.ani, "Pengawasan")
    await cast.ani.taps("Bukan tentang pelanggaran petugas", under=cast.ani.last)
    assert "Inspektorat" not in cast.ani.last.text
    await cast.ani.taps("Kirim", under=cast.ani.last)
    assert cast.pupr.sees("KT-2026-000001")


async def test_a_victim_is_told_of_sapa_and_who_alone_reads_it(cast: Cast) -> None:
    for shown in (await says(cast, BEATEN), (await cast.ani.taps("Kirim"), cast.ani.last.text)[1]):
        assert ("129" in shown, f"{ONLY} Dinas Pemberdayaan Perempuan" in shown) == (True, True)
    assert not cast.pupr.sees("memukul")


async def test_another_bodys_business_is_explained_and_taken(cast: Cast) -> None:
    told = await says(cast, "listrik padam terus di bengalon, PLN tidak datang")
    assert "Ini tampaknya urusan PLN (ULP Sangatta)." in told
    assert "☎️ Langsung ke sana: PLN Mobile, 123" in told
    await cast.ani.taps("Kirim")
    assert cast.ani.sees("KT-2026-000001")


async def test_what_names_people_is_pointed_out_and_masked(cast: Cast) -> None:
    told = await says(cast, "jalan rusak parah di bengalon, hubungi 081234567890, NIK 6408041234567890")
    assert "⚠️ Uraian Anda memuat nomor telepon, NIK." in told
    await cast.ani.taps("Kirim")
    assert not cast.pupr.sees("6408041234567890")


@pytest.mark.parametrize(
    "said", ["makasih banyak pak, sudah bagus", "kamu bot bodoh", "terima kasih bantuannya, mantap"]
)
async def test_small_talk_opens_no_form(cast: Cast, said: str) -> None:
    await files(cast.ani)
    await cast.ani.says(said)
    assert "📝 Buat laporan" in cast.ani.last.labels
    assert await cast.count("drafts") == 0
