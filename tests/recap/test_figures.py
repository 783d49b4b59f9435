"""The arithmetic of a recap."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.recap.figures import SMALL, Figures
from bot.recap.tallies import Filed
from bot.regency import Regency
from bot.tickets.status import Bucket, Kind, Status
from tests.recap.conftest import NOW, Make, at

tickets = st.lists(
    st.builds(
        Filed,
        status=st.sampled_from(Status),
        kind=st.sampled_from(Kind),
        opd=st.sampled_from(["PUPR", "DLH", "INSPEKTORAT"]),
        category=st.sampled_from(["jalan", "sampah"]),
        kecamatan=st.none() | st.just("64.08.04"),
        protected=st.booleans(),
        filed_at=st.just(at("2026-11-02 10:00")),
        responded_at=st.none() | st.just(at("2026-11-03 10:00")),
        resolved_at=st.none() | st.just(at("2026-11-04 10:00")),
        due_at=st.just(NOW - timedelta(days=1)) | st.just(NOW + timedelta(days=1)),
    ),
    max_size=25,
)


def figures(regency: Regency, rows: Iterable[Filed]) -> Figures:
    counted = Figures(regency.calendar, NOW)
    counted.add(rows)
    return counted


def november(make: Make) -> list[Filed]:
    """Ten reports of November 2026: every figure below was worked out by hand from this table."""
    late = at("2026-11-20 16:00")
    tuesday, thursday, next_monday = (at(f"2026-11-{day} 10:00") for day in ("03", "05", "09"))
    done = {"responded_at": tuesday, "resolved_at": thursday}
    slow = {"responded_at": thursday, "resolved_at": next_monday}
    return [
        make(Status.NEW, due_at=late),
        make(Status.ASSIGNED, "DLH", kind=Kind.ASPIRASI, category="sampah", due_at=late),
        make(Status.RETURNED, "DLH", category="sampah", kecamatan="64.08.05"),
        make(Status.IN_PROGRESS, responded_at=tuesday, resolved_at=thursday, due_at=late),
        make(Status.RESOLVED, **slow, due_at=late),
        make(Status.WAITING_REPORTER, "DLH", category="sampah", kecamatan=None, due_at=late),
        make(Status.CLOSED, **done),
        make(Status.CLOSED, "DLH", kind=Kind.INFORMASI, **slow),
        make(Status.ARCHIVED, **slow),
        make(Status.OUTSIDE, due_at=late),
    ]


def test_a_month_is_counted_as_by_hand(regency: Regency, make: Make) -> None:
    recap = figures(regency, november(make)).recap()
    whole = recap.whole
    assert whole.buckets == {
        Bucket.BELUM: 3,
        Bucket.PROSES: 2,
        Bucket.TERTUNDA: 1,
        Bucket.SELESAI: 2,
        Bucket.DIARSIPKAN: 1,
        Bucket.OUTSIDE: 1,
    }
    assert whole.kinds == {Kind.PENGADUAN: 8, Kind.ASPIRASI: 1, Kind.INFORMASI: 1}
    assert (whole.total, whole.counted, whole.followed_up, whole.finished) == (10, 8, 50.0, 25.0)
    assert (whole.response, whole.resolution, whole.overdue) == (2.0, 5.0, 3)
    assert list(recap.categories.items()) == [("jalan", 7), ("sampah", 3)]
    assert list(recap.kecamatans.items()) == [("64.08.04", 8), ("64.08.05", 1)]
    assert list(recap.late.items()) == [("PUPR", 2), ("DLH", 1)]
    assert recap.protected == 0


def test_the_offices_of_a_month_are_counted_as_by_hand(regency: Regency, make: Make) -> None:
    opds = figures(regency, november(make)).recap().opds
    assert [(opd, dict(tally.buckets)) for opd, tally in opds.items()] == [
        ("PUPR", {"belum": 1, "proses": 2, "selesai": 1, "diarsipkan": 1, "outside": 1}),
        ("DLH", {"belum": 2, "tertunda": 1, "selesai": 1}),
    ]


def test_times_are_working_days_with_a_decimal(regency: Regency, make: Make) -> None:
    friday = at("2026-11-06 12:00")
    rows = [
        make(Status.CLOSED, filed_at=friday, responded_at=at("2026-11-09 10:00")),
        make(Status.CLOSED, filed_at=friday, responded_at=at("2026-11-09 12:00")),
    ]
    assert figures(regency, rows).recap().whole.response == 0.9


def test_nothing_to_divide_by_is_no_percentage(regency: Regency, make: Make) -> None:
    whole = figures(regency, [make(Status.WITHDRAWN), make(Status.OUTSIDE)]).recap().whole
    assert (whole.total, whole.followed_up, whole.finished) == (2, None, None)
    assert (whole.response, whole.resolution) == (None, None)


def test_due_at_this_very_moment_is_not_yet_overdue(regency: Regency, make: Make) -> None:
    rows = [make(due_at=NOW), make(due_at=NOW - timedelta(seconds=1))]
    assert figures(regency, rows).recap().whole.overdue == 1


def test_a_few_sensitive_tickets_are_in_no_row_but_in_the_total(regency: Regency, make: Make) -> None:
    hidden = [make(opd="DLH", category="sampah", kecamatan="64.08.05", protected=True)] * (SMALL - 1)
    recap = figures(regency, [make(), *hidden]).recap()
    assert (recap.whole.total, {opd: tally.total for opd, tally in recap.opds.items()}) == (3, {"PUPR": 1})
    assert (recap.categories, recap.kecamatans, recap.protected) == ({"jalan": 1}, {"64.08.04": 1}, 2)


def test_enough_sensitive_tickets_are_counted_in_their_row(regency: Regency, make: Make) -> None:
    recap = figures(regency, [make(), *[make(protected=True)] * SMALL]).recap()
    assert (recap.opds["PUPR"].total, recap.categories, recap.protected) == (4, {"jalan": 4}, 0)


def test_the_overdue_sensitive_tickets_of_a_small_cell_name_no_office(regency: Regency, make: Make) -> None:
    recap = figures(regency, [make(protected=True, due_at=NOW - timedelta(days=1))]).recap()
    assert (recap.whole.overdue, recap.late) == (1, {})


def test_one_office_with_a_hidden_ticket_reads_as_without_it(regency: Regency, make: Make) -> None:
    hidden = make(Status.CLOSED, protected=True, category="sampah", responded_at=NOW, resolved_at=NOW)
    with_it = figures(regency, [make(), hidden]).recap_of("PUPR")
    assert with_it == figures(regency, [make()]).recap_of("PUPR")


def test_one_office_reads_only_its_own(regency: Regency, make: Make) -> None:
    rows = november(make)
    theirs = [row for row in rows if row.opd == "DLH"]
    assert figures(regency, rows).recap_of("DLH") == figures(regency, theirs).recap_of("DLH")


@given(tickets)
def test_buckets_kinds_and_rows_add_up_to_the_total(regency: Regency, rows: list[Filed]) -> None:
    recap = figures(regency, rows).recap()
    assert recap.whole.total == len(rows) == sum(recap.whole.buckets.values())
    assert recap.whole.kinds.total() == len(rows)
    assert sum(tally.total for tally in recap.opds.values()) + recap.protected == len(rows)


@given(tickets)
def test_percentages_are_percentages(regency: Regency, rows: list[Filed]) -> None:
    whole = figures(regency, rows).recap().whole
    assert (whole.followed_up is None) == (whole.finished is None) == (whole.counted == 0)
    assert 0 <= (whole.finished or 0) <= (whole.followed_up or 0) <= 100


@given(tickets)
def test_recaps_of_one_office_each_add_up_to_the_whole(regency: Regency, rows: list[Filed]) -> None:
    recap = figures(regency, rows).recap()
    singles = {
        opd: figures(regency, [row for row in rows if row.opd == opd]).recap_of(opd).whole
        for opd in {row.opd for row in rows}
    }
    assert sum(single.total for single in singles.values()) + recap.protected == recap.whole.total
    assert recap.opds == {opd: single for opd, single in singles.items() if single.total}


@given(tickets)
def test_no_cell_holds_a_few_sensitive_tickets(regency: Regency, rows: list[Filed]) -> None:
    recap = figures(regency, rows).recap()
    for opd in {row.opd for row in rows}:
        ordinary = sum(row.opd == opd and not row.protected for row in rows)
        protected = sum(row.opd == opd and row.protected for row in rows)
        shown = recap.opds[opd].total if opd in recap.opds else 0
        assert shown - ordinary == (protected if protected >= SMALL else 0)
