"""``python -m bench.recap``: the message of a recap against the best SQL that we could write by hand.

On the large database of ``make size``, which is seeded where it is missing. By hand means the bare driver: no
session, no objects, nothing written out, the working days in a table with a key.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable
from datetime import UTC
from pathlib import Path
from statistics import median
from typing import Any, Final

from bench.size import Office, office_asked_for, open_office
from bot.recap.pages import Page
from bot.recap.requests import Request, read
from bot.recap.surroundings import IDLE_DAYS
from bot.recap.tallies import COUNTED, RUNNING
from bot.recap.workdays import days, offset_of
from bot.recaps.counting import AHEAD, Counting
from bot.tickets.status import OPEN

TIMES: Final = 7
PERIODS: Final = ("bulan", "2026-10", "tahun", "2025-11-26 2026-11-25")

_RUNS: Final = "status IN ({running})"
_COUNTED: Final = """
SELECT opd, category, kecamatan, sensitive OR oversight, status, kind, count(*),
 sum({runs} AND due_at < :now),
 sum(status IN ({counted}) AND responded_at <= respond_due_at),
 sum({runs} AND responded_at IS NULL AND respond_due_at < :now
  OR status IN ({counted}) AND responded_at > respond_due_at),
 sum(status IN ({solved}) AND resolved_at <= due_at),
 sum({runs} AND due_at < :now OR status IN ({solved}) AND resolved_at > due_at),
 count(rating), sum(rating), sum(disputes > 0)
FROM tickets WHERE filed_at >= :begin AND filed_at < :end GROUP BY 1, 2, 3, 4, 5, 6
"""
_WORKED: Final = """
({day}.before + CASE WHEN {day}.span > 0 THEN
 min(max((unixepoch({moment}) + :offset) % 86400 - {day}.opens, 0), {day}.span) * 1.0 / {day}.span ELSE 0 END)
"""
_TIMED: Final = """
SELECT sensitive OR oversight, CAST(({heard} - {filed}) * 100 + 0.5 AS INTEGER),
 CAST(({solved} - {filed}) * 100 + 0.5 AS INTEGER), count(*)
FROM tickets
JOIN days f ON f.day = (unixepoch(filed_at) + :offset) / 86400
LEFT JOIN days h ON h.day = (unixepoch(responded_at) + :offset) / 86400
LEFT JOIN days s ON s.day = (unixepoch(resolved_at) + :offset) / 86400 AND status NOT IN ({open})
WHERE filed_at >= :begin AND filed_at < :end AND status IN ({counted}) GROUP BY 1, 2, 3
"""
_BEFORE: Final = "SELECT count(*) FROM tickets WHERE filed_at >= :earlier AND filed_at < :begin"
_STANDING: Final = """
SELECT opd, sensitive OR oversight, count(*), sum(due_at < :now AND {runs}), sum(filed_at < :idle)
FROM tickets WHERE status IN ({open}) GROUP BY 1, 2
"""


def _listed(statuses: Any) -> str:
    return ", ".join(f"'{status}'" for status in sorted(statuses))


def _written(statement: str) -> str:
    sets = {"running": RUNNING, "counted": COUNTED, "solved": COUNTED - OPEN, "open": OPEN}
    names = {name: _listed(statuses) for name, statuses in sets.items()}
    moments = {"filed": ("f", "filed_at"), "heard": ("h", "responded_at"), "solved": ("s", "resolved_at")}
    if statement is _TIMED:
        names |= {name: _WORKED.format(day=day, moment=moment) for name, (day, moment) in moments.items()}
    return statement.format(runs=_RUNS.format(**names), **names)


def by_hand(office: Office, file: Path, request: Request) -> int:
    """All that the message of a recap needs; how many tickets it is about."""
    regency, now = office.regency, office.database.clock()
    zone, period = regency.settings.service.zone, request.period
    bounds = (*period.bounds(zone), period.before().bounds(zone)[0], now, now - IDLE_DAYS)
    about: dict[str, Any] = {
        name: moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
        for name, moment in zip(("begin", "end", "earlier", "now", "idle"), bounds, strict=True)
    }
    about["offset"] = offset_of(regency.calendar, now)
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TEMP TABLE days (day INTEGER PRIMARY KEY, before, opens, span)")
        table = days(regency.calendar, period.first - AHEAD, max(regency.today(now), period.last))
        connection.executemany("INSERT INTO days VALUES (?, ?, ?, ?)", table)
        found = connection.execute(_written(_COUNTED), about).fetchall()
        for statement in (_TIMED, _BEFORE, _STANDING):
            connection.execute(_written(statement), about).fetchall()
    connection.close()
    return sum(row[6] for row in found)


async def measured(home: Path, size: int) -> None:
    """Print a row for each period: milliseconds of processor time, by turns."""
    office = await open_office(home / f"{size}", size)
    regency, now = office.regency, office.database.clock()
    counting, words = Counting(regency, office.database), regency.texts.main
    print(f"{'CPU ms, median of ' + str(TIMES):<24}{'tickets':>10}{'by hand':>12}{'message':>12}{'ratio':>8}")
    for asked in PERIODS:
        request = read(asked, regency.today(now), regency.policy)

        async def hand(request: Request = request) -> int:
            return by_hand(office, home / f"{size}" / "aduan.db", request)

        async def message(request: Request = request) -> int:
            recap, around = await counting.all(request, now)
            Page(regency, words, request, now).write(recap, around)
            return recap.whole.total

        about = await message()
        if about != await hand():
            raise SystemExit(f"{asked}: the two are not about the same tickets")
        costs: dict[Callable[[], Awaitable[int]], list[float]] = {hand: [], message: []}
        for _ in range(TIMES):
            for work, found in costs.items():
                began = time.process_time()
                await work()
                found.append(1000 * (time.process_time() - began))
        by, ours = (median(found) for found in costs.values())
        print(f"{asked:<24}{about:>10,}{by:>12.1f}{ours:>12.1f}{ours / by:>8.2f}", flush=True)
    await office.database.close()


def main() -> None:
    """Nothing is asserted: the output is the figure."""
    asyncio.run(measured(*office_asked_for("bench.recap", __doc__)))


if __name__ == "__main__":
    main()
