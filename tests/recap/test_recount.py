"""The figures of the database equal those counted one ticket after another from its events."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from bot.recap.requests import Request, read
from bot.recap.spreads import Spread
from bot.recaps.counting import Counting
from bot.regency import Regency
from storage.database import Database
from storage.models import Event, Ticket
from storage.sealing import Seal
from tests.databases import address, tables
from tests.recap.conftest import NOW
from tests.recap.histories import History, Recount, histories, rows

PERIODS = (
    "hari", "kemarin", "minggu", "minggu lalu", "bulan", "bulan lalu", "oktober", "triwulan", "tahun",
    "2026-09-10 2026-10-20", "tahun lalu",
)  # fmt: skip
PARTS: tuple[dict[str, str], ...] = (
    {}, {"opd": "PUPR"}, {"kecamatan": "64.08.04"}, {"category": "jalan"},
    {"opd": "DLH", "category": "sampah"}, {"opd": "PUPR", "kecamatan": "64.08.05"},
)  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    home: Path = tmp_path_factory.mktemp("recount")
    return tables(address(home / "aduan.db"))


@given(st.lists(histories(), max_size=30), st.sampled_from(PERIODS), st.sampled_from(PARTS))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_figures_equal_a_recount_over_the_events(
    regency: Regency, place: str, found: list[History], period: str, part: dict[str, str]
) -> None:
    request = Request(read(period, regency.today(NOW), regency.policy).period, **part)
    recount = Recount(regency.calendar, request, found)
    assert asyncio.run(_counted(regency, place, found, request)) == _nearly(recount.figures())


async def _counted(regency: Regency, place: str, found: list[History], request: Request) -> dict[str, Any]:
    database = Database(place, Seal(bytes(32)), lambda: NOW)
    try:
        await _keep(database, found)
        recap, around = await Counting(regency, database).all(request, NOW)
    finally:
        await database.close()
    whole = recap.whole
    return {
        "buckets": +whole.buckets,
        "overdue": whole.overdue,
        "heard": (whole.heard, whole.unheard),
        "solved": (whole.solved, whole.unsolved),
        "responses": _spread(whole.responses),
        "resolutions": _spread(whole.resolutions),
        "rated": (whole.rated, whole.stars),
        "reopened": whole.reopened,
        "opds": {name: tally.total for name, tally in recap.opds.items()},
        "categories": {name: tally.total for name, tally in recap.categories.items()},
        "kecamatans": {name: tally.total for name, tally in recap.kecamatans.items()},
        "before": around.before,
    }


async def _keep(database: Database, found: list[History]) -> None:
    async with database.write() as tx:
        await tx.session.execute(delete(Event))
        await tx.session.execute(delete(Ticket))
        for number, one in enumerate(found, 1):
            ticket, events = rows(number, one)
            tx.session.add_all([ticket, *events])


def _spread(took: Spread) -> tuple[Any, ...] | None:
    return (took.median, took.ninetieth, took.mean) if len(took) else None


def _nearly(figures: dict[str, Any]) -> dict[str, Any]:
    """Means are sums of doubles in another order."""
    return {
        name: pytest.approx(value) if isinstance(value, tuple) else value for name, value in figures.items()
    }
