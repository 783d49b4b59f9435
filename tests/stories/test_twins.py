"""What someone else reported already can be joined, and nobody learns who that was."""

from __future__ import annotations

import pytest

from simulator.people import Person
from tests.stories.conftest import Cast
from tests.stories.ways import quote, reaches, told

HOLE = "jalan poros depan pasar sepaso berlubang parah, sudah dua motor jatuh"
SAME = "lubang besar di jalan depan pasar sepaso, berbahaya sekali"
OTHER = "jalan gang melati di desa sepaso berlumpur kalau hujan"


async def sends(who: Person, report: str, category: str = "Jalan & jembatan") -> None:
    """Fill a form about Sepaso and press **Kirim**."""
    await reaches(who, "description")
    await who.says(report)
    if any(category in label for label in who.last.labels):
        await who.taps(category, under=who.last)
    await who.taps("Kirim", under=who.last)


async def is_offered(cast: Cast) -> None:
    """Ani has reported the hole; Citra is offered to join."""
    await sends(cast.ani, HOLE)
    await sends(cast.citra, SAME)
    assert cast.citra.last.text.startswith("Laporan serupa sudah ada")


async def test_the_offer_tells_nothing_about_who_reported_first(cast: Cast) -> None:
    await is_offered(cast)
    offer = cast.citra.last
    assert offer.labels[:2] == ["👥 Saya juga mengalami", "📝 Laporan berbeda"]
    assert offer.text.split("\n")[1:5] == [
        "Jalan & jembatan",
        "Desa Sepaso, Kec. Bengalon",
        "Masuk: November 2026",
        "Status: diteruskan ke OPD",
    ]
    assert not cast.citra.sees("motor")
    assert not cast.citra.sees("KT-2026")


async def test_who_joins_adds_their_words_under_the_card_and_hears_the_news(cast: Cast) -> None:
    await is_offered(cast)
    card = cast.pupr.last
    await cast.citra.taps("Saya juga mengalami")
    assert cast.citra.last.text.startswith("✅ Anda ikut di laporan KT-2026-000001.")
    assert [quote(shown) for shown in told(cast.pupr, card)] == [SAME]
    assert cast.pupr.sees("Juga dialami: 1 pelapor lain")
    await cast.budi.inside(cast.pupr).says("/ambil 1")
    assert "KT-2026-000001" in cast.citra.last.text
    assert [await cast.count("tickets"), await cast.count("drafts")] == [1, 0]


async def test_a_photo_goes_along_and_what_may_tell_who_made_it_stays_sealed(cast: Cast) -> None:
    await sends(cast.ani, HOLE)
    await reaches(cast.citra, "description")
    await cast.citra.sends_photo(SAME)
    await cast.citra.sends_document()
    card = cast.pupr.last
    await cast.citra.taps("Kirim", under=cast.citra.last)
    await cast.citra.taps("Saya juga mengalami")
    assert [shown.media for shown in told(cast.pupr, card)] == [None, "photo"]
    assert await cast.count("attachments") == 2


async def test_a_different_report_is_filed_at_once(cast: Cast) -> None:
    await is_offered(cast)
    await cast.citra.taps("Laporan berbeda")
    assert cast.citra.sees("KT-2026-000002")


async def test_kembali_leads_to_the_summary_and_kirim_offers_again(cast: Cast) -> None:
    await is_offered(cast)
    await cast.citra.taps("Kembali", under=cast.citra.last)
    assert "Periksa laporan Anda" in cast.citra.last.text
    await cast.citra.taps("Kirim", under=cast.citra.last)
    assert cast.citra.last.text.startswith("Laporan serupa sudah ada")


async def test_an_offer_outlives_a_restart(cast: Cast) -> None:
    await is_offered(cast)
    await cast.restarts()
    await cast.citra.taps("Saya juga mengalami")
    assert cast.citra.last.text.startswith("✅ Anda ikut di laporan KT-2026-000001.")


async def test_a_ticket_resolved_meanwhile_cannot_be_joined(cast: Cast) -> None:
    await is_offered(cast)
    await cast.budi.inside(cast.pupr).says("/selesai 1 sudah kami tambal")
    await cast.citra.taps("Saya juga mengalami")
    assert cast.citra.last.text.startswith("Laporan itu baru saja selesai atau ditutup.")
    await cast.citra.taps("Kirim", under=cast.citra.last)
    assert cast.citra.sees("KT-2026-000002")


async def test_joining_twice_counts_once(cast: Cast) -> None:
    await is_offered(cast)
    offer = cast.citra.last
    await cast.citra.taps("Saya juga mengalami")
    await cast.citra.taps("Saya juga mengalami", under=offer)
    assert cast.citra.last.text == "Anda sudah ikut di laporan KT-2026-000001."
    assert await cast.count("followers") == 1


@pytest.mark.parametrize(
    ("first", "second", "category"),
    [
        (HOLE, OTHER, "Jalan & jembatan"),
        (HOLE, SAME.replace("sepaso", "keraitan"), "Jalan & jembatan"),
        (HOLE, SAME, "Sampah & kebersihan"),
    ],
)
async def test_another_spot_desa_or_category_is_no_twin(
    cast: Cast, first: str, second: str, category: str
) -> None:
    await sends(cast.ani, first)
    await reaches(cast.citra, "description")
    await cast.citra.says(second)
    await cast.citra.says(category)
    await cast.citra.taps("Kirim", under=cast.citra.last)
    assert cast.citra.sees("KT-2026-000002")


async def test_ones_own_report_is_no_twin(cast: Cast) -> None:
    await sends(cast.ani, HOLE)
    await sends(cast.ani, SAME)
    assert cast.ani.sees("KT-2026-000002")


async def test_an_old_report_is_no_twin(cast: Cast) -> None:
    await sends(cast.ani, HOLE)
    await cast.desk.later(days=31)
    await sends(cast.citra, SAME)
    assert cast.citra.sees("KT-2026-000002")


async def test_pins_close_by_are_twins_whatever_the_words(cast: Cast) -> None:
    for who, pin in ((cast.ani, (0.65000, 117.65000)), (cast.citra, (0.65060, 117.65000))):
        await reaches(who, "description")
        await who.sends_location(*pin)
        await who.says("jalan rusak" if who is cast.ani else "aspal mengelupas semua")
        await who.says("jalan & jembatan")
        await who.taps("Bengalon", under=who.last)
        await who.taps("Lewati", under=who.last)
        await who.taps("Kirim", under=who.last)
    assert cast.citra.last.text.startswith("Laporan serupa sudah ada")


async def test_a_sensitive_report_is_never_offered(cast: Cast) -> None:
    said = "suami tetangga memukul istrinya di depan pasar sepaso setiap malam"
    for who in (cast.ani, cast.citra):
        await sends(who, said, "Kekerasan perempuan & anak")
    assert cast.citra.sees("KT-2026-000002")


async def test_what_was_joined_stands_in_laporanku_and_can_be_left(cast: Cast) -> None:
    await is_offered(cast)
    await cast.citra.taps("Saya juga mengalami")
    await cast.citra.says("/laporanku")
    assert "👥 KT-2026-000001" in cast.citra.last.text
    await cast.citra.taps("Berhenti ikut KT-2026-000001")
    assert cast.citra.last.text.startswith("Anda tidak ikut lagi di laporan KT-2026-000001.")
    before = len(cast.citra.screen)
    await cast.budi.inside(cast.pupr).says("/ambil 1")
    assert len(cast.citra.screen) == before
    assert not cast.pupr.sees("Juga dialami")
