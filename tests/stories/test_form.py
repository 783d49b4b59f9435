"""Every question of the form: by button, in words, back and forth, and pressed at the wrong moment."""

from __future__ import annotations

import pytest

from tests.stories.conftest import Cast
from tests.stories.ways import ASKS, POTHOLE, changes, files, looks_back, quote, reaches, values

BY_BUTTON = [
    ("kind", "Permintaan informasi", "Jenis", "Permintaan informasi"),
    ("landmark", "Lewati", "Patokan", None),
    ("date", "Hari ini", "Tanggal kejadian", "Rabu, 25 November 2026"),
    ("date", "Kemarin", "Tanggal kejadian", "Selasa, 24 November 2026"),
    ("date", "Lewati", "Tanggal kejadian", None),
    ("attachments", "Lewati", "Lampiran", "belum ada. Foto boleh langsung dikirim ke sini."),
    ("identity", "Nama saya boleh dilihat petugas", "👤 Petugas dapat melihat nama Anda", "Ani Lestari."),
]


async def test_a_report_with_a_place_and_a_kind_of_trouble_costs_two_taps(cast: Cast) -> None:
    ani = cast.ani
    await reaches(ani, "description")
    await ani.says("jln berlubang parah di desa swarga bara dari kemarin")
    assert values(ani.last) == {
        "Jenis": "Pengaduan",
        "Kategori": "Jalan & jembatan",
        "Tempat": "Desa Swarga Bara, Kec. Sangatta Utara",
        "Tanggal kejadian": "Selasa, 24 November 2026",
        "Lampiran": "belum ada. Foto boleh langsung dikirim ke sini.",
    }
    await ani.taps("Kirim")
    assert ani.sees("KT-2026-000001")


@pytest.mark.parametrize(("step", "label", "line", "value"), BY_BUTTON)
async def test_a_button_answers(cast: Cast, step: str, label: str, line: str, value: str | None) -> None:
    await reaches(cast.ani, step)
    await cast.ani.taps(label, under=cast.ani.last)
    assert values(cast.ani.last).get(line) == value


@pytest.mark.parametrize(("step", "label", "line", "value"), BY_BUTTON)
async def test_the_label_can_be_typed(
    cast: Cast, step: str, label: str, line: str, value: str | None
) -> None:
    await reaches(cast.ani, step)
    await cast.ani.says(label.upper())
    assert values(cast.ani.last).get(line) == value
    assert quote(cast.ani.last) == POTHOLE


@pytest.mark.parametrize(
    ("step", "said", "line", "value"),
    [
        ("category", "listrik", "Kategori", None),
        ("kecamatan", "di sepaso", "Tempat", "Desa Sepaso, Kec. Bengalon"),
        ("desa", "Sepaso", "Tempat", "Desa Sepaso, Kec. Bengalon"),
        ("desa", "swarga bara", "Tempat", "Desa Swarga Bara, Kec. Sangatta Utara"),
        ("landmark", "depan masjid\nAl-Ikhlas", "Patokan", "depan masjid Al-Ikhlas"),
        ("date", "2 hari lalu", "Tanggal kejadian", "Senin, 23 November 2026"),
        ("identity", "nama saya", "👤 Petugas dapat melihat nama Anda", "Ani Lestari."),
        ("kind", "aspirasi", "Jenis", "Aspirasi"),
    ],
)
async def test_words_answer(cast: Cast, step: str, said: str, line: str, value: str | None) -> None:
    await reaches(cast.ani, step)
    await cast.ani.says(said)
    assert values(cast.ani.last).get(line) == value


