"""``/laporanku``: one's own reports, page by page."""

from __future__ import annotations

from tests.stories.conftest import Cast
from tests.stories.ways import files


async def test_many_reports_are_turned_page_by_page(cast: Cast) -> None:
    for _ in range(7):
        await files(cast.ani)
    await cast.ani.says("/laporanku")
    first = [f"KT-2026-00000{number}" for number in range(7, 1, -1)]
    assert cast.ani.last.marked("bold") == ["Laporan Anda", *first]
    assert cast.ani.last.labels == ["Berikutnya ➡️"]
    await cast.ani.taps("Berikutnya")
    assert cast.ani.last.text.startswith("Laporan Anda · halaman 2 dari 2")
    assert cast.ani.last.marked("bold") == ["Laporan Anda", "KT-2026-000001"]
    await cast.ani.taps("Sebelumnya", under=cast.ani.last)
    assert cast.ani.last.text.startswith("Laporan Anda · halaman 1 dari 2")


async def test_a_page_that_there_is_not_shows_the_last(cast: Cast) -> None:
    await files(cast.ani)
    await cast.ani.says("/laporanku")
    for value in ("0", "99", "9" * 40, "-1", "x", "²"):
        await cast.ani.presses(f"m1:mine:{value}")
        assert cast.ani.last.marked("bold") == ["Laporan Anda", "KT-2026-000001"]


async def test_who_has_none_is_offered_to_begin(cast: Cast) -> None:
    await cast.ani.says("/laporanku")
    assert cast.ani.last.labels == ["📝 Buat laporan", "📋 Laporan saya", "❔ Bantuan"]


async def test_what_another_joined_cannot_be_left_for_them(cast: Cast) -> None:
    await files(cast.ani)
    await cast.citra.starts()
    before = len(cast.groups)
    for value in ("1", "2", "", "-1", "9" * 30):
        await cast.citra.presses(f"m1:leave:{value}")
    assert len(cast.groups) == before


async def test_nobody_is_shown_what_is_of_others(cast: Cast) -> None:
    await files(cast.ani)
    told = []
    for asked in ("/laporanku", "/status", "/status KT-2026-000001", "/status KT-2026-000002"):
        await cast.citra.says(asked)
        told.append(cast.citra.last.text)
    assert [text for text in told if "Jalan" in text or "Bengalon" in text] == []
    assert told[2] == told[3]
