"""After "selesai menurut OPD": the resident's word, their stars and their remark, and the way back."""

from __future__ import annotations

import pytest

from bot.tickets.status import Reason, Status
from simulator.screen import Shown
from storage import followers, residents, tickets
from tests.stories.conftest import Cast
from tests.stories.ways import ASKS, POTHOLE, files, quote, told

STARS = ["⭐ 1", "⭐ 2", "⭐ 3", "⭐ 4", "⭐ 5"]
BRIBE = "Pegawai kecamatan meminta uang rokok seratus ribu untuk surat pengantar"


async def resolved(cast: Cast) -> None:
    """PUPR says that Ani's report is done."""
    await files(cast.ani)
    await cast.budi.inside(cast.pupr).says("/selesai 1 sudah ditambal")


async def closed(cast: Cast) -> None:
    """Ani says so, too."""
    await resolved(cast)
    await cast.ani.taps("Sudah selesai")


async def status(cast: Cast, number: str = "1") -> Shown:
    """What Ani is shown of a report."""
    await cast.ani.says(f"/status {number}")
    return cast.ani.last


async def test_the_residents_yes_is_followed_by_five_stars(cast: Cast) -> None:
    await closed(cast)
    assert cast.ani.last.labels == ["👎 Belum selesai", *STARS]
    await cast.ani.taps("4")
    assert "4 dari 5" in cast.ani.last.text
    assert cast.ani.last.labels == ["📝 Tulis catatan"]
    assert cast.pupr.last.text == "⭐ Pelapor KT-2026-000001 memberi nilai 4 dari 5."


async def test_the_last_rating_counts_and_the_same_again_says_nothing(cast: Cast) -> None:
    await closed(cast)
    page = cast.ani.last
    for stars in ("5", "5", "3"):
        assert await cast.ani.taps(stars, under=page) == "Terima kasih."
    assert [shown.text[-9:-1] for shown in cast.pupr.messages if "memberi nilai" in shown] == [
        "5 dari 5",
        "3 dari 5",
    ]


async def test_the_page_of_a_closed_report_asks_for_stars_once_and_then_shows_them(cast: Cast) -> None:
    await closed(cast)
    before = await status(cast)
    assert "Seberapa baik penanganannya? Beri nilai 1 (buruk) sampai 5 (baik)." in before
    assert before.labels == ["👎 Belum selesai", *STARS]
    await cast.ani.taps("4", under=before)
    after = await status(cast)
    assert "Nilai Anda: 4 dari 5" in after
    assert after.labels == ["👎 Belum selesai"]


@pytest.mark.parametrize(("stars", "hears"), [("1", True), ("2", True), ("3", False)])
async def test_a_low_rating_goes_one_step_up(cast: Cast, stars: str, hears: bool) -> None:
    await closed(cast)
    await cast.ani.taps(stars)
    assert cast.admins.sees(f"Pelapor memberi nilai {stars} dari 5.") is hears


async def test_a_dispute_goes_one_step_up(cast: Cast) -> None:
    await resolved(cast)
    await cast.ani.taps("Belum")
    assert cast.admins.sees("Pelapor menyatakan belum selesai.")


async def test_words_after_tulis_catatan_are_a_remark(cast: Cast) -> None:
    await closed(cast)
    await cast.ani.taps("5")
    await cast.ani.taps("Tulis catatan")
    await cast.ani.says("petugasnya ramah dan cepat")
    assert quote(cast.pupr.last) == "petugasnya ramah dan cepat"
    assert "Catatan pelapor KT-2026-000001" in cast.pupr.last.text
    await cast.ani.says("sampah menumpuk di tepi sungai sejak dua hari lalu")
    assert not cast.pupr.sees("sampah menumpuk")


async def test_without_the_button_words_after_a_rating_are_a_report_of_their_own(cast: Cast) -> None:
    await closed(cast)
    await cast.ani.taps("1")
    await cast.ani.says("lampu jalan di simpang tiga mati semua")
    assert not cast.pupr.sees("lampu jalan")
    assert await cast.count("drafts") == 1


