"""A recap as its reader sees it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from string import Formatter

import pytest

from bot.configuration.locales import LOCALES
from bot.policy import Opd
from bot.recap.figures import SMALL, Figures, Recap
from bot.recap.pages import LIMIT, Page
from bot.recap.periods import Period, Request
from bot.recap.tallies import Filed
from bot.regency import Regency
from bot.sanitise import units
from bot.texts import flat
from bot.tickets.status import Status
from tests.recap.conftest import NOW, Make, at

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 25))


def recap(regency: Regency, rows: Iterable[Filed], opd: str | None = None) -> Recap:
    figures = Figures(regency.calendar, NOW)
    figures.add(rows)
    return figures.recap_of(opd) if opd else figures.recap()


STANDING = (12, 5)
"""Open tickets of any period, and those overdue."""


def written(regency: Regency, rows: Iterable[Filed], language: str = "id", opd: str | None = None) -> str:
    page = Page(regency, regency.texts(language), Request(NOVEMBER, opd), NOW)
    return page.write(recap(regency, rows, opd), STANDING)


def placeholders(language: str) -> dict[str, set[str]]:
    table = tomllib.loads((LOCALES / language / "recap.toml").read_text(encoding="utf-8"))
    return {
        key: {name for _, name, _, _ in Formatter().parse(text) if name} for key, text in flat(table).items()
    }


def test_a_recap_reads_from_the_totals_to_the_offices(regency: Regency, make: Make) -> None:
    rows = [
        make(due_at=at("2026-11-20 16:00")),
        make(Status.CLOSED, responded_at=at("2026-11-03 14:00"), resolved_at=at("2026-11-05 10:00")),
        make(Status.CLOSED, "DLH", category="sampah", protected=True),
    ]
    assert written(regency, rows).split("<b>Cara menghitung</b>")[0] == (
        "<b>Rekap laporan warga</b>\n"
        "1 November 2026 – 25 November 2026\n\n"
        "<b>Laporan masuk: 3</b>\n"
        "Pengaduan 3\n"
        "Belum: 1\nProses: 0\nTertunda: 0\nSelesai: 2\nDiarsipkan: 0\nLuar kewenangan: 0\n\n"
        "<b>Tindak lanjut (%TL): 66,7%</b>\n"
        "<b>Selesai: 66,7%</b>\n"
        "Tanggapan pertama: 1,5 hari kerja\n"
        "Penyelesaian: 3,0 hari kerja\n\n"
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
        "<b>Masih terbuka dari semua periode: 12, lewat tenggat: 5</b>\n\n"
    )


def test_every_page_says_when_its_figures_were_taken(regency: Regency, make: Make) -> None:
    as_of = "<i>Keadaan per Rabu, 25 November 2026 pukul 14.30 WITA</i>"
    assert [written(regency, rows).rpartition("\n\n")[2] for rows in ([make()], [])] == [as_of, as_of]


def test_english_is_complete(regency: Regency, make: Make) -> None:
    text = written(regency, [make(responded_at=at("2026-11-03 14:00"))], "en")
    assert "First response: 1.5 working days" in text.split("\n")
    assert "Resolution: –" in text.split("\n")


def test_an_empty_period_is_said_kindly(regency: Regency) -> None:
    words = regency.texts("id")
    said = [words("recap.empty"), words("recap.standing", open=12, late=5)]
    assert written(regency, []).split("\n\n")[1:-1] == said


def test_one_office_reads_alike_with_and_without_a_hidden_ticket(regency: Regency, make: Make) -> None:
    hidden = make(protected=True)
    assert written(regency, [make(), hidden], opd="PUPR") == written(regency, [make()], opd="PUPR")
    assert written(regency, [hidden], opd="PUPR") == written(regency, [], opd="PUPR")


@pytest.mark.parametrize("count", [0, 1])
def test_one_office_is_always_told_what_is_not_counted(regency: Regency, make: Make, count: int) -> None:
    rule = regency.texts("id")("recap.rule_opd", small=SMALL)
    assert written(regency, [make()] * count, opd="PUPR").count(rule) == 1


def test_one_office_has_its_name_in_the_title_and_no_list(regency: Regency, make: Make) -> None:
    text = written(regency, [make()], opd="PUPR")
    assert text.split("\n")[1] == "Dinas Pekerjaan Umum dan Penataan Ruang"
    assert regency.texts("id")("recap.opds", rows="")[:14] not in text


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("name", ["Dinas Sangat Panjang " * 9, "&" * 200, "🏛" * 200])
@pytest.mark.parametrize("count", [58, 400])
def test_a_page_fits_into_one_message(
    regency: Regency, make: Make, language: str, name: str, count: int
) -> None:
    opds = {f"OPD_{n:03d}": Opd(code=f"OPD_{n:03d}", name=name, kind="dinas") for n in range(count)}
    many = replace(regency, policy=replace(regency.policy, opds=opds))
    late = at("2026-11-20 16:00")
    rows = [make(status, opd, due_at=late) for opd in opds for status in Status]
    text = written(many, rows, language)
    assert units(text) <= LIMIT
    shown = text.split("<blockquote expandable>")[1].split("</blockquote>")[0].count("</b>")
    [others] = re.findall(r"… (?:dan|and) (\d+) ", text)
    assert shown + int(others) == count
    assert shown > 0


def test_the_last_office_is_left_out_only_when_it_must_be(regency: Regency, make: Make) -> None:
    opds = list(regency.policy.opds)
    lengths = [units(written(regency, [make(opd=opd) for opd in opds[:n]])) for n in range(1, len(opds))]
    full = lengths.index(max(lengths))
    assert lengths[:full] == sorted(lengths[:full])
    assert LIMIT - max(lengths) < 100


def test_an_office_and_a_category_of_the_past_keep_their_codes(regency: Regency, make: Make) -> None:
    lines = written(regency, [make(opd="LAMA", category="dulu", kecamatan="00.00.00")]).split("\n")
    assert [line for line in lines if line in {"dulu: 1", "00.00.00: 1"}] == ["dulu: 1", "00.00.00: 1"]
    assert "<blockquote expandable><b>LAMA: 1</b>" in lines


def test_both_languages_say_the_same_things_with_the_same_figures() -> None:
    assert placeholders("id") == placeholders("en")
