"""The arithmetic of a recap."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.recap.figures import SMALL, Figures, Lasted
from bot.recap.spreads import Spread
from bot.recap.tallies import Counted
from bot.tickets.status import Bucket, Kind, Status
from tests.recap.conftest import Make

counted = st.lists(
    st.builds(
        Counted,
        status=st.sampled_from(Status),
        kind=st.sampled_from(Kind),
        opd=st.sampled_from(["PUPR", "DLH", "INSPEKTORAT"]),
        category=st.sampled_from(["jalan", "sampah"]),
        kecamatan=st.none() | st.just("64.08.04"),
        protected=st.booleans(),
        tickets=st.integers(1, 4),
    ),
    max_size=25,
)


def figures(rows: Iterable[Counted]) -> Figures:
    found = Figures()
    found.count(rows)
    return found


def november(make: Make) -> list[Counted]:
    """Ten reports of November 2026: every figure below was worked out by hand from this table."""
    return [
        make(Status.NEW, overdue=1, unsolved=1),
        make(Status.ASSIGNED, "DLH", kind=Kind.ASPIRASI, category="sampah", overdue=1, unsolved=1),
        make(Status.RETURNED, "DLH", category="sampah", kecamatan="64.08.05"),
        make(Status.IN_PROGRESS, overdue=1, unsolved=1, heard=1),
        make(Status.RESOLVED, heard=1, solved=1),
        make(Status.WAITING_REPORTER, "DLH", category="sampah", kecamatan=None, heard=1),
        make(Status.CLOSED, heard=1, solved=1, rated=1, stars=5),
        make(Status.CLOSED, "DLH", kind=Kind.INFORMASI, unheard=1, solved=1, rated=1, stars=2, reopened=1),
        make(Status.ARCHIVED),
        make(Status.OUTSIDE),
    ]


def test_a_month_is_counted_as_by_hand(make: Make) -> None:
    recap = figures(november(make)).recap()
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
    assert (whole.heard_in_time, whole.solved_in_time, whole.overdue) == (80.0, 50.0, 3)
    assert (whole.satisfaction, whole.reopened) == (3.5, 1)
    assert [(name, tally.total) for name, tally in recap.categories.items()] == [("jalan", 7), ("sampah", 3)]
    assert [tally.total for tally in recap.kecamatans.values()] == [8, 1]
    assert list(recap.late.items()) == [("PUPR", 2), ("DLH", 1)]
    assert recap.protected == 0


def test_the_offices_of_a_month_are_counted_as_by_hand(make: Make) -> None:
    opds = figures(november(make)).recap().opds
    assert [(opd, dict(tally.buckets)) for opd, tally in opds.items()] == [
        ("PUPR", {"belum": 1, "proses": 2, "selesai": 1, "diarsipkan": 1, "outside": 1}),
        ("DLH", {"belum": 2, "tertunda": 1, "selesai": 1}),
    ]


def test_nothing_to_divide_by_is_no_percentage(make: Make) -> None:
    whole = figures([make(Status.WITHDRAWN), make(Status.OUTSIDE)]).recap().whole
    assert (whole.total, whole.followed_up, whole.finished) == (2, None, None)
    assert (whole.heard_in_time, whole.solved_in_time, whole.satisfaction) == (None, None, None)
    assert (whole.responses.median, whole.responses.ninetieth, whole.responses.mean) == (None, None, None)


@pytest.mark.parametrize(
    ("lengths", "median", "ninetieth"),
    [
        ([1000], 1.0, 1.0),
        ([1000, 2000], 1.5, 2.0),
        ([500] * 9 + [9000], 0.5, 0.5),
        ([500] * 8 + [9000] * 2, 0.5, 9.0),
    ],
)
def test_half_and_nine_of_ten_are_done_within(lengths: list[int], median: float, ninetieth: float) -> None:
    took = Spread()
    for length in lengths:
        took.absorb({length: 1})
    assert (took.median, took.ninetieth) == (median, ninetieth)


def test_how_long_it_took_is_known_of_each_part(make: Make) -> None:
    found = figures([make(Status.CLOSED), make(Status.CLOSED, "DLH")])
    found.time(
        {Lasted(False, 1000, 4000, "PUPR", "jalan", "64.08.04"): 1, Lasted(False, 3000, None, "DLH"): 1}
    )
    recap = found.recap()
    assert (recap.whole.responses.median, recap.whole.resolutions.median) == (2.0, 4.0)
    assert recap.opds["DLH"].responses.median == 3.0
    assert recap.kecamatans["64.08.04"].resolutions.median == 4.0


def test_a_few_sensitive_tickets_are_in_no_row_but_in_the_total(make: Make) -> None:
    hidden = make(opd="DLH", category="sampah", kecamatan="64.08.05", protected=True, tickets=SMALL - 1)
    recap = figures([make(), hidden]).recap()
    assert (recap.whole.total, {opd: tally.total for opd, tally in recap.opds.items()}) == (3, {"PUPR": 1})
    assert (list(recap.categories), list(recap.kecamatans), recap.protected) == (["jalan"], ["64.08.04"], 2)


def test_enough_sensitive_tickets_are_counted_in_their_row(make: Make) -> None:
    recap = figures([make(), make(protected=True, tickets=SMALL)]).recap()
    assert (recap.opds["PUPR"].total, recap.categories["jalan"].total, recap.protected) == (4, 4, 0)


def test_the_overdue_sensitive_tickets_of_a_small_cell_name_no_office(make: Make) -> None:
    recap = figures([make(protected=True, overdue=1)]).recap()
    assert (recap.whole.overdue, recap.late) == (1, {})


def test_one_office_with_a_hidden_ticket_reads_as_without_it(make: Make) -> None:
    hidden = make(Status.CLOSED, protected=True, category="sampah", heard=1, rated=1, stars=1)
    with_it, without = figures([make(), hidden]), figures([make()])
    with_it.time({Lasted(True, 1000, 1000): 1})
    assert with_it.recap_of_part() == without.recap_of_part()


@given(counted)
def test_buckets_kinds_and_rows_add_up_to_the_total(rows: list[Counted]) -> None:
    recap, total = figures(rows).recap(), sum(row.tickets for row in rows)
    assert recap.whole.total == total == sum(recap.whole.buckets.values())
    assert recap.whole.kinds.total() == total
    assert sum(tally.total for tally in recap.opds.values()) + recap.protected == total


@given(counted)
def test_recaps_of_one_office_each_add_up_to_the_whole(rows: list[Counted]) -> None:
    recap = figures(rows).recap()
    singles = {
        opd: figures(row for row in rows if row.opd == opd).recap_of_part().whole
        for opd in {row.opd for row in rows}
    }
    assert sum(single.total for single in singles.values()) + recap.protected == recap.whole.total
    assert dict(recap.opds) == {opd: single for opd, single in singles.items() if single.total}


@given(counted)
def test_no_cell_holds_a_few_sensitive_tickets(rows: list[Counted]) -> None:
    recap = figures(rows).recap()
    for opd in {row.opd for row in rows}:
        ordinary = sum(row.tickets for row in rows if row.opd == opd and not row.protected)
        protected = sum(row.tickets for row in rows if row.opd == opd and row.protected)
        shown = recap.opds[opd].total if opd in recap.opds else 0
        assert shown - ordinary == (protected if protected >= SMALL else 0)
