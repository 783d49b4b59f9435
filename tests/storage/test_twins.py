"""Twins are looked up by an index, however many tickets there are; what is not filed leaves no trace."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from bot.pins import Pin
from bot.settings import Twins
from bot.twins import Likeness, Telling, _remembered
from storage import twins
from storage.database import Database


@pytest.mark.sqlite("reads its plan")
async def test_the_search_for_twins_reads_an_index(database: Database) -> None:
    statements: list[tuple[str, Any]] = []
    async with database.write() as tx:
        core = (await tx.core()).sync_connection
        assert core is not None
        event.listen(core, "before_cursor_execute", lambda *said: statements.append((said[2], said[3])))
        for kecamatan, square in (("64.08.09", None), (None, Pin(0.5, 117.5).around(100))):
            since = tx.now - timedelta(days=30)
            await twins.near(tx, twins.Sought("jalan", kecamatan, None, square, since), 1)
        plans = [
            " ".join(
                str(list(row)[3])
                for row in await (await tx.core()).exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", about)
            )
            for sql, about in list(statements)
        ]
    alike = "(category=? AND kecamatan=? AND"
    by_desa = f"ix_tickets_category_kecamatan_desa {alike} desa=? AND filed_at>?)"
    by_pin = f"ix_tickets_category_kecamatan_latitude {alike} latitude>? AND latitude<?)"
    for used, plan in zip((by_desa, by_desa, by_pin), plans, strict=True):
        assert used in plan
    assert "ORDER BY" not in plans[0] + plans[1]


def test_the_words_of_a_report_that_is_not_filed_are_not_remembered() -> None:
    _remembered.cache_clear()
    draft, filed = (Telling(f"jembatan kayu gang mawar {how}", "a") for how in ("patah", "rusak"))
    assert Likeness(draft, frozenset(), Twins())(filed) > 0
    assert _remembered.cache_info().currsize == 1
