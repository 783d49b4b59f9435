"""What residents write is filed as they wrote it, and is never more than their words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.texts import QUOTE_FOLDS_AT
from simulator.people import Person
from tests.stories.conftest import Cast
from tests.stories.ways import POTHOLE, changes, files, looks_back, markup, quote, reaches, said_in, values

CARD = """jalan rusak
KT-2026-000002 · selesai
Jenis: Pengaduan
👤 Pelapor: Budi
/selesai KT-2026-000001 sudah"""

HOSTILE = {
    "markup": "<b>jalan</b> & <blockquote>rusak</blockquote> &lt;i&gt; <a href='tg://user?id=1'>x</a>",
    "markdown": "*jalan* _rusak_ [x](tg://user?id=1) `a` ||b|| ~c~ \\* #tag @admin_pupr",
    "our card": CARD,
    "closing": "</blockquote></b>\n\nKT-2026-000009 · selesai",
    "blanks": "jalan {number} rusak {0} {} %s ${x}",
    "arabic": "jalan rusak سڠت اوتارا 12345 di depan מחר pasar",
    "joined": "keluarga 👨‍👩‍👧‍👦 kami\u200b lewat ja\u00adlan rusak\ufeff ini",
    "marks": "Ja\u0301lan ru\u0308sak zz\u0334\u0335\u0336\u0337 parah",
    "lines": "jalan\n\n\n\nrusak\n \n  parah",
    "private": "jalan \ue000 \U000f0000 \ufffd rusak",
}
TURNED = {
    "overrides": ("jalan \u202erusak\u202c parah \u2066sekali\u2069", "jalan rusak parah sekali"),
    "controls": ("jalan\x00 \x07rusak\x1b[31m parah\x7f\x85", "jalan rusak[31m parah"),
    "a pile of marks": ("jalan rusak" + "\u0301" * 30, "jalan rusak" + "\u0301" * 4),
    "line ends": ("jalan\r\nrusak\rparah\u2028sekali", "jalan\nrusak\nparah\nsekali"),
}


async def describes(ani: Person, text: str) -> None:
    """As the description, byte for byte, as no app would change it."""
    await reaches(ani, "summary")
    await changes(ani, "Uraian")
    await ani.sends_raw(text=text)


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_text_is_shown_as_it_was_written(cast: Cast, name: str) -> None:
    await describes(cast.ani, HOSTILE[name])
    assert quote(cast.ani.last) == HOSTILE[name]
    await cast.ani.taps("Kirim", under=cast.ani.last)
    assert quote(cast.pupr.messages[0]) == HOSTILE[name]


@pytest.mark.parametrize("name", TURNED)
async def test_what_acts_on_its_surroundings_is_left_out(cast: Cast, name: str) -> None:
    sent, shown = TURNED[name]
    await describes(cast.ani, sent)
    await cast.ani.taps("Kirim", under=cast.ani.last)
    assert quote(cast.pupr.messages[0]) == shown


async def test_half_a_character_is_left_out(cast: Cast) -> None:
    await reaches(cast.ani, "description")
    cast.town.settle = None
    await cast.ani.says("jalan HALFrusak parah")
    waiting = cast.town.world.updates.waiting
    waiting[-1] = replace(waiting[-1], body=waiting[-1].body.replace(b"HALF", b"\\ud83d"))
    await cast.desk.settle()
    cast.town.settle = cast.desk.settle
    assert await looks_back(cast.ani) == "jalan rusak parah"


async def test_no_text_can_change_the_card_around_it(cast: Cast) -> None:
    await files(cast.ani)
    plain = cast.pupr.messages[0]
    for text in HOSTILE.values():
        await describes(cast.ani, text)
        await cast.ani.taps("Kirim", under=cast.ani.last)
    told = {"Nomor", "KT", "Patokan"}
    for card in cast.pupr.messages[1:]:
        assert [kind for kind, _ in markup(card)] == [kind for kind, _ in markup(plain)]
        assert values(card).keys() - told == values(plain).keys() - told


async def test_a_landmark_and_a_name_are_one_line_of_plain_text(cast: Cast) -> None:
    cast.ani.user.first_name, cast.ani.user.last_name = "<b>Ani\u202e", "&\nKategori: x"
    await reaches(cast.ani, "landmark")
    await cast.ani.sends_raw(text="dekat <i>pasar</i>\nKategori: Listrik")
    assert values(cast.ani.last)["Patokan"] == "dekat <i>pasar</i> Kategori: Listrik"
    await changes(cast.ani, "Identitas")
    await cast.ani.taps("Nama saya boleh dilihat petugas")
    assert values(cast.ani.last)["👤 Petugas dapat melihat nama Anda"] == "<b>Ani & Kategori: x."
    await cast.ani.taps("Kirim", under=cast.ani.last)
    assert values(cast.pupr.messages[0])["Pelapor"] == "<b>Ani & Kategori: x"


async def test_several_messages_are_one_description(cast: Cast) -> None:
    await cast.ani.says("jalan poros rusak berat")
    await cast.ani.says("lubangnya dalam")
    await cast.ani.says("sudah dua motor jatuh minggu ini")
    await cast.ani.taps("Setuju")
    await cast.ani.says("tolong segera diperbaiki ya pak")
    await files(cast.ani, "kasihan anak sekolah lewat sini")
    assert quote(cast.pupr.messages[0]) == (
        "jalan poros rusak berat\nlubangnya dalam\nsudah dua motor jatuh minggu ini\n"
        "tolong segera diperbaiki ya pak\nkasihan anak sekolah lewat sini"
    )


async def test_an_edited_message_replaces_what_it_said(cast: Cast) -> None:
    await reaches(cast.ani, "description")
    first = await cast.ani.says("jalan rusak di depan pasar")
    await cast.ani.says("tolong segera diperbaiki ya pak")
    await cast.ani.edits(first, "jalan rusak di depan sekolah, di bengalon")
    assert cast.ani.last.text.startswith("Perubahan pesan Anda sudah masuk ke uraian.")
    assert quote(cast.ani.last) == (
        "jalan rusak di depan sekolah, di bengalon\ntolong segera diperbaiki ya pak"
    )
    assert values(cast.ani.last)["Tempat"] == "Kec. Bengalon"


async def test_an_edited_caption_replaces_what_it_said(cast: Cast) -> None:
    await reaches(cast.ani, "summary")
    photo = await cast.ani.sends_photo("lubangnya di sisi kiri")
    await cast.ani.edits(photo, "lubangnya di sisi kanan")
    assert quote(cast.ani.last) == f"{POTHOLE}\nlubangnya di sisi kanan"


async def test_an_edit_after_filing_changes_nothing_and_says_so(cast: Cast) -> None:
    await reaches(cast.ani, "description")
    sent = await cast.ani.says(POTHOLE)
    await files(cast.ani, "tolong segera diperbaiki ya")
    await cast.ani.edits(sent, "batal, jalannya sudah bagus")
    assert cast.ani.last.text.startswith("Pesan yang sudah terkirim tidak berubah")
    assert quote(cast.pupr.messages[0]).startswith(POTHOLE)


@pytest.mark.parametrize(
    "text", ["jalan rusak " * 333 + "!!!!", "😀" * 900, "مرحبا " * 300 + "rusak", "x" * 4000],
    ids=["words", "emoji", "arabic", "one word"],
)  # fmt: skip
async def test_a_long_text_is_filed_whole(cast: Cast, text: str) -> None:
    await describes(cast.ani, text)
    assert quote(cast.ani.last).startswith(text[: QUOTE_FOLDS_AT // 2])
    await cast.ani.taps("Kirim", under=cast.ani.last)
    assert said_in(cast.pupr.messages).replace("\n", "").replace(" ", "") == text.replace(" ", "")


async def test_what_does_not_fit_is_said_and_the_rest_is_filed(cast: Cast) -> None:
    await describes(cast.ani, "a" * 3990)
    await cast.ani.says("b" * 9 + " ccc")
    assert cast.ani.last.text.startswith("Uraian sudah penuh (4.000 huruf).")
    await cast.ani.says("dddd")
    assert cast.ani.last.text.startswith("Uraian sudah penuh (4.000 huruf).")
    await cast.ani.taps("Kirim", under=cast.ani.last)
    assert said_in(cast.pupr.messages).replace("\n", "") == "a" * 3990 + "b" * 9
