"""Where there may be danger now, the emergency number comes first and stops nobody."""

from __future__ import annotations

from tests.stories.conftest import Cast
from tests.stories.ways import POTHOLE, files, reaches

FIRE = "ada kebakaran di belakang pasar bengalon, api sudah besar"
CALL = "🚨 Bila ada bahaya sekarang, hubungi 112 dulu."


async def test_a_fire_shows_112_first_and_with_the_number(cast: Cast) -> None:
    ani = cast.ani
    await ani.says(FIRE)
    first = ani.last.text
    await ani.taps("Setuju")
    assert [text.startswith(CALL) for text in (first, ani.last.text)] == [True, False]
    await ani.taps("Kirim")
    assert all(words in ani.last for words in ("KT-2026-000001", CALL))


async def test_whoever_chooses_a_category_of_danger_is_told_before_sending(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    await cast.ani.taps("Ubah")
    await cast.ani.taps("Kategori")
    await cast.ani.taps("Kategori lain")
    await cast.ani.taps("Banjir, longsor & bencana")
    assert cast.ani.last.text.startswith(CALL)


async def test_a_pothole_is_no_emergency(cast: Cast) -> None:
    await files(cast.ani, POTHOLE)
    assert not cast.ani.sees("🚨")


async def test_words_that_only_ask_to_hurry_are_no_emergency(cast: Cast) -> None:
    await files(cast.ani, POTHOLE + " tolong cepat ya pak")
    assert not cast.ani.sees("🚨")
    assert "DARURAT" not in cast.pupr.last
