"""What people write behind `/rekap`, and the days it means."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.errors import Refused
from bot.recap.periods import Period
from bot.recap.requests import Request, read
from bot.regency import Regency
from tests.recap.conftest import WITA

TODAY = date(2026, 11, 25)  # a Wednesday


def days_of(first: str, last: str) -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(last)


def days(first: str, last: str, months: int = 0) -> Period:
    return Period(*days_of(first, last), months)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("", "2026-11-01", "2026-11-25"),
        ("hari", "2026-11-25", "2026-11-25"),
        ("hari ini", "2026-11-25", "2026-11-25"),
        ("today", "2026-11-25", "2026-11-25"),
        ("minggu", "2026-11-23", "2026-11-25"),
        ("Week", "2026-11-23", "2026-11-25"),
        ("BULAN", "2026-11-01", "2026-11-25"),
        ("this month", "2026-11-01", "2026-11-25"),
        ("triwulan", "2026-10-01", "2026-11-25"),
        ("quarter", "2026-10-01", "2026-11-25"),
        ("  tahun  ini ", "2026-01-01", "2026-11-25"),
        ("year", "2026-01-01", "2026-11-25"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2024/2", "2024-02-01", "2024-02-29"),
        ("2026-12", "2026-12-01", "2026-12-31"),
        ("2026-10-05 2026-10-07", "2026-10-05", "2026-10-07"),
        ("2026-10-05  s/d  2026-10-07", "2026-10-05", "2026-10-07"),
        ("2026-10-05–2026-10-07", "2026-10-05", "2026-10-07"),
        ("2026.10.5 sampai 2026.10.7", "2026-10-05", "2026-10-07"),
        ("2026-10-05 2026-10-05", "2026-10-05", "2026-10-05"),
        ("2026-10-05", "2026-10-05", "2026-10-05"),
        ("2021-01-01 2025-12-31", "2021-01-01", "2025-12-31"),
        ("kemarin", "2026-11-24", "2026-11-24"),
        ("Yesterday", "2026-11-24", "2026-11-24"),
        ("hari kemarin", "2026-11-24", "2026-11-24"),
        ("minggu lalu", "2026-11-16", "2026-11-22"),
        ("bulan lalu", "2026-10-01", "2026-10-31"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("triwulan lalu", "2026-07-01", "2026-09-30"),
        ("tahun lalu", "2025-01-01", "2025-12-31"),
        ("november", "2026-11-01", "2026-11-25"),
        ("Oktober", "2026-10-01", "2026-10-31"),
        ("bulan desember", "2025-12-01", "2025-12-31"),
        ("agustus 2025", "2025-08-01", "2025-08-31"),
        ("may 2026", "2026-05-01", "2026-05-31"),
    ],
)
def test_a_period_is_read(text: str, first: str, last: str, regency: Regency) -> None:
    found = read(text, TODAY, regency.policy)
    assert (found.period.first, found.period.last, found.opd) == (*days_of(first, last), None)


@pytest.mark.parametrize(
    ("today", "unit", "first"),
    [
        (date(2026, 11, 23), "minggu", date(2026, 11, 23)),
        (date(2026, 11, 22), "minggu", date(2026, 11, 16)),
        (date(2026, 1, 1), "minggu", date(2025, 12, 29)),
        (date(2026, 3, 31), "triwulan", date(2026, 1, 1)),
        (date(2026, 4, 1), "triwulan", date(2026, 4, 1)),
    ],
)
def test_a_period_so_far_begins_where_it_does(today: date, unit: str, first: date, regency: Regency) -> None:
    period = read(unit, today, regency.policy).period
    assert (period.first, period.last) == (first, today)


@pytest.mark.parametrize(
    "text", ["PUPR", "bulan pupr", "bulan,  Dinas PU", "november PUPR", "this month pupr"]
)
def test_an_office_may_follow(text: str, regency: Regency) -> None:
    assert read(text, TODAY, regency.policy) == Request(days("2026-11-01", "2026-11-25", 1), "PUPR")


def test_the_office_of_a_kecamatan_is_found_by_its_name(regency: Regency) -> None:
    assert read("tahun kecamatan sangatta utara", TODAY, regency.policy).opd == "KEC_640804"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("2026-13", "recap.refused.date"),
        ("2026-02-29", "recap.refused.date"),
        ("2026-10-01 2026-10-32", "recap.refused.date"),
        ("2026-00-10", "recap.refused.date"),
        ("1999-12", "recap.refused.date"),
        ("31-10-2026", "recap.refused.date"),
        ("2026-10-01 10", "recap.refused.date"),
        ("2026-10-07 2026-10-05", "recap.refused.order"),
        ("2021-01-01 2026-01-01", "recap.refused.range"),
        ("2020-02-29 2025-02-28 x", "recap.refused.opd"),
        ("2000-01-01 2099-12-31", "recap.refused.range"),
        ("bulanan", "recap.refused.opd"),
        ("Dinas Antariksa", "recap.refused.opd"),
    ],
)
def test_what_is_no_period_is_refused_with_its_reason(text: str, key: str, regency: Regency) -> None:
    with pytest.raises(Refused) as refused:
        read(text, TODAY, regency.policy)
    assert refused.value.key == key


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    "text", ["31-10-2026", "2026-02 <b>", "2026-02-02 2026-01-01", "2001-01-01 2026-01-01"]
)
def test_a_refusal_has_its_words_in_every_language(text: str, language: str, regency: Regency) -> None:
    with pytest.raises(Refused) as refused:
        read(text, TODAY, regency.policy)
    assert "<b>" not in regency.texts(language)(refused.value.key, **refused.value.about)


def test_a_name_without_end_is_not_repeated_in_full(regency: Regency) -> None:
    with pytest.raises(Refused) as refused:
        read("x" * 4000, TODAY, regency.policy)
    assert refused.value.about == {"words": "x" * 60}


def test_days_are_local_and_both_included() -> None:
    assert days("2026-11-01", "2026-11-25").bounds(WITA) == (
        datetime(2026, 10, 31, 16, tzinfo=UTC),
        datetime(2026, 11, 25, 16, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (days("2026-11-01", "2026-11-25", 1), ("2026-10-01", "2026-10-25")),
        (days("2026-11-01", "2026-11-30", 1), ("2026-10-01", "2026-10-31")),
        (days("2026-03-01", "2026-03-30", 1), ("2026-02-01", "2026-02-28")),
        (days("2026-10-01", "2026-11-25", 3), ("2026-07-01", "2026-08-25")),
        (days("2026-01-01", "2026-11-25", 12), ("2025-01-01", "2025-11-25")),
        (days("2024-01-01", "2024-02-29", 12), ("2023-01-01", "2023-02-28")),
        (days("2026-11-23", "2026-11-25"), ("2026-11-20", "2026-11-22")),
    ],
)
def test_a_period_is_compared_with_the_same_days_before(period: Period, before: tuple[str, str]) -> None:
    assert (period.before().first, period.before().last) == days_of(*before)


@pytest.mark.parametrize(
    "text", ["", "1", "1.261101", "1.261101261131", "2.261101261125", "1.261125261101", "x.y"]
)
def test_what_no_button_wrote_is_no_period(text: str) -> None:
    assert Period.unpacked(text) is None


def test_a_period_fits_into_a_button_and_comes_back() -> None:
    period = days("2026-11-01", "2026-11-25", 1)
    assert Period.unpacked(period.packed()) == period
