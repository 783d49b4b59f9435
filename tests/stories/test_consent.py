"""Before anything else a resident agrees to what is kept, once."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Cast
from tests.stories.ways import ASKS, DOUBTFUL, POTHOLE, files, quote, reaches


async def test_words_before_consent_wait_and_are_filed_after_it(cast: Cast) -> None:
    ani = cast.ani
    await ani.says(POTHOLE)
    assert (await cast.count("drafts"), await cast.count("tickets")) == (1, 0)
    await ani.taps("Setuju")
    for label in ("Bengalon", "Lewati", "Kirim"):
        await ani.taps(label)
    assert quote(cast.pupr.messages[0]) == POTHOLE


async def test_who_does_not_agree_leaves_nothing_behind(cast: Cast) -> None:
    await cast.ani.says(POTHOLE)
    await cast.ani.taps("Tidak setuju")
    assert "sudah kami hapus" in cast.ani.last.text
    assert (await cast.count("drafts"), await cast.count("tickets")) == (0, 0)


async def test_consent_is_asked_once(cast: Cast) -> None:
    await files(cast.ani)
    await files(cast.ani)
    assert cast.ani.count(ASKS["consent"]) == 1
    assert await cast.count("tickets") == 2


async def test_the_whole_notice_comes_once_then_a_short_reminder(cast: Cast) -> None:
    ani = cast.ani
    await ani.says(POTHOLE)
    await ani.says("mohon segera diperbaiki, bahaya")
    assert ani.count("UU 25/2009") == 1
    assert ani.last.text.startswith("Pesan Anda sudah kami simpan, tetapi belum diteruskan.")
    assert ani.last.labels == ["👍 Setuju", "👎 Tidak setuju"]


@pytest.mark.parametrize("word", ["setuju", "Ya", "SETUJU!", "👍 Setuju", "ok"])
async def test_agreeing_in_words_counts_and_is_no_part_of_the_report(cast: Cast, word: str) -> None:
    await cast.ani.says(DOUBTFUL)
    await cast.ani.says(word)
    assert ASKS["category"] in cast.ani.last.text
    await cast.ani.taps("Kembali")
    assert quote(cast.ani.last) == DOUBTFUL


@pytest.mark.parametrize("word", ["tidak setuju", "tidak", "Tidak setuju."])
async def test_refusing_in_words_deletes_the_draft(cast: Cast, word: str) -> None:
    await cast.ani.says(POTHOLE)
    await cast.ani.says(word)
    assert await cast.count("drafts") == 0


async def test_a_second_tap_on_setuju_says_nothing_new(cast: Cast) -> None:
    await cast.ani.says(POTHOLE)
    await cast.ani.taps("Setuju")
    asked = cast.ani.last
    await cast.ani.taps("Setuju")
    assert cast.ani.last == asked


async def test_the_old_notices_refusal_explains_privacy_and_keeps_the_draft(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    await cast.ani.taps("Tidak setuju")
    assert cast.ani.last.text.startswith("Data Anda")
    assert await cast.count("drafts") == 1


async def test_a_forged_answer_to_the_notice_deletes_nothing(cast: Cast) -> None:
    await cast.ani.says(POTHOLE)
    toast = await cast.ani.presses("m1:consent:maybe")
    assert toast == "Tombol ini sudah kedaluwarsa. Tulis /lapor atau /laporanku."
    assert await cast.count("drafts") == 1


async def test_files_and_pins_wait_for_consent_too(cast: Cast) -> None:
    ani = cast.ani
    await ani.sends_album(3, POTHOLE)
    await ani.waits_for(ASKS["consent"])
    await ani.sends_location(0.52, 117.53)
    assert ani.count("UU 25/2009") == 1
    await ani.says("setuju")
    await ani.taps("Lewati", under=ani.last)
    assert "Lampiran: 3" in ani.last.text
    assert "Titik lokasi sudah diterima" in ani.last.text


async def test_who_chose_to_report_is_taken_at_their_word(cast: Cast) -> None:
    """A sentence that sounds like small talk is answered once, and is a report when they mean one."""
    question = "status laporan saya gimana min? ga ada kabar. hp saya +62 812-0000-0001"
    await cast.ani.says(question)
    await cast.ani.taps("Buat laporan")
    await cast.ani.says("halo apa kabar")
    assert "sudah kami simpan" not in cast.ani.last.text
    await cast.ani.says(question)
    assert "sudah kami simpan" in cast.ani.last.text
    for label in ("Setuju", "Informasi publik", "Bengalon", "Lewati"):
        await cast.ani.taps(label)
    assert quote(cast.ani.last) == question
