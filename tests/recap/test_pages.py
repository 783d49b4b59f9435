"""A recap as its reader sees it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from bot.policy import Opd
from bot.recap.figures import SMALL, Figures, Lasted, Recap
from bot.recap.menus import Menu
from bot.recap.naming import Naming
from bot.recap.pages import LIMIT, Page
from bot.recap.periods import Period
from bot.recap.presses import Does, RecapPress
from bot.recap.readers import Reader
from bot.recap.requests import Request
from bot.recap.surroundings import Surroundings
from bot.recap.tallies import Counted
from bot.regency import Regency
from bot.sanitise import units
from bot.tickets.status import Status
from tests.recap.conftest import NOW, Make

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 25), 1)
AROUND = Surroundings(before=2, open_now=12, late_now=5, idle=("DLH",))


def recap(rows: Iterable[Counted], opd: str | None = None) -> Recap:
    figures = Figures()
    figures.count(rows)
    figures.time({Lasted(False, 1500, 3000): 1})
    return figures.recap_of_part() if opd else figures.recap()


def written(regency: Regency, rows: Iterable[Counted], language: str = "id", opd: str | None = None) -> str:
    page = Page(regency, regency.texts(language), Request(NOVEMBER, opd), NOW)
    return page.write(recap(rows, opd), AROUND)


def test_a_recap_reads_from_the_totals_to_the_offices(regency: Regency, make: Make) -> None:
    rows = [
        make(overdue=1, unsolved=1, unheard=1),
        make(Status.CLOSED, heard=1, solved=1, rated=1, stars=4, reopened=1),
        make(Status.CLOSED, "DLH", category="sampah", protected=True, heard=1, solved=1),
    ]
    assert written(regency, rows) == (
        "📊 <b>Rekap laporan warga</b>\n"
        "<b>1 – 25 November 2026</b>\n"
        "<i>Keadaan per Rabu, 25 November 2026 pukul 14.30 WITA</i>\n\n"
        "<b>Masuk: 3</b>\n"
        "1 – 25 Oktober 2026: 2 (+50%)\n"
        "Pengaduan 3\n\n"
        "Belum: 1\nProses: 0\nSelesai: 2\n\n"
        "<b>Tindak lanjut (%TL): 66,7% (dari 3 laporan)</b>\n"
        "<b>Selesai: 66,7% (dari 3 laporan)</b>\n"
        "Tanggapan pertama: 66,7% (dari 3 laporan) tepat waktu, separuh dalam 1,5, 9 dari 10 dalam 1,5,"
        " rata-rata 1,5 hari kerja\n"
        "Penyelesaian: 66,7% (dari 3 laporan) tepat waktu, separuh dalam 3,0, 9 dari 10 dalam 3,0,"
        " rata-rata 3,0 hari kerja\n"
        "Kepuasan pelapor: 4,0 dari 5 (1 penilaian)\n"
        "Dibuka kembali oleh pelapor: 1\n"
        "Penilaian: <b>Sedang</b> <i>(bacaan kabupaten sendiri)</i>\n"
        "%TL Sedang · tepat waktu Sedang · kepuasan Baik\n\n"
        "<b>Lewat tenggat: 1</b>\n"
        "Dinas Pekerjaan Umum dan Penataan Ruang: 1\n\n"
        "<b>Kategori terbanyak</b>\n"
        "Jalan &amp; jembatan: 2\n\n"
        "<b>Kecamatan terbanyak</b>\n"
        "Sangatta Utara: 2\n\n"
        "<b>Per OPD</b>\n"
        "<blockquote expandable><b>Dinas Pekerjaan Umum dan Penataan Ruang: 2</b>\n"
        "Belum 1 · Selesai 1</blockquote>\n"
        "Dilindungi, tidak dirinci per OPD: 1\n\n"
        "<b>Semua periode:</b> terbuka 12, lewat tenggat 5. Daftarnya: /tunggakan\n"
        "⚠️ Tanpa kegiatan 30 hari, padahal ada laporan lama: Dinas Lingkungan Hidup"
    )


def test_english_is_complete(regency: Regency, make: Make) -> None:
    text = written(regency, [make(heard=1)], "en")
    assert "First response: 100.0% (of 1 reports) in time, half within 1.5" in text
    assert "Satisfaction: –" in text.split("\n")


def test_an_empty_period_is_said_kindly(regency: Regency) -> None:
    assert written(regency, []).split("\n\n")[1] == regency.texts("id")("recap.empty")


def test_one_office_reads_alike_with_and_without_a_hidden_ticket(regency: Regency, make: Make) -> None:
    hidden = make(protected=True)
    assert written(regency, [make(), hidden], opd="PUPR") == written(regency, [make()], opd="PUPR")
    assert written(regency, [hidden], opd="PUPR") == written(regency, [], opd="PUPR")


@pytest.mark.parametrize("count", [0, 1])
def test_one_office_is_always_told_what_is_not_counted(regency: Regency, make: Make, count: int) -> None:
    rule = regency.texts("id")("recap.rule_part", small=SMALL)
    assert written(regency, [make()] * count, opd="PUPR").count(rule) == 1


def test_one_office_has_its_name_in_the_title_and_no_list(regency: Regency, make: Make) -> None:
    text = written(regency, [make()], opd="PUPR")
    assert text.split("\n")[1] == "<b>Dinas Pekerjaan Umum dan Penataan Ruang</b>"
    assert "Per OPD" not in text


def test_who_has_no_button_finds_the_explanation_at_the_end(regency: Regency, make: Make) -> None:
    page = Page(regency, regency.texts("id"), Request(NOVEMBER, "PUPR"), NOW, explains=True)
    assert page.write(recap([make()], "PUPR"), AROUND).endswith(page.notes())


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", ["Dinas Sangat Panjang " * 9, "&" * 200, "🏛" * 200])
@pytest.mark.parametrize("count", [58, 400])
def test_a_page_fits_into_one_message(
    regency: Regency, make: Make, language: str, name: str, count: int
) -> None:
    opds = {f"OPD_{n:03d}": Opd(code=f"OPD_{n:03d}", name=name, kind="dinas") for n in range(count)}
    many = replace(regency, policy=replace(regency.policy, opds=opds))
    rows = [make(status, opd, overdue=1) for opd in opds for status in Status]
    text = written(many, rows, language)
    assert units(text) <= LIMIT
    shown = text.split("<blockquote expandable>")[1].split("</blockquote>")[0].count("</b>")
    [others] = re.findall(r"… (?:dan|and) (\d+) ", text)
    assert shown + int(others) == count
    assert shown > 0


def test_an_office_and_a_category_of_the_past_keep_their_codes(regency: Regency, make: Make) -> None:
    lines = written(regency, [make(opd="LAMA", category="dulu", kecamatan="00.00.00")]).split("\n")
    assert [line for line in lines if line in {"dulu: 1", "00.00.00: 1"}] == ["dulu: 1", "00.00.00: 1"]
    assert "<blockquote expandable><b>LAMA: 1</b>" in lines


def test_every_button_leads_back_to_its_request(regency: Regency, make: Make) -> None:
    request = Request(NOVEMBER, "KEC_640804", category="perempuan_anak")
    menu = Menu(Naming(regency, regency.texts("id")), request, Reader())
    found = [RecapPress.read(button.data) for row in menu.main() for button in row]
    assert [press.request(regency.policy) for press in found if press and press.does != Does.SHOW] == [
        request
    ] * 9
    assert menu.parts(Does.OPDS, recap([make()]))[0][0].label.endswith("(1)")


def test_an_office_with_a_few_sensitive_tickets_is_no_choice(regency: Regency, make: Make) -> None:
    menu = Menu(Naming(regency, regency.texts("id")), Request(NOVEMBER), Reader())
    rows = menu.parts(Does.OPDS, recap([make(), make(opd="DINSOS", protected=True)]))
    assert [row[0].label[:12] for row in rows[:-1]] == ["Dinas Pekerj"]


def test_the_head_of_an_office_chooses_no_other(regency: Regency) -> None:
    menu = Menu(Naming(regency, regency.texts("id")), Request(NOVEMBER, "PUPR"), Reader(("PUPR",)))
    assert [button.label for row in menu.main() for button in row if "OPD" in button.label] == []


def test_what_took_hardly_any_time_took_less_than_a_tenth_of_a_day(regency: Regency) -> None:
    naming = Naming(regency, regency.texts("id"))
    assert [naming.days(value) for value in (None, 0.0, 0.04, 0.06, 1.5)] == [
        "–",
        "<0,1",
        "<0,1",
        "0,1",
        "1,5",
    ]
