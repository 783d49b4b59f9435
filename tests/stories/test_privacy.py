"""What residents can do about their data, and what becomes of it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from sqlalchemy import text

from bot.configuration.locales import load_table
from bot.intake import visit
from simulator.people import Actor, Person
from tests.stories.conftest import Cast
from tests.stories.test_twins import HOLE, SAME
from tests.stories.ways import ASKS, POTHOLE, files

EXPIRED = "Tombol ini sudah kedaluwarsa. Tulis /lapor atau /laporanku."
PAGE = ["📄 Data saya", "✏️ Perbaiki", "✋ Tarik persetujuan", "🗑 Hapus identitas saya", "📨 Permohonan lain"]


async def gita(cast: Cast) -> Actor:
    """The admin, in the admins' group."""
    found = next(person for person in cast.town.people if person.user.first_name == "Gita")
    return found.inside(cast.admins)


async def rows(cast: Cast, query: str) -> list[Any]:
    async with cast.desk.app.database.read() as session:
        return [tuple(row) for row in await session.execute(text(query))]


async def forgets(ani: Person) -> None:
    await ani.says("/privasi")
    await ani.taps("Hapus identitas saya")
    await ani.taps("Ya, hapus sekarang")


async def test_the_page_says_what_is_kept_and_offers_every_right(cast: Cast) -> None:
    await files(cast.ani)
    await cast.ani.says("/privasi")
    assert cast.ani.last.labels == PAGE
    assert "pemberitahuan versi 2, 25 November 2026" in cast.ani.last.text


async def test_my_data_comes_as_a_file_in_private_with_my_own_words(cast: Cast) -> None:
    number = await files(cast.ani)
    await cast.ani.says("/privasi")
    await cast.ani.taps("Data saya")
    file = cast.town.world.files.get(cast.ani.last.body["document"]["file_id"])
    assert file is not None
    assert file.name == "data-2026-11-25.json"
    held = json.loads(file.data)
    assert held["person"] == {"id": cast.ani.id, "name": "Ani Lestari", "username": "ani_lestari"}
    assert held["residents"]["rows"][0]["identity"]["name"] == "Ani Lestari"
    assert [row["description"] for row in held["tickets"]["rows"]] == [POTHOLE]
    assert [row["verb"] for row in held["events"]["rows"]] == ["file", "assign"]
    assert number.endswith("000001")
    assert cast.ani.last.text.startswith("📄 Ini semua yang kami simpan tentang Anda.")


async def test_my_data_holds_nothing_of_who_joined_nor_the_id_of_who_answers(cast: Cast) -> None:
    number = await files(cast.ani, HOLE)
    await cast.citra.says(SAME)
    await cast.citra.taps("Setuju")
    await cast.citra.sends_document("kartu-citra.pdf")
    for label in ("Jalan & jembatan", "Bengalon", "Lewati", "Kirim", "Saya juga mengalami"):
        if any(label in one for one in cast.citra.last.labels):
            await cast.citra.taps(label, under=cast.citra.last)
    assert await cast.count("followers") == 1
    said = await cast.dewi.inside(cast.pupr).says("saya bisa")
    await cast.budi.inside(cast.pupr).replies_to(said, f"/serahkan {number}")
    await cast.ani.says("/privasi")
    await cast.ani.taps("Data saya")
    file = cast.town.world.files.get(cast.ani.last.body["document"]["file_id"])
    assert file is not None
    held = file.data.decode()
    assert HOLE in held
    assert "handover" in held
    assert [one for one in (SAME, "kartu-citra.pdf", str(cast.dewi.id)) if one in held] == []


async def test_who_withdraws_consent_hears_nothing_more_and_is_asked_anew_when_they_report(
    cast: Cast,
) -> None:
    ani = cast.ani
    number = await files(ani)
    await ani.says("ada lagi: lampu jalan mati di depan masjid bengalon")
    await ani.says("/privasi")
    await ani.taps("Tarik persetujuan")
    assert (
        f"1 laporan Anda tetap ditindaklanjuti, karena itu kewajiban pelayanan publik (UU 25/2009): {number}"
        in ani.last
    )
    await ani.taps("Ya, tarik persetujuan")
    assert await cast.count("drafts") == 0
    before = ani.last
    await cast.budi.inside(cast.pupr).says(f"/selesai {number} sudah kami tambal")
    await cast.desk.later(days=1)
    assert ani.last == before
    await ani.says(f"/status {number}")
    assert "dinyatakan selesai oleh OPD" in ani.last.text
    await ani.says("/privasi")
    assert ani.last.labels == [label for label in PAGE if label != "✋ Tarik persetujuan"]
    await ani.says("got mampet di desa tepian langsat")
    assert ASKS["consent"] in ani.last.text
    await ani.taps("Setuju", under=ani.last)
    assert (await rows(cast, "select withdrawn_at, consent from residents"))[0] == (None, visit.CONSENT)


