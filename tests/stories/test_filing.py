"""A resident files a report: from the first word to a number."""

from __future__ import annotations

from tests.stories.conftest import Cast

POTHOLE = "jalan poros depan pasar berlubang parah, sudah dua motor jatuh"


async def test_a_report_in_one_message_gets_a_number_and_a_card(cast: Cast) -> None:
    ani = cast.ani
    await ani.says(POTHOLE)
    assert ani.sees("Apakah Anda setuju?")
    await ani.taps("Setuju")
    await ani.taps("Bengalon")
    await ani.taps("Lewati")
    await ani.taps("Kirim")
    assert ani.sees("KT-2026-000001")
    assert cast.pupr.sees("KT-2026-000001")
    assert cast.pupr.sees(POTHOLE)
