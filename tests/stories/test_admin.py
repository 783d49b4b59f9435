"""What admins do, as everyone concerned sees it."""

from __future__ import annotations

import pytest

from simulator.people import Person
from tests.stories.conftest import Cast
from tests.stories.ways import files

REGISTERED = {"routing": {"officers": "registered"}}
VERIFIED = {"routing": {"verify_first": True}}


async def gita(cast: Cast) -> Person:
    """The admin, who has opened the bot."""
    found = next(person for person in cast.town.people if person.user.first_name == "Gita")
    return await found.starts()


@pytest.mark.parametrize("cast", [VERIFIED], indirect=True)
async def test_an_admin_verifies_and_routes_by_buttons(cast: Cast) -> None:
    admin = (await gita(cast)).inside(cast.admins)
    await files(cast.ani)
    assert cast.pupr.messages == []
    await admin.taps("Disposisi")
    await admin.taps("Dinas Pekerjaan Umum")
    assert "Ambil" in cast.pupr.last.labels[0]
    assert cast.admins.last.text == (
        "KT-2026-000001 diteruskan ke Dinas Pekerjaan Umum dan Penataan Ruang oleh Gita."
    )


@pytest.mark.parametrize("cast", [VERIFIED], indirect=True)
async def test_two_admins_press_and_the_second_hears_who_was_first(cast: Cast) -> None:
    admin = (await gita(cast)).inside(cast.admins)
    await files(cast.ani)
    card = cast.admins.last
    data = next(
        button["callback_data"] for row in card.body["reply_markup"]["inline_keyboard"] for button in row
    )
    await admin.taps("Setujui")
    toast = await admin.presses(data, under=card)
    assert toast is not None
    assert toast.startswith(
        "KT-2026-000001: diteruskan ke Dinas Pekerjaan Umum dan Penataan Ruang, oleh Anda"
    )


async def test_a_group_is_bound_with_a_code_and_unbound_with_a_button(cast: Cast) -> None:
    admin, joko = await gita(cast), cast.town.person("Joko")
    group = cast.town.group("Grup Dinkes", [joko])
    await admin.says("/kode DINKES")
    token = admin.last.text.partition("/hubungkan ")[2].split()[0]
    await joko.inside(group).says(f"/hubungkan {token}")
    assert "Grup ini sekarang grup Dinas Kesehatan." in group.last
    assert "“Grup Dinkes” sekarang terhubung dengan Dinas Kesehatan" in admin.last
    await cast.restarts()
    await joko.inside(group).says("/tugas")
    assert "Tidak ada laporan terbuka" in group.last
    await joko.inside(group).says(f"/hubungkan {token}")
    assert group.last.text == "Kode itu tidak berlaku. Minta kode baru kepada admin."
    await admin.taps("Putuskan")
    assert group.last.text == "Grup ini tidak lagi terhubung dengan Dinas Kesehatan."
    await joko.inside(group).says("/tugas")
    assert group.last.text == "perintah ini tidak tersedia di sini"


async def test_an_anonymous_admin_binds_nothing_and_hears_why(cast: Cast) -> None:
    admin, joko = await gita(cast), cast.town.person("Joko")
    group = cast.town.group("Grup Dinkes", [joko])
    await admin.says("/kode DINKES")
    token = admin.last.text.partition("/hubungkan ")[2].split()[0]
    await group.promotes(joko)
    await joko.inside(group, anonymous=True).says(f"/hubungkan {token}")
    assert group.last.text.startswith("Admin anonim dan kanal tidak dapat bertindak")
    await joko.inside(group).says(f"/hubungkan {token}")
    assert "Grup ini sekarang grup Dinas Kesehatan." in group.last


@pytest.mark.parametrize("cast", [REGISTERED], indirect=True)
async def test_who_is_no_officer_is_told_and_an_admin_registers_them(cast: Cast) -> None:
    await files(cast.ani)
    toast = await cast.budi.inside(cast.pupr).taps("Ambil")
    assert toast == "Hanya petugas terdaftar yang dapat melakukannya."
    await cast.budi.inside(cast.pupr).says("/tugas")
    assert [("Budi Santoso" in one, one.labels) for one in cast.admins.messages] == [
        (True, ["✅ Daftarkan PUPR", "✖️ Tolak"])
    ]
    await (await gita(cast)).inside(cast.admins).taps("Daftarkan")
    assert "Budi Santoso sekarang petugas terdaftar" in cast.pupr.last
    await cast.budi.inside(cast.pupr).taps("Ambil")
    assert "mulai ditindaklanjuti" in cast.ani.last
    await (await gita(cast)).says(f"/petugas hapus PUPR {cast.budi.id}")
    await cast.budi.inside(cast.pupr).says("/tugas")
    assert cast.pupr.last.text == "Hanya petugas terdaftar yang dapat melakukannya."