async def test_deleting_says_what_stays_and_does_it_at_once(cast: Cast) -> None:
    ani = cast.ani
    number = await files(ani)
    await ani.says("/privasi")
    await ani.taps("Hapus identitas saya")
    assert f"Yang tetap ada, tanpa identitas Anda: {number}." in ani.last.text
    assert await cast.count("residents") == 1
    await ani.taps("Ya, hapus sekarang")
    assert ani.last.text.startswith("Identitas Anda sudah dihapus.")
    assert await rows(cast, "select count(*) from residents") == [(0,)]
    assert await rows(cast, "select resident_id, status from tickets") == [(None, "assigned")]
    assert (await rows(cast, "select verb, role from events order by id"))[-1] == ("erase", "reporter")


async def test_the_office_works_on_and_whoever_left_hears_nothing(cast: Cast) -> None:
    number = await files(cast.ani)
    await forgets(cast.ani)
    last = cast.ani.last
    await cast.budi.inside(cast.pupr).says(f"/selesai {number} sudah kami tambal")
    assert cast.pupr.sees("selesai menurut OPD")
    assert cast.ani.last == last
    await cast.ani.says(f"/status {number}")
    assert cast.ani.last.text.startswith("Laporan dengan nomor itu tidak ditemukan")


async def test_a_second_press_and_an_old_one_delete_nothing_more(cast: Cast) -> None:
    await files(cast.ani)
    await forgets(cast.ani)
    await files(cast.ani)
    assert await cast.count("tickets") == 2
    assert (await rows(cast, "select count(*) from tickets where resident_id is null"))[0] == (1,)


async def test_turning_back_changes_nothing(cast: Cast) -> None:
    await files(cast.ani)
    await cast.ani.says("/privasi")
    await cast.ani.taps("Hapus identitas saya")
    await cast.ani.taps("Kembali", under=cast.ani.last)
    assert (cast.ani.last.labels, await cast.count("residents")) == (PAGE, 1)


