"""Leaders ask in their chat and get figures, a picture and files."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader

from simulator.people import Actor
from simulator.screen import Shown
from tests.stories.conftest import Cast, cast
from tests.stories.ways import files

__all__ = ["cast"]

PATIENCE = 90


@pytest.fixture
async def hana(cast: Cast) -> Actor:
    """A leader, after Ani reported a broken road."""
    person = cast.town.person("Hana")
    await cast.leaders.adds(person)
    assert await files(cast.ani) == "KT-2026-000001"
    return person.inside(cast.leaders)


def content(cast: Cast, shown: Shown) -> bytes:
    """The bytes of the file that came with a message."""
    body: Any = shown.body["photo"][-1] if shown.media == "photo" else shown.body["document"]
    file = cast.town.world.files.get(body["file_id"])
    assert file is not None
    return file.data


async def test_figures_come_at_once_and_their_picture_follows(cast: Cast, hana: Actor) -> None:
    await hana.says("/rekap")
    page = cast.leaders.last
    assert page.text.startswith("📊 Rekap laporan warga\n1 – 25 November 2026")
    assert "Masuk: 1" in page
    picture = await cast.leaders.waits_for("📊 1 – 25 November 2026", PATIENCE)
    assert Image.open(BytesIO(content(cast, picture))).size == (1080, 1350)


async def test_a_leader_goes_from_period_to_office_and_back(cast: Cast, hana: Actor) -> None:
    await hana.says("/rekap")
    page = cast.leaders.find("Rekap laporan warga")
    await hana.taps("OPD")
    assert any("Dinas Pekerjaan Umum" in label for label in cast.leaders.buttons)
    await hana.taps("Dinas Pekerjaan Umum")
    assert page is not None
    shown = cast.leaders.find("Dinas Pekerjaan Umum dan Penataan Ruang")
    assert shown is not None
    assert (shown.id, shown.edited) == (page.id, True)
    await hana.taps("Lebih luas")
    await hana.taps("Periode")
    await hana.taps("Tahun 2025")
    assert cast.leaders.sees("Belum ada laporan yang tercatat pada periode ini")
    await hana.taps("Cara menghitung")
    assert cast.leaders.sees("%TL: (proses + selesai) dibagi laporan masuk")
    await hana.taps("Kembali")
    assert cast.leaders.sees("Tahun 2025")


async def test_files_are_made_of_what_is_shown(cast: Cast, hana: Actor) -> None:
    await hana.says("/rekap tahun")
    assert await hana.taps("Excel") == "Sedang disiapkan. Berkasnya menyusul di sini."
    book = load_workbook(BytesIO(content(cast, await cast.leaders.waits_for("📗", PATIENCE))))
    assert book.sheetnames == ["Ringkasan", "OPD", "Kecamatan", "Kategori", "Waktu", "Laporan"]
    assert book["Laporan"]["A2"].value == "KT-2026-000001"
    await hana.taps("PDF")
    pdf = PdfReader(BytesIO(content(cast, await cast.leaders.waits_for("📄", PATIENCE))))
    assert "LAPORAN REKAPITULASI PENGADUAN MASYARAKAT" in pdf.pages[0].extract_text()
    await hana.taps("CSV SP4N")
    table = content(cast, await cast.leaders.waits_for("🗂", PATIENCE)).decode("utf-8-sig")
    assert table.splitlines()[1].startswith("KT-2026-000001,2026-11-25,Dinas Pekerjaan Umum")
    await cast.desk.settle()
    assert (await cast.count("orders"), await cast.count("enclosures")) == (0, 0)


async def test_what_was_ordered_is_made_after_a_restart(cast: Cast, hana: Actor) -> None:
    await hana.says("/rekap")
    assert await cast.count("orders") == 1
    await cast.restarts()
    await cast.leaders.waits_for("📊 1 – 25 November 2026", PATIENCE)
    assert cast.leaders.count("📊 1 – 25 November 2026") == 1


async def test_what_is_overdue_and_who_holds_it(cast: Cast, hana: Actor) -> None:
    await hana.says("/tunggakan")
    assert cast.leaders.last.text == "Tidak ada laporan yang lewat tenggat. 👍"
    await cast.desk.later(days=30)
    await hana.says("/tunggakan")
    assert "KT-2026-000001" in cast.leaders.last
    assert "Dinas Pekerjaan Umum dan Penataan Ruang: 1" in cast.leaders.last


@pytest.mark.parametrize("words", ["1", "berlubang", "berlobang parah", "jalan bengalon", "kt2026-1"])
async def test_a_report_is_found_by_number_words_and_place(cast: Cast, hana: Actor, words: str) -> None:
    await hana.says(f"/cari {words}")
    assert "KT-2026-000001" in cast.leaders.last


async def test_what_is_overdue_at_no_office_is_answered_about_its_own_command(
    cast: Cast, hana: Actor
) -> None:
    await hana.says("/tunggakan XYZ")
    assert "OPD “XYZ” tidak dikenal." in cast.leaders.last
    assert "/tunggakan PUPR" in cast.leaders.last


async def test_what_nobody_reported_is_not_found(cast: Cast, hana: Actor) -> None:
    await hana.says("/cari kebakaran hutan")
    assert cast.leaders.last.text == "Tidak ada laporan yang cocok dengan “kebakaran hutan”."
