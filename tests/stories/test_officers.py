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


async def test_the_card_posted_again_takes_the_buttons_off_the_older_one(cast: Cast) -> None:
    await files(cast.ani)
    older = cast.pupr.last
    await cast.budi.inside(cast.pupr).says("/tiket 1")
    cards = [shown for shown in cast.pupr.messages if "Jenis: Pengaduan" in shown]
    assert [bool(card.labels) for card in cards] == [False, True]
    assert cards[0].text == older.text


@pytest.mark.parametrize(
    ("press", "says"),
    [
        ("Kirim ke pelapor", "📨 Sudah dikirim oleh Budi Santoso."),
        ("Batal", "✖️ Dibatalkan oleh Budi Santoso."),
    ],
)
async def test_a_proposal_that_is_over_says_so_and_offers_nothing(cast: Cast, press: str, says: str) -> None:
    await files(cast.ani)
    await cast.budi.inside(cast.pupr).replies_to(cast.pupr.last, "besok kami periksa")
    proposal = cast.pupr.last
    assert "Untuk mengubahnya, balas pesan ini." in proposal.text
    await cast.budi.inside(cast.pupr).taps(press)
    [shown] = [shown for shown in cast.pupr.messages if shown.id == proposal.id]
    assert (shown.labels, shown.text.splitlines()[-1]) == ([], says)


@pytest.mark.parametrize("said", ["ok", "sudah selesai pak", "beres, aman"])
async def test_done_without_saying_what_was_done_is_no_answer(cast: Cast, said: str) -> None:
    await files(cast.ani)
    before = len(cast.ani.messages)
    await cast.budi.inside(cast.pupr).says(f"/selesai 1 {said}")
    assert cast.pupr.last.text.startswith("Jawaban itu terlalu singkat.")
    await cast.budi.inside(cast.pupr).replies_to(cast.pupr.messages[0], f"selesai, {said}")
    assert cast.pupr.last.text.startswith("Jawaban itu terlalu singkat.")
    assert len(cast.ani.messages) == before


async def test_what_the_reporter_writes_can_be_answered_where_it_stands(cast: Cast) -> None:
    await files(cast.ani)
    await cast.ani.taps("Tambah keterangan")
    await cast.ani.says("lubangnya sekarang dua")
    assert cast.pupr.last.text.startswith("🗣 Pelapor KT-2026-000001 menulis:")
    assert cast.pupr.last.labels == ["💬 Balas", "✅ Selesai"]
    await cast.budi.inside(cast.pupr).taps("Balas", under=cast.pupr.last)
    assert "Balas pesan ini dengan jawaban untuk pelapor KT-2026-000001." in cast.pupr.last


async def test_tugas_says_what_and_where(cast: Cast) -> None:
    await files(
        cast.ani, "jalan berlubang parah, sudah dua motor jatuh minggu ini, dekat masjid al ikhlas sepaso"
    )
    await cast.budi.inside(cast.pupr).says("/tugas")
    assert cast.pupr.last.text.endswith("masjid al ikhlas · “jalan berlubang parah, sudah dua motor…”")


async def test_a_clock_that_stands_names_no_day(cast: Cast) -> None:
    await files(cast.ani)
    await cast.budi.inside(cast.pupr).says("/tanya 1 sebelah mana?")
    card = cast.pupr.messages[0]
    assert "⏸ Tenggat berhenti selama menunggu pelapor" in card
    assert "Tenggat:" not in card
    await cast.ani.says("/status")
    assert "⏸ Batas waktu berhenti: petugas menunggu jawaban Anda" in cast.ani.last


async def test_a_command_for_others_says_to_officers_where_it_works(cast: Cast) -> None:
    await cast.budi.inside(cast.pupr).says("/rekap")
    assert cast.pupr.last.text.startswith("perintah ini tidak tersedia di sini; dipakai pimpinan")
