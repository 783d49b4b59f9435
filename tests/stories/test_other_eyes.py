"""Words reach those they are for and nobody else, also when they come after a button or an offer."""

from __future__ import annotations

import pytest

from bot.buttons import MenuPress
from tests.stories.conftest import Cast
from tests.stories.test_admin import gita
from tests.stories.test_twins import is_offered
from tests.stories.ways import files

BRIBE = "Kepala dinas PUPR minta uang suap lima juta supaya jalan diperbaiki"
BEATEN = "Suami tetangga saya memukuli istri dan anaknya setiap malam"


@pytest.mark.parametrize("words", [BRIBE, BEATEN])
async def test_what_became_a_matter_for_other_eyes_joins_nothing(cast: Cast, words: str) -> None:
    await is_offered(cast)
    offer = cast.citra.last
    await cast.citra.says(words)
    await cast.citra.taps("Saya juga mengalami", under=offer)
    assert not cast.pupr.sees(words[:20])


async def test_an_accusation_after_belum_is_asked_about_first(cast: Cast) -> None:
    await files(cast.ani)
    await cast.budi.inside(cast.pupr).says("/selesai 1 sudah ditambal")
    await cast.ani.taps("Belum")
    await cast.ani.says(BRIBE)
    assert cast.ani.last.labels[:2] == ["↩️ Jawaban untuk KT-2026-000001", "📝 Laporan baru"]
    assert not cast.pupr.sees("suap")


async def test_what_is_written_after_an_unblock_is_a_report_again(cast: Cast) -> None:
    admin = (await gita(cast)).inside(cast.admins)
    await files(cast.ani)
    await admin.says("/blokir 1 menghina")
    await cast.ani.taps("Ajukan keberatan")
    await admin.says("/bukablokir 1")
    await cast.ani.says("lampu jalan di depan kantor desa sepaso mati total sejak kemarin")
    assert await cast.count("drafts") == 1


async def test_a_photo_alone_is_no_objection_and_goes_to_nobody(cast: Cast) -> None:
    admin = (await gita(cast)).inside(cast.admins)
    await files(cast.ani)
    await admin.says("/blokir 1 menghina")
    await cast.ani.taps("Ajukan keberatan")
    asked, before = cast.ani.last.text, await cast.count("attachments")
    await cast.ani.sends_photo()
    assert cast.ani.last.text == asked
    assert await cast.count("attachments") == before


async def test_who_joined_learns_neither_when_nor_what_the_other_wrote(cast: Cast) -> None:
    await is_offered(cast)
    await cast.citra.taps("Saya juga mengalami")
    await cast.budi.inside(cast.pupr).says(
        "/selesai 1 Bu Ani di gang 3, jalan di depan rumah ibu sudah ditambal"
    )
    await cast.ani.taps("Belum")
    await cast.citra.says("/status 1")
    assert not cast.citra.sees("gang 3")
    assert "laporan diterima" not in cast.citra.last
    assert "November 2026: " in cast.citra.last


@pytest.mark.parametrize("choice", ["leave", "status", "mine"])
async def test_a_number_that_no_row_can_have_is_answered_like_any_other(cast: Cast, choice: str) -> None:
    await files(cast.ani)
    await cast.ani.presses(MenuPress(choice, "9" * 30).pack())
    assert cast.ani.toast is not None or cast.ani.last.text
    assert await cast.count("inbox WHERE state = 'dead'") == 0


async def test_words_after_an_answer_of_the_office_are_asked_about(cast: Cast) -> None:
    await files(cast.ani)
    await cast.budi.inside(cast.pupr).says("/tanya 1 di sebelah mana?")
    await cast.budi.inside(cast.pupr).says("/balas 1 petugas menuju ke lokasi")
    await cast.ani.says("di depan toko sinar jaya pak")
    assert cast.ani.last.labels[0] == "↩️ Jawaban untuk KT-2026-000001"
    await cast.ani.taps("Jawaban untuk")
    assert "di depan toko sinar jaya pak" in cast.pupr.last


async def test_words_after_the_stars_can_be_the_remark(cast: Cast) -> None:
    await files(cast.ani)
    await cast.budi.inside(cast.pupr).says("/selesai 1 sudah ditambal dengan aspal")
    await cast.ani.taps("Sudah selesai")
    await cast.ani.taps("⭐ 4")
    await cast.ani.says("terima kasih tapi papannya masih goyang")
    await cast.ani.taps("Jawaban untuk")
    assert "papannya masih goyang" in cast.pupr.last
