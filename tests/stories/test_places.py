"""What a text says about where, when and what, so that it is not asked."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Cast
from tests.stories.ways import ASKS, changes, reaches, values


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("jalan rusak parah di bengalon", "Kec. Bengalon"),
        ("jalan rusak parah di desa sepaso", "Desa Sepaso, Kec. Bengalon"),
        ("jalan rusak parah di Swarga Bara", "Desa Swarga Bara, Kec. Sangatta Utara"),
        ("jalan rusak parah di kelurahan teluk lingga", "Kelurahan Teluk Lingga, Kec. Sangatta Utara"),
        ("jalan rusak parah di kec. sangatta utara", "Kec. Sangatta Utara"),
        ("jalan rusak parah di desa sangatta utara", "Desa Sangatta Utara, Kec. Sangatta Utara"),
        ("jalan rusak parah di sepaso, bengalon", "Desa Sepaso, Kec. Bengalon"),
    ],
)
async def test_a_place_in_the_text_is_not_asked(cast: Cast, text: str, place: str) -> None:
    await reaches(cast.ani, "description")
    await cast.ani.says(text)
    assert values(cast.ani.last)["Tempat"] == place


async def test_a_name_that_a_kecamatan_shares_with_its_desa_is_asked_about(cast: Cast) -> None:
    await reaches(cast.ani, "description")
    await cast.ani.says("jalan rusak parah di sangatta utara")
    assert cast.ani.last.text.startswith("“Sangatta Utara” adalah nama kecamatan dan juga nama desa.")
    await cast.ani.taps("Desa Sangatta Utara")
    assert values(cast.ani.last)["Tempat"] == "Desa Sangatta Utara, Kec. Sangatta Utara"


@pytest.mark.parametrize(
    "text", ["jalan rusak di kek maloy", "jalan rusak antara kaliorang dan sangkulirang"]
)
async def test_a_place_in_several_kecamatan_is_asked_about(cast: Cast, text: str) -> None:
    await reaches(cast.ani, "description")
    await cast.ani.says(text)
    assert cast.ani.last.labels[:3] == ["Kaliorang", "Sangkulirang", "📍 Kecamatan lain"]
    await cast.ani.taps("Kecamatan lain")
    await cast.ani.taps("Kembali")
    await cast.ani.taps("Sangkulirang", under=cast.ani.last)
    assert "Di desa atau kelurahan mana di Kecamatan Sangkulirang?" in cast.ani.last.text


async def test_without_boundaries_a_pin_is_kept_and_the_kecamatan_asked_once(cast: Cast) -> None:
    await reaches(cast.ani, "kecamatan")
    await cast.ani.sends_location(0.523456, 117.534567)
    assert ASKS["kecamatan"] in cast.ani.last.text
    await cast.ani.taps("Lewati", under=cast.ani.last)
    assert "📍 Titik lokasi sudah diterima" in cast.ani.last.text
    await cast.ani.taps("Kirim", under=cast.ani.last)
    row = cast.pupr.chat.messages[cast.pupr.messages[0].id].rows[-1]
    assert row[0]["url"] == "https://maps.google.com/?q=0.523,117.535"


async def test_a_pin_instead_of_the_place_takes_its_place(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    await changes(cast.ani, "Tempat")
    await cast.ani.sends_location(0.52, 117.53)
    await cast.ani.taps("Lewati", under=cast.ani.last)
    assert "Tempat" not in values(cast.ani.last)


async def test_a_spot_nobody_knows_becomes_the_landmark(cast: Cast) -> None:
    await reaches(cast.ani, "kecamatan")
    await cast.ani.says("gang mawar dekat pos ronda")
    assert cast.ani.last.text.startswith("Patokan sudah dicatat.")
    assert ASKS["kecamatan"] in cast.ani.last.text
    await cast.ani.says("sepaso")
    assert values(cast.ani.last)["Patokan"] == "gang mawar dekat pos ronda"


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("kemarin", "Selasa, 24 November 2026"),
        ("2 hari lalu", "Senin, 23 November 2026"),
        ("senin", "Senin, 23 November 2026"),
        ("12/11", "Kamis, 12 November 2026"),
        ("tgl 3 oktober", "Sabtu, 3 Oktober 2026"),
        ("26/11", "Rabu, 26 November 2025"),
    ],
)
async def test_days_are_understood(cast: Cast, said: str, day: str) -> None:
    await reaches(cast.ani, "date")
    await cast.ani.says(said)
    assert values(cast.ani.last)["Tanggal kejadian"] == day


@pytest.mark.parametrize("said", ["besok", "31/02", "tidak tahu", "26/11/2026"])
async def test_a_day_that_cannot_be_is_asked_again(cast: Cast, said: str) -> None:
    await reaches(cast.ani, "date")
    await cast.ani.says(said)
    assert cast.ani.last.text.startswith("Tanggal itu belum dapat kami baca.")
    assert ASKS["date"] in cast.ani.last.text


async def test_a_story_told_at_the_date_is_kept(cast: Cast) -> None:
    await reaches(cast.ani, "date")
    await cast.ani.says("lubangnya makin besar dan makin banyak yang jatuh")
    assert cast.ani.last.text.startswith("Sudah kami tambahkan ke uraian.")
    assert ASKS["date"] in cast.ani.last.text


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("lampu sama parit bermasalah", "Lampu jalan (PJU)"),
        ("pelayanan lambat sekali", "Pelayanan & dana desa"),
        ("anak saya dibully temannya tiap hari, guru diam saja", "Sekolah (PAUD/SD/SMP)"),
    ],
)
async def test_a_category_in_doubt_is_proposed_from_the_text(cast: Cast, text: str, first: str) -> None:
    await reaches(cast.ani, "description")
    await cast.ani.says(text)
    assert first == cast.ani.last.labels[0]
    assert "📂 Kategori lain" in cast.ani.last.labels


async def test_a_text_that_tells_nothing_shows_all_categories(cast: Cast) -> None:
    await reaches(cast.ani, "description")
    await cast.ani.says("mohon bantuannya segera, sudah lama sekali")
    assert cast.ani.last.labels[0] == "Jalan & jembatan"
    assert cast.ani.last.labels[-3:] == ["Lainnya / tidak tahu", "⬅️ Kembali", "✖️ Batal"]