@pytest.mark.parametrize("ends", ["command", "button", "photo", "a day"])
async def test_a_new_report_is_never_swallowed_as_a_remark(cast: Cast, ends: str) -> None:
    await closed(cast)
    await cast.ani.taps("2")
    await cast.ani.taps("Tulis catatan")
    match ends:
        case "command":
            await cast.ani.says("/laporanku")
        case "button":
            await cast.ani.taps("5")
        case "photo":
            await cast.ani.sends_photo("lampu jalan di simpang tiga mati semua")
        case _:
            await cast.desk.later(days=1, hours=1)
    await cast.ani.says("lampu jalan di simpang tiga mati semua")
    assert not cast.pupr.sees("lampu jalan")


async def test_a_reply_to_the_question_is_a_remark_also_later(cast: Cast) -> None:
    await closed(cast)
    await cast.ani.taps("2")
    await cast.ani.taps("Tulis catatan")
    asked = cast.ani.last
    await cast.desk.later(days=2)
    await cast.ani.replies_to(asked, "lama sekali")
    assert quote(cast.pupr.last) == "lama sekali"


async def test_after_belum_the_reason_may_come_with_photos(cast: Cast) -> None:
    await resolved(cast)
    await cast.ani.taps("Belum")
    before = cast.pupr.last
    await cast.ani.sends_album(3, "masih berlubang")
    assert [shown.media for shown in told(cast.pupr, before)].count("photo") == 3
    assert "masih berlubang" in quote(told(cast.pupr, before)[0])
    assert await cast.count("drafts") == 0


async def test_a_day_after_belum_words_are_a_new_report(cast: Cast) -> None:
    await resolved(cast)
    await cast.ani.taps("Belum")
    await cast.desk.later(days=1, minutes=1)
    await cast.ani.says("sampah menumpuk di tepi sungai sejak dua hari lalu")
    assert not cast.pupr.sees("sampah menumpuk")


async def test_closed_by_silence_it_can_be_rated_and_reopened_in_time_only(cast: Cast) -> None:
    await resolved(cast)
    await cast.desk.later(days=15)
    assert cast.ani.last.labels == ["👎 Belum selesai", *STARS]
    assert (await status(cast)).labels == ["👎 Belum selesai", *STARS]
    lapsed = next(shown for shown in cast.ani.messages if "tidak ada tanggapan" in shown)
    await cast.desk.later(days=25)
    assert (await status(cast)).labels == []
    assert "sudah lama ditutup" in str(await cast.ani.taps("Belum", under=lapsed))
    assert "sudah lama ditutup" in str(await cast.ani.taps("5", under=lapsed))


async def test_the_page_of_an_open_report_offers_to_add_and_to_withdraw(cast: Cast) -> None:
    await files(cast.ani)
    assert (await status(cast)).labels == ["💬 Tambah keterangan", "🗑 Cabut laporan"]
    await cast.ani.taps("Tambah keterangan")
    await cast.ani.says("lubangnya makin dalam")
    assert quote(cast.pupr.last) == "lubangnya makin dalam"


async def test_a_report_is_withdrawn_only_once_its_reporter_is_sure(cast: Cast) -> None:
    await files(cast.ani)
    await status(cast)
    await cast.ani.taps("Cabut laporan")
    assert cast.ani.last.labels == ["🗑 Ya, cabut laporan", "↩️ Tidak jadi"]
    await cast.ani.taps("Tidak jadi")
    assert "Status: diteruskan ke OPD" in cast.ani.last.text
    await cast.ani.taps("Cabut laporan")
    assert await cast.ani.taps("Ya, cabut laporan") == "Laporan dicabut."
    assert cast.pupr.sees("Pelapor mencabut KT-2026-000001.")
    assert (await status(cast)).labels == []