async def test_a_new_notice_asks_anew(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    await files(cast.ani)
    monkeypatch.setattr(visit, "CONSENT", visit.CONSENT + 1)
    await cast.ani.says("/lapor")
    assert ASKS["consent"] in cast.ani.last.text
    await cast.ani.taps("Setuju", under=cast.ani.last)
    ((version, words),) = await rows(cast, "select consent, agreed_text from residents")
    assert (version, len(words)) == (visit.CONSENT, 64)


async def test_a_request_is_counted_down_until_an_admin_grants_it(cast: Cast) -> None:
    ani, admin = cast.ani, await gita(cast)
    number = await files(ani)
    await ani.says("/privasi")
    await ani.taps("Permohonan lain")
    await ani.taps("Hapus isi laporan")
    await ani.taps(number)
    assert "Dijawab paling lambat Sabtu, 28 November 2026" in ani.last.text
    await ani.says("saya menulis nama tetangga di situ")
    assert ani.last.text == "Baik, permohonan #1 sekarang memuat:\n\nsaya menulis nama tetangga di situ"
    assert cast.admins.sees("saya menulis nama tetangga di situ")
    assert not cast.admins.sees("Ani")
    for hours, left in ((49, "sisa 23 jam"), (18, "sisa 5 jam"), (6, "Terlambat 1 jam")):
        await cast.desk.later(hours=hours)
        assert left in cast.admins.last.text
    await admin.says("/permohonan")
    assert "Permohonan #1: hapus isi laporan KT-2026-000001" in cast.admins.last.text
    assert "saya menulis nama tetangga di situ" in cast.admins.last.text
    assert cast.admins.last.labels == ["✅ Kabulkan", "✖️ Tolak"]
    await admin.taps("Kabulkan", under=cast.admins.last)
    assert cast.admins.last.text.endswith("Hapus sekarang?")
    assert await rows(cast, "select description from tickets") == [(POTHOLE,)]
    await admin.taps("Ya, hapus", under=cast.admins.last)
    assert ani.last.text == "✅ Permohonan #1 (hapus isi laporan) dikabulkan."
    assert await rows(cast, "select description from tickets") == [("[isi laporan sudah dihapus]",)]
    assert not any(POTHOLE in one.text for one in cast.pupr.messages)
    assert [verb for (verb,) in await rows(cast, "select verb from events order by id")][-3:] == [
        "erase", "erase", "decide",
    ]  # fmt: skip
    await admin.says("/permohonan")
    assert cast.admins.last.text == "Tidak ada permohonan yang menunggu."


async def test_a_report_is_corrected_and_a_refusal_is_explained(cast: Cast) -> None:
    ani, admin = cast.ani, await gita(cast)
    number = await files(ani)
    await ani.says("/privasi")
    await ani.taps("Perbaiki")
    await ani.taps("Perbaiki isi laporan")
    await ani.taps(number)
    await admin.says("/permohonan 1 kabulkan")
    assert cast.admins.last.text.startswith("Pelapor belum menulis isi yang benar")
    right = "jalan poros depan kantor desa berlubang, satu motor jatuh"
    await ani.says(right)
    await admin.says("/permohonan 1 kabulkan sudah kami perbaiki")
    assert await rows(cast, "select description from tickets") == [(right,)]
    assert "sudah kami perbaiki" in ani.last.text
    await ani.says("/privasi")
    await ani.taps("Permohonan lain", under=ani.last)
    await ani.taps("Batasi pemakaian data", under=ani.last)
    await admin.says("/permohonan 2 tolak")
    assert cast.admins.last.text == "Tuliskan juga penjelasannya."
    await admin.says("/permohonan 2 tolak laporan masih ditangani")
    assert "ditolak" in ani.last.text
    assert "laporan masih ditangani" in ani.last.text
    await admin.says("/permohonan 2 kabulkan")
    assert cast.admins.last.text == "Sudah diputuskan."


async def test_a_correction_is_shown_back_and_can_be_written_anew_until_it_is_decided(cast: Cast) -> None:
    ani, admin = cast.ani, await gita(cast)
    number = await files(ani)
    await ani.says("/privasi")
    for label in ("Perbaiki", "Perbaiki isi laporan", number):
        await ani.taps(label)
    await ani.says("lampu di gang kami mati, tolong")
    shown = ani.last
    assert "lampu di gang kami mati, tolong" in shown.text
    assert shown.text.endswith("Bila dikabulkan, inilah yang menggantikan isi laporan.")
    await ani.taps("Tulis ulang")
    await ani.says("jalan poros berlubang, satu motor jatuh")
    await admin.says("/permohonan 1")
    assert "jalan poros berlubang" in cast.admins.last.text
    assert "lampu di gang" not in cast.admins.last.text
    await admin.taps("Tolak", under=cast.admins.last)
    assert "/permohonan 1 tolak alasan" in cast.admins.last.text
    await admin.says("/permohonan 1 tolak tidak sesuai laporan semula")
    assert await ani.taps("Tulis ulang", under=shown) == EXPIRED
    await cast.citra.starts()
    assert await cast.citra.presses("m1:privacy:ask-again-1") == EXPIRED


async def test_of_many_petitions_the_first_due_are_shown_whole_and_the_others_listed(cast: Cast) -> None:
    admin = await gita(cast)
    await files(cast.ani)
    await cast.citra.starts()
    for person in (cast.ani, cast.citra):
        for right in ("restrict", "other"):
            await person.presses(f"m1:privacy:ask-{right}")
    for right in ("erase", "correct"):
        await cast.ani.presses(f"m1:privacy:ask-{right}-1")
    before = len(cast.admins.messages)
    await admin.says("/permohonan")
    *whole, listed = cast.admins.messages[before:]
    assert [one.labels for one in whole] == [["✅ Kabulkan", "✖️ Tolak"]] * 5
    assert listed.text.startswith("Yang lain, dilihat dengan /permohonan ID:")
    assert "Permohonan #6" in listed.text


async def test_nobody_asks_about_a_report_of_someone_else(cast: Cast) -> None:
    await files(cast.ani)
    await cast.citra.starts()
    toast = await cast.citra.presses("m1:privacy:ask-erase-1")
    assert toast == EXPIRED
    assert await cast.count("petitions") == 0


async def test_the_same_request_twice_is_one(cast: Cast) -> None:
    number = await files(cast.ani)
    for _ in range(2):
        await cast.ani.says("/privasi")
        await cast.ani.taps("Permohonan lain", under=cast.ani.last)
        await cast.ani.taps("Hapus isi laporan", under=cast.ani.last)
        assert cast.ani.last.labels[0] == f"{number} · Jalan & jembatan"
        await cast.ani.taps(number, under=cast.ani.last)
    assert await cast.count("petitions") == 1


async def test_a_block_stays_with_whoever_deletes_themselves(cast: Cast) -> None:
    ani, admin = cast.ani, await gita(cast)
    number = await files(ani)
    await admin.says(f"/blokir {number} berulang kali menghina")
    await ani.says("/privasi")
    await ani.taps("Hapus identitas saya")
    assert "Anda sedang diblokir. Supaya itu tetap berlaku" in ani.last.text
    await ani.taps("Ya, hapus sekarang")
    assert await rows(cast, "select resident_id from tickets") == [(None,)]
    await ani.says("/lapor")
    assert "tidak dapat mengirim laporan baru" in ani.last.text
    await admin.says(f"/bukablokir {number}")
    await ani.says("/lapor")
    assert ASKS["consent"] in ani.last.text


NOTICES = {2: {"id": "d15b95592c2f80c4", "en": "348b28a9d5923324"}}
"""By version, the digest of its words: whoever changes them makes a new version (``visit.CONSENT``)."""


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_words_that_people_agree_to_have_a_version_of_their_own(language: str) -> None:
    words = load_table(language)["intake.consent.ask"]
    assert hashlib.sha256(words.encode()).hexdigest()[:16] == NOTICES[visit.CONSENT][language]
