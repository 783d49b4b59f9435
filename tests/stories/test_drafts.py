"""A form half filled: it survives the bot, is offered again, and is deleted in the end."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Cast
from tests.stories.ways import ASKS, POTHOLE, files, quote, reaches


@pytest.mark.parametrize("step", ASKS)
async def test_a_restart_loses_no_step(cast: Cast, step: str) -> None:
    await reaches(cast.ani, step)
    asked = cast.ani.last
    await cast.restarts()
    await cast.ani.says("/lapor")
    assert ASKS[step] in cast.ani.last.text
    assert cast.ani.last.labels == asked.labels


async def test_a_button_from_before_a_restart_still_files(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    await cast.restarts()
    await cast.ani.taps("Kirim")
    assert quote(cast.pupr.messages[0]) == POTHOLE


async def test_a_report_begun_before_a_restart_is_whole_after_it(cast: Cast) -> None:
    await cast.ani.says(POTHOLE)
    await cast.restarts()
    await cast.ani.taps("Setuju")
    await cast.restarts()
    await cast.ani.sends_photo("ini fotonya")
    await files(cast.ani, "tolong segera diperbaiki ya")
    assert quote(cast.pupr.messages[0]) == f"{POTHOLE}\nini fotonya\ntolong segera diperbaiki ya"
    assert [shown.media for shown in cast.pupr.messages[1:]] == ["photo"]


async def test_start_offers_the_draft(cast: Cast) -> None:
    await reaches(cast.ani, "category")
    await cast.ani.starts("apa-saja")
    assert "Ada laporan Anda yang belum dikirim." in cast.ani.last.text
    assert cast.ani.last.labels == ["▶️ Lanjutkan draf", "🗑 Hapus draf"]
    await cast.ani.taps("Lanjutkan draf")
    assert ASKS["category"] in cast.ani.last.text


async def test_start_without_a_draft_offers_a_report(cast: Cast) -> None:
    await cast.ani.starts()
    assert cast.ani.last.labels == ["📝 Buat laporan", "📋 Laporan saya", "❔ Bantuan"]
    assert await cast.count("drafts") == 0


async def test_an_offered_draft_can_be_deleted(cast: Cast) -> None:
    await reaches(cast.ani, "category")
    await cast.ani.starts()
    await cast.ani.taps("Hapus draf")
    assert await cast.count("drafts") == 0


async def test_an_idle_draft_is_nudged_once_after_a_day(cast: Cast) -> None:
    await reaches(cast.ani, "category")
    await cast.desk.later(hours=23)
    assert ASKS["category"] in cast.ani.last.text
    await cast.desk.later(hours=2)
    assert cast.ani.last.text == (
        "Laporan Anda belum dikirim. Lanjutkan? Bila tidak, dihapus pada Rabu, 2 Desember 2026."
    )
    await cast.desk.later(days=3)
    assert cast.ani.count("belum dikirim. Lanjutkan?") == 1
    await cast.ani.taps("Lanjutkan draf")
    assert ASKS["category"] in cast.ani.last.text


async def test_who_answers_in_time_is_nudged_a_day_after_that(cast: Cast) -> None:
    await reaches(cast.ani, "category")
    await cast.desk.later(hours=20)
    await cast.ani.taps("Lampu jalan (PJU)")
    await cast.desk.later(hours=20)
    assert not cast.ani.sees("belum dikirim. Lanjutkan?")


async def test_an_idle_draft_is_deleted_after_its_days(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    await cast.desk.later(days=6, hours=23)
    assert await cast.count("drafts") == 1
    await cast.desk.later(hours=2)
    assert await cast.count("drafts") == 0
    await cast.ani.taps("Kirim")
    assert cast.ani.last.text == "Tombol ini sudah kedaluwarsa. Tulis /lapor atau /laporanku."
    assert await cast.count("tickets") == 0


async def test_a_restart_neither_repeats_a_nudge_nor_keeps_a_draft_longer(cast: Cast) -> None:
    await reaches(cast.ani, "category")
    await cast.desk.later(hours=25)
    await cast.restarts()
    await cast.desk.later(days=3)
    assert cast.ani.count("belum dikirim. Lanjutkan?") == 1
    await cast.restarts()
    await cast.desk.later(days=4)
    assert await cast.count("drafts") == 0


async def test_an_empty_draft_is_not_nudged(cast: Cast) -> None:
    await reaches(cast.ani, "description")
    await cast.desk.later(hours=25)
    assert ASKS["description"] in cast.ani.last.text


async def test_who_blocked_the_bot_is_not_nudged(cast: Cast) -> None:
    await reaches(cast.ani, "category")
    await cast.ani.blocks_bot()
    await cast.desk.later(hours=25)
    await cast.ani.unblocks_bot()
    assert ASKS["category"] in cast.ani.last.text