async def test_a_word_chooses_among_all_categories(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    await changes(cast.ani, "Kategori")
    await cast.ani.says("listrik")
    assert values(cast.ani.last)["Kategori"] == "Listrik"
    assert quote(cast.ani.last) == POTHOLE


async def test_a_word_that_several_categories_share_is_asked_about(cast: Cast) -> None:
    await reaches(cast.ani, "category")
    await cast.ani.says("pelayanan")
    labels = ["Pelayanan & dana desa", "Pelayanan kecamatan/kelurahan"]
    assert cast.ani.last.labels == [*labels, "📂 Kategori lain", "⬅️ Kembali", "✖️ Batal"]


async def test_typed_words_of_the_summary_act_as_its_buttons(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    await cast.ani.says("ubah")
    await cast.ani.says("tanggal")
    assert ASKS["date"] in cast.ani.last.text
    await cast.ani.says("kembali")
    await cast.ani.says("Kirim!")
    assert cast.ani.sees("KT-2026-000001")
    assert quote(cast.pupr.messages[0]) == POTHOLE


async def test_kembali_leads_from_the_summary_through_every_question(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    for step in ("desa", "kecamatan", "category"):
        await cast.ani.taps("Kembali")
        assert ASKS[step] in cast.ani.last.text
    await cast.ani.taps("Kembali")
    assert cast.ani.last.text.startswith("Uraian Anda sekarang:")
    await cast.ani.taps("Kembali")
    assert "▶️ Lanjutkan draf" in cast.ani.last.labels


@pytest.mark.parametrize(
    "field", ["Jenis", "Uraian", "Kategori", "Tempat", "Patokan", "Tanggal", "Lampiran", "Identitas"]
)
async def test_kembali_from_a_change_leads_to_the_summary_as_it_was(cast: Cast, field: str) -> None:
    await reaches(cast.ani, "summary")
    before = cast.ani.last.text
    await changes(cast.ani, field)
    await cast.ani.taps("Kembali")
    assert cast.ani.last.text == before


async def test_kembali_from_more_choices_leads_to_the_first_ones(cast: Cast) -> None:
    await reaches(cast.ani, "category")
    before = cast.ani.last.text
    await cast.ani.taps("Kategori lain")
    await cast.ani.taps("Kembali")
    assert cast.ani.last.text == before


@pytest.mark.parametrize("step", ASKS)
async def test_batal_leaves_nothing_behind(cast: Cast, step: str) -> None:
    await reaches(cast.ani, step)
    await (cast.ani.says("/batal") if step == "consent" else cast.ani.taps("Batal", under=cast.ani.last))
    nothing_said = step in ("consent", "description")
    assert cast.ani.last.text.startswith("Baik, tidak jadi." if nothing_said else "Laporan dibatalkan:")
    assert await cast.count("drafts") == 0


async def test_everything_can_be_changed_before_it_is_sent(cast: Cast) -> None:
    ani = cast.ani
    await reaches(ani, "summary")
    await changes(ani, "Uraian")
    await ani.says("lampu jalan di depan pasar mati sejak seminggu")
    await changes(ani, "Kategori")
    await ani.says("PJU")
    await changes(ani, "Tempat")
    await ani.taps("Muara Wahau", under=ani.last)
    await ani.taps("Lewati", under=ani.last)
    await changes(ani, "Patokan")
    await ani.says("simpang tiga")
    assert quote(ani.last) == "lampu jalan di depan pasar mati sejak seminggu"
    assert values(ani.last) == {
        "Jenis": "Pengaduan",
        "Kategori": "Lampu jalan (PJU)",
        "Tempat": "Kec. Muara Wahau",
        "Patokan": "simpang tiga",
        "Tanggal kejadian": "Rabu, 18 November 2026",
        "Lampiran": "belum ada. Foto boleh langsung dikirim ke sini.",
    }


async def test_a_description_is_not_lost_to_a_short_word(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    await changes(cast.ani, "Uraian")
    await cast.ani.says("pendek")
    assert cast.ani.last.text.startswith("Itu terlalu pendek")
    await cast.ani.taps("Lanjut")
    assert quote(cast.ani.last) == POTHOLE


async def test_attachments_can_be_taken_out_again(cast: Cast) -> None:
    await reaches(cast.ani, "attachments")
    await cast.ani.sends_photo()
    assert "Sudah ada: 1" in cast.ani.last.text
    await cast.ani.taps("Hapus semua lampiran")
    assert values(cast.ani.last)["Lampiran"].startswith("belum ada")


async def test_the_kind_can_be_chosen_before_the_first_word(cast: Cast) -> None:
    await reaches(cast.ani, "description")
    await cast.ani.taps("Aspirasi")
    assert cast.ani.last.text.startswith("Jenis laporan: Aspirasi.")
    await cast.ani.says(POTHOLE)
    for label in ("Bengalon", "Lewati"):
        await cast.ani.taps(label)
    assert values(cast.ani.last)["Jenis"] == "Aspirasi"


@pytest.mark.parametrize("step", [step for step in ASKS if step not in ("consent", "description")])
async def test_a_button_of_an_earlier_step_shows_the_present_question(cast: Cast, step: str) -> None:
    await reaches(cast.ani, "description")
    first = cast.ani.last
    await reaches(cast.ani, step)
    await cast.ani.taps("Kembali", under=first.text)
    assert cast.ani.last.text.startswith("Tombol tadi milik langkah sebelumnya.")
    assert ASKS[step] in cast.ani.last.text


async def test_the_same_answer_pressed_twice_is_answered_once(cast: Cast) -> None:
    await reaches(cast.ani, "category")
    question = cast.ani.last
    await cast.ani.taps("Lampu jalan (PJU)", under=question.text)
    asked = cast.ani.last
    await cast.ani.taps("Lampu jalan (PJU)", under=question.text)
    assert cast.ani.last == asked


async def test_nobody_presses_in_anothers_draft(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    send = cast.ani.chat.messages[cast.ani.last.id].rows[0][0]["callback_data"]
    await reaches(cast.citra, "description")
    await cast.citra.presses(send)
    assert cast.citra.last.text == "Tombol ini sudah kedaluwarsa. Tulis /lapor atau /laporanku."
    assert await cast.count("tickets") == 0
    await cast.ani.taps("Kirim")
    await cast.citra.presses(send)
    assert not cast.citra.sees("KT-2026-000001")


GARBAGE = (
    "summary:date2", "summary:", "desa:64.08.09.2001", "category:nothing", "kecamatan:64.08.99", "nowhere:x",
    "summary:landmark:extra", "choice:1", "summary:kirim", "summary:\x00", "summary:😀",
)  # fmt: skip


async def test_garbage_in_a_button_changes_nothing(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    before = values(cast.ani.last)
    draft = cast.ani.chat.messages[cast.ani.last.id].rows[0][0]["callback_data"].split(":")[1]
    for answer in GARBAGE:
        await cast.ani.presses(f"f1:{draft}:{answer}")
    for data in ("f1:summary:send", ":::", "", "x" * 64, "f1:٣:summary:send", f"f2:{draft}:summary:send"):
        await cast.ani.presses(data)
    await cast.ani.says("/lapor")
    assert values(cast.ani.last) == before
    assert not cast.ani.sees("tidak dapat kami olah")
    await cast.ani.taps("Kirim", under=cast.ani.last)
    assert await cast.count("tickets") == 1


async def test_a_village_of_another_kecamatan_cannot_be_forged(cast: Cast) -> None:
    await reaches(cast.ani, "desa")
    elsewhere = cast.ani.chat.messages[cast.ani.last.id].rows[0][0]["callback_data"].rsplit(":", 1)[0]
    await cast.ani.presses(f"{elsewhere}:64.08.01.2001")
    assert ASKS["desa"] in cast.ani.last.text


async def test_words_after_a_report_was_filed_start_no_other(cast: Cast) -> None:
    await files(cast.ani)
    for word in ("terima kasih banyak pak", "ok", "kirim", "🙏"):
        await cast.ani.says(word)
        assert "📝 Buat laporan" in cast.ani.last.labels
    assert await cast.count("drafts") == 0


async def test_a_greeting_in_the_form_is_answered_with_the_question_alone(cast: Cast) -> None:
    await reaches(cast.ani, "description")
    await cast.ani.says("selamat pagi pak")
    assert cast.ani.last.text.startswith(ASKS["description"])
    await cast.ani.says(POTHOLE)
    assert await looks_back(cast.ani) == POTHOLE
