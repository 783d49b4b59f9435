"""Sheets, tables, reports and pictures, read back."""

from __future__ import annotations

import csv
import pickle
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from io import BytesIO, StringIO
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from bot.orders import Make, Order
from bot.recap import slips
from bot.recap.requests import read
from bot.recaps.counting import Counting
from bot.regency import Regency
from bot.rendering import making, picture
from bot.rendering.drawing import chart_of
from bot.rendering.job import Job, bare, file_name
from bot.rendering.table import harmless
from bot.rendering.workshop import Workshop
from bot.settings import People, Settings, Webhook
from bot.tickets.status import Status
from storage.database import Database
from tests.recap.conftest import NOW, at
from tests.recap.test_service import keep, ticket

NASTY = ("=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "http://x.id", "{=1}", "'=1", "=1\n=2")


def job(regency: Regency, database: Database, make: Make, asked: str = "tahun", language: str = "id") -> Job:
    request = read(asked, regency.today(NOW), regency.policy)
    url = database._reader.url.render_as_string(hide_password=False)
    return Job(bare(regency), url, Order(1, make, slips.written(request), language), NOW)


@pytest.fixture
async def filled(database: Database) -> Database:
    """Reports that try to be formulas, one of them sensitive, three resolved."""
    done: dict[str, Any] = {"status": Status.RESOLVED, "resolved_at": at("2026-11-09 10:00")}
    rows = [ticket(number, description=text) for number, text in enumerate(NASTY, 1)]
    rows += [ticket(20 + number, **done, responded_at=at("2026-11-03 10:00")) for number in range(3)]
    await keep(database, *rows, ticket(99, sensitive=True, description="rahasia anak"))
    return database


async def test_nothing_that_a_resident_wrote_is_a_formula(regency: Regency, filled: Database) -> None:
    data = await making.made(job(regency, filled, Make.WORKBOOK))
    with zipfile.ZipFile(BytesIO(data)) as book:
        sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        assert [len(re.findall(rb"<f[ >]", sheet)) for sheet in sheets] == [0] * 6
        assert [sheet for sheet in sheets if b"<hyperlink" in sheet] == []
    listed = load_workbook(BytesIO(data))["Laporan"]
    texts = {row[8].value for row in listed.iter_rows(min_row=2)}
    assert set(NASTY) <= texts


async def test_a_sheet_has_real_dates_and_numbers_and_a_head_that_stays(
    regency: Regency, filled: Database
) -> None:
    book = load_workbook(BytesIO(await making.made(job(regency, filled, Make.WORKBOOK))))
    listed = book["Laporan"]
    row = next(row for row in listed.iter_rows(min_row=2) if row[0].value == "KT-2026-000020")
    assert (row[1].value, row[12].value) == (datetime(2026, 11, 2), 5)
    assert (listed.freeze_panes, listed.auto_filter.ref) == ("B2", f"A1:Q{listed.max_row}")
    assert book["OPD"]["C2"].value == len(NASTY) + 3
    assert book["OPD"]["J2"].value == pytest.approx(3 / (len(NASTY) + 3))


async def test_of_a_protected_report_a_sheet_has_number_clock_and_status(
    regency: Regency, filled: Database
) -> None:
    book = load_workbook(BytesIO(await making.made(job(regency, filled, Make.WORKBOOK))))
    [row] = [row for row in book["Laporan"].iter_rows(min_row=2) if row[0].value == "KT-2026-000099"]
    assert [at for at, cell in enumerate(row) if cell.value is not None] == [0, 7, 10]
    part = load_workbook(BytesIO(await making.made(job(regency, filled, Make.WORKBOOK, "tahun PUPR"))))
    assert "KT-2026-000099" not in {row[0].value for row in part["Laporan"].iter_rows()}


@given(st.text(max_size=20))
def test_no_cell_of_the_table_begins_like_a_formula(text: str) -> None:
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("jalan;=cmd|' /C calc'!A0", "jalan;'=cmd|' /C calc'!A0"),
        ('jalan;"=1+1"', 'jalan;\'"=1+1"'),
        ("jalan\n-1\t@SUM(1)", "jalan\n'-1\t'@SUM(1)"),
        ("＝1", "'＝1"),
        ("jalan; lampu - mati", "jalan; lampu - mati"),
    ],
)
def test_a_formula_behind_a_semicolon_was_calculated(text: str, kept: str) -> None:
    assert harmless(text) == kept