async def test_a_blocked_resident_objects_answers_and_is_unblocked(cast: Cast) -> None:
    admin, budi = (await gita(cast)).inside(cast.admins), cast.budi.inside(cast.pupr)
    await files(cast.ani)
    await budi.says("/tanya 1 sebelah mana persisnya?")
    question = cast.ani.last
    await admin.says("/blokir 1 berulang kali menghina petugas")
    assert "berulang kali menghina petugas" in cast.ani.last
    drafts = await cast.count("drafts")
    await cast.ani.says("jalan di depan rumah juga rusak")
    assert "pesan ini tidak kami simpan" in cast.ani.last
    assert await cast.count("drafts") == drafts
    await cast.ani.taps("Ajukan keberatan", under=cast.ani.last)
    await cast.ani.says("Saya tidak menghina siapa pun")
    assert "Saya tidak menghina siapa pun" in cast.admins.last
    assert "Ani" not in cast.admins.text()
    await cast.ani.replies_to(question, "di depan pasar")
    assert "di depan pasar" in cast.pupr.last
    await cast.ani.says("/status 1")
    assert "KT-2026-000001" in cast.ani.last
    await admin.says("/bukablokir 1")
    await cast.ani.says("/lapor")
    assert "Apa yang ingin Anda laporkan?" in cast.ani.last


@pytest.mark.parametrize("does", ["/start", "/lapor", "/batal", "sticker", "photo", "pin", "edit"])
async def test_whatever_a_blocked_resident_sends_they_hear_how_things_stand(cast: Cast, does: str) -> None:
    await files(cast.ani)
    said = await cast.ani.says("terima kasih")
    await (await gita(cast)).says("/blokir 1 iseng")
    match does:
        case "sticker":
            await cast.ani.sends_sticker()
        case "photo":
            await cast.ani.sends_photo()
        case "pin":
            await cast.ani.sends_location(0.5, 117.5)
        case "edit":
            await cast.ani.edits(said, "terima kasih banyak")
        case _:
            await cast.ani.says(does)
    assert cast.ani.last.text.startswith("⛔ Anda sedang tidak dapat mengirim laporan baru")
    assert "Ajukan keberatan" in cast.ani.last.labels[0]


@pytest.mark.parametrize("command", ["/laporanku", "/privasi", "/bahasa", "/bantuan"])
async def test_a_blocked_resident_still_reads_what_is_theirs(cast: Cast, command: str) -> None:
    await files(cast.ani)
    await (await gita(cast)).says("/blokir 1 iseng")
    await cast.ani.says(command)
    assert "tidak dapat mengirim" not in cast.ani.last


async def test_two_reports_become_one_and_both_hear_the_end(cast: Cast) -> None:
    await files(cast.ani)
    await files(cast.citra)
    await (await gita(cast)).inside(cast.admins).says("/gabung 2 1")
    assert "digabung" in cast.citra.last
    await cast.budi.inside(cast.pupr).says("/selesai 1 sudah ditambal")
    assert "KT-2026-000001" in cast.citra.last
    assert "selesai" in cast.citra.last


async def test_on_monday_the_admins_get_last_weeks_lot_once(cast: Cast) -> None:
    await files(cast.ani)
    await cast.budi.inside(cast.pupr).sends_photo("/selesai 1 sudah ditambal")
    await cast.ani.taps("Sudah selesai")
    await cast.desk.later(days=5)
    await cast.restarts()
    await cast.desk.later(hours=1)
    [lot] = [one for one in cast.admins.messages if "dipilih acak" in one]
    assert "KT-2026-000001" in lot
    assert "tenggat" not in lot
    await (await gita(cast)).inside(cast.admins).taps("Bukti KT-2026-000001")
    assert cast.admins.last.media == "photo"


async def test_admins_read_all_that_they_can_do(cast: Cast) -> None:
    admin = await gita(cast)
    await admin.inside(cast.admins).says("/bantuan")
    for command in (
        "disposisi",
        "arsip",
        "luar",
        "gabung",
        "sp4n",
        "blokir",
        "bukablokir",
        "petugas",
        "kode",
    ):
        assert f"/{command}" in cast.admins.last


async def test_an_unknown_office_is_met_with_those_it_may_be(cast: Cast) -> None:
    admin = (await gita(cast)).inside(cast.admins)
    await files(cast.ani)
    await admin.says("/disposisi 1 PERKI")
    assert cast.admins.last.text == "OPD “PERKI” tidak dikenal. Maksud Anda: PERKIM?"
    await admin.says("/disposisi 1 BBPJN")
    assert cast.admins.last.text.endswith("tulis /luar KT-2026-000001 BBPJN")


async def test_an_officers_id_that_is_none_is_named(cast: Cast) -> None:
    admin = (await gita(cast)).inside(cast.admins)
    await admin.says("/petugas PUPR abc Budi")
    assert cast.admins.last.text.startswith("“abc” bukan ID.")


async def test_an_appeal_is_granted_with_a_button(cast: Cast) -> None:
    admin = (await gita(cast)).inside(cast.admins)
    await files(cast.ani)
    await admin.says("/blokir 1 laporan palsu")
    await cast.ani.taps("Ajukan keberatan")
    await cast.ani.says("itu bukan laporan palsu, jalannya memang rusak")
    appeal = cast.admins.last
    await admin.taps("Buka blokir")
    assert "✅ Anda dapat mengirim laporan lagi." in cast.ani.last
    assert [shown.labels for shown in cast.admins.messages if shown.id == appeal.id] == [[]]


async def test_help_comes_in_one_message(cast: Cast) -> None:
    admin = await gita(cast)
    before = len(admin.messages)
    await admin.says("/bantuan")
    assert len(admin.messages) == before + 1
    assert all(part in admin.last for part in ("Bantuan admin", "Untuk pimpinan", "Cara melapor"))
