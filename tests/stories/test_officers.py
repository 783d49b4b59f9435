"""Commands as officers type them on a phone: nothing that was not meant for the resident reaches them."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Cast
from tests.stories.ways import files


@pytest.mark.parametrize("written", ["/ambil 1 pelapornya rewel, nanti saja", "/lepas 1 saya cuti"])
async def test_words_behind_a_verb_that_says_nothing_reach_nobody(cast: Cast, written: str) -> None:
    await files(cast.ani)
    before = len(cast.ani.messages)
    await cast.budi.inside(cast.pupr).says(written)
    assert cast.pupr.last.text.startswith("Teks setelah nomor tidak dikirim dan tidak ada yang berubah.")
    assert len(cast.ani.messages) == before


@pytest.mark.parametrize("written", ["/balas 1,2 besok dicek", "/selesai 1, 2 sudah", "/ambil 1&2"])
async def test_two_numbers_are_refused_so_that_no_one_gets_the_second(cast: Cast, written: str) -> None:
    await files(cast.ani)
    before = len(cast.ani.messages)
    await cast.budi.inside(cast.pupr).says(written)
    assert cast.pupr.last.text == "Satu nomor saja per perintah."
    assert len(cast.ani.messages) == before


async def test_a_number_may_begin_the_words(cast: Cast) -> None:
    await files(cast.ani)
    await cast.budi.inside(cast.pupr).says("/balas 1 3 hari lagi kami datang")
    assert cast.ani.last.text.endswith("3 hari lagi kami datang")


async def test_a_command_under_a_photo_resolves_with_the_proof(cast: Cast) -> None:
    await files(cast.ani)
    await cast.budi.inside(cast.pupr).sends_photo("/selesai 1 sudah ditambal")
    told, proof = cast.ani.messages[-2:]
    assert (told.labels, proof.media) == (["👍 Sudah selesai", "👎 Belum"], "photo")


async def test_who_left_the_group_was_handed_a_report(cast: Cast) -> None:
    number = await files(cast.ani)
    said = await cast.dewi.inside(cast.pupr).says("siap")
    await cast.pupr.removes(cast.dewi)
    await cast.budi.inside(cast.pupr).replies_to(said, f"/serahkan {number}")
    assert cast.pupr.sees("Rekan itu bukan anggota grup ini")
    assert not cast.pupr.sees("🤝")