async def test_what_was_put_away_for_silence_its_reporter_brings_back(cast: Cast) -> None:
    await files(cast.ani)
    await cast.budi.inside(cast.pupr).says("/tanya 1 di sebelah mana?")
    await cast.desk.later(days=31)
    shown = await status(cast)
    assert "Alasan: data tidak dilengkapi" in shown.text
    assert shown.labels == ["🔓 Buka kembali"]
    await cast.ani.taps("Buka kembali")
    await cast.ani.says("di depan masjid")
    assert quote(cast.pupr.last) == "di depan masjid"


async def cleared(cast: Cast) -> None:
    """Inspektorat asks whether Ani's report may go on to another office."""
    await cast.ani.says(BRIBE)
    await cast.ani.taps("Setuju")
    for label in ("Kategori lain", "Pungli", "Bengalon", "Lewati", "Kirim"):
        if any(label in one for one in cast.ani.last.labels):
            await cast.ani.taps(label, under=cast.ani.last)
    inspector = cast.town.person("Fajar")
    await cast.inspektorat.adds(inspector)
    await inspector.inside(cast.inspektorat).taps("Bukan pengawasan")


async def test_agreed_a_report_leaves_the_inspectors(cast: Cast) -> None:
    await cleared(cast)
    assert cast.ani.last.labels == ["✅ Boleh diteruskan", "✋ Tetap di sana"]
    await cast.ani.taps("Boleh diteruskan")
    assert cast.inspektorat.sees("dialihkan ke Dinas Komunikasi")
    assert "Status: diteruskan ke OPD" in (await status(cast)).text


async def test_silence_leaves_a_report_with_the_inspectors_and_nobody_is_nudged(cast: Cast) -> None:
    await cleared(cast)
    asked = cast.ani.last
    await cast.desk.later(days=8)
    await cast.desk.later(days=23)
    assert [shown.text for shown in told(cast.ani, asked)] == [
        "KT-2026-000001\nKarena tidak ada jawaban, laporan Anda tetap di Inspektorat Daerah."
    ]
    assert "Status: sedang ditindaklanjuti" in (await status(cast)).text
    assert await cast.ani.taps("Boleh diteruskan", under=asked) is not None
    assert not cast.inspektorat.sees("dialihkan")


async def test_who_reported_the_same_sees_how_it_goes_and_nothing_else(cast: Cast) -> None:
    await files(cast.ani, POTHOLE)
    await cast.citra.says("/start")
    await follows(cast)
    await cast.budi.inside(cast.pupr).says("/balas 1 besok kami tinjau")
    await cast.citra.says("/status 1")
    shown = cast.citra.last
    assert "Status: sedang ditindaklanjuti" in shown.text
    assert (shown.labels, POTHOLE in shown.text, "tinjau" in shown.text, "menulis" in shown.text) == (
        [],
        False,
        False,
        False,
    )


async def follows(cast: Cast) -> None:
    """Citra reported the same as Ani."""
    async with cast.desk.app.database.write() as tx:
        citra = await residents.find(tx, cast.citra.id)
        assert citra is not None
        await followers.join(tx, 1, citra.id, "id")


async def test_what_was_merged_points_to_what_goes_on(cast: Cast) -> None:
    await files(cast.ani)
    await files(cast.ani)
    cast.by_hand = True
    async with cast.desk.app.database.write() as tx:
        ticket = await tickets.get(tx, 2)
        assert ticket is not None
        ticket.status, ticket.archive_reason, ticket.merged_into = Status.ARCHIVED, Reason.DUPLICATE, 1
    assert "Digabung ke KT-2026-000001 (diteruskan ke OPD). Perkembangannya: /status KT-2026-000001" in (
        await status(cast, "2")
    )


async def test_lapor_ends_what_a_button_asked_for(cast: Cast) -> None:
    await files(cast.ani)
    await status(cast)
    await cast.ani.taps("Tambah keterangan")
    await cast.ani.says("/lapor")
    assert ASKS["description"] in cast.ani.last.text