def test_the_process_that_makes_files_was_told_secrets_and_people(regency: Regency) -> None:
    secret = {"url": "https://aduan.example/hook", "secret": "geheim"}
    storage = {"url": "postgresql+asyncpg://aduan:geheim@localhost/aduan"}
    raw = regency.settings.model_dump(exclude_unset=True)
    raw |= {"telegram": {"token": "1:geheim"}, "webhook": secret, "storage": storage, "groups": {"PUPR": -5}}
    told = bare(replace(regency, settings=Settings.model_validate(raw))).settings
    assert (told.people, told.webhook, told.groups) == (People(), Webhook(), {})
    assert b"geheim" not in pickle.dumps(told)


def test_the_process_that_makes_files_inherited_the_environment(regency: Regency) -> None:
    workshop = Workshop(regency, "", {"PATH": "/bin", "TZ": "UTC", "ADUAN_TELEGRAM__TOKEN": "1:a"})
    assert workshop._environment == {"PATH": "/bin", "TZ": "UTC"}


async def test_the_table_has_what_is_entered_into_sp4n(regency: Regency, filled: Database) -> None:
    data = (await making.made(job(regency, filled, Make.TABLE))).decode("utf-8-sig")
    rows = {row["tracking_id"]: row for row in csv.DictReader(StringIO(data, newline=""))}
    assert rows["KT-2026-000001"]["isi_laporan_awal"] == "'=HYPERLINK(1)"
    assert (rows["KT-2026-000020"]["status"], rows["KT-2026-000020"]["tanggal_selesai"]) == (
        "proses",
        "2026-11-09",
    )
    assert [name for name, value in rows["KT-2026-000099"].items() if value] == ["tracking_id", "status"]


async def test_a_report_has_its_head_its_figures_and_room_to_sign(regency: Regency, filled: Database) -> None:
    pdf = PdfReader(BytesIO(await making.made(job(regency, filled, Make.REPORT, language="en"))))
    pages = [page.extract_text() for page in pdf.pages]
    assert "PEMERINTAH KABUPATEN KUTAI TIMUR" in pages[0]
    assert [f"{number} / {len(pages)}" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
    whole = "\n".join(pages)
    assert [word for word in ("Kendala", "Rekomendasi", "NIP", "Sangatta,") if word not in whole] == []
    assert [round(float(side)) for side in pdf.pages[0].mediabox[2:]] == [595, 842]


async def test_an_office_gets_a_report_of_its_own(regency: Regency, filled: Database) -> None:
    pdf = PdfReader(BytesIO(await making.made(job(regency, filled, Make.REPORT, "tahun PUPR"))))
    assert "DINAS PEKERJAAN UMUM DAN PENATAAN RUANG" in pdf.pages[0].extract_text()
    assert "Kepala Dinas Pekerjaan Umum" in "\n".join(page.extract_text() for page in pdf.pages)


async def test_in_time_is_said_to_be_of_the_reports_it_was_counted_from(
    regency: Regency, filled: Database
) -> None:
    about = job(regency, filled, Make.PICTURE, "tahun", "id")
    counting = Counting(about.regency, filled)
    recap, _ = await counting.all(about.request, NOW)
    chart = await chart_of(counting, about.request, about.words, NOW)
    bases = {bar.code: bar.note.split("% dari ")[1] for bar in chart.timeliness}
    assert bases
    assert bases == {opd: f"{recap.opds[opd].solved + recap.opds[opd].unsolved}" for opd in bases}


@pytest.mark.parametrize("asked", ["hari", "bulan", "tahun", "tahun PUPR", "2021-12-01 2026-11-25", "2020"])
@pytest.mark.parametrize("language", ["id", "en"])
async def test_no_words_of_a_picture_lie_on_others(
    regency: Regency, filled: Database, asked: str, language: str
) -> None:
    about = job(regency, filled, Make.PICTURE, "2020-01" if asked == "2020" else asked, language)
    chart = await chart_of(Counting(about.regency, filled), about.request, about.words, NOW)
    assert overlapping(picture.drawn(chart, None)) == []


def overlapping(figure: Any) -> list[tuple[str, str]]:
    """Pairs of words whose boxes meet."""
    from matplotlib.text import Text

    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()
    texts = [one for one in figure.findobj(Text) if one.get_visible() and one.get_text().strip()]
    boxes = [(one.get_text(), one.get_window_extent(renderer)) for one in texts]
    return [(a, b) for (a, one), (b, other) in combinations(boxes, 2) if one.overlaps(other)]


def test_a_file_is_named_by_what_is_in_it(regency: Regency) -> None:
    request = read("oktober PUPR", regency.today(NOW), regency.policy)
    order = Order(1, Make.WORKBOOK, slips.written(request))
    assert file_name(order) == "rekap-2026-10-01-sampai-2026-10-31-PUPR.xlsx"


def test_another_process_gets_no_secret(regency: Regency) -> None:
    assert bare(regency).settings.telegram.token is None
