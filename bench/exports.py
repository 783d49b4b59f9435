"""``python -m bench.exports``: what a resident notices while the files of a year's recap are made.

On the large database of ``make size``. Answers are those of ``/status``, one after another in transactions
that leave no trace, timed by the clock; each file is made in a process of its own, as in the product.
"""

from __future__ import annotations

import asyncio
import os
import resource
import time
from pathlib import Path
from statistics import median
from typing import Final

from bench.size import WORK, Office, office_asked_for, open_office, timed
from bot.orders import Make, Order
from bot.recap import slips
from bot.recap.requests import read
from bot.rendering.workshop import Workshop

PERIOD: Final = "tahun"
PAUSE: Final = 0.05
ALONE: Final = 15.0
"""Seconds of answers without a file."""


async def _answers(office: Office, until: asyncio.Event) -> list[float]:
    """Milliseconds from the question to the answer, one after another."""
    found = []
    while not until.is_set():
        found.append(await timed(office, WORK["/status"], time.perf_counter))
        await asyncio.sleep(PAUSE)
    return found


async def measured(home: Path, size: int) -> None:
    """Print a row without a file, and one for each."""
    office = await open_office(home / f"{size}", size)
    regency, now = office.regency, office.database.clock()
    workshop = Workshop(regency, regency.settings.storage.url, os.environ)
    about = slips.written(read(PERIOD, regency.today(now), regency.policy))
    heads = ("median", "slowest", "file, s", "CPU s", "KB", "MB at most")
    print(f"{'ms to an answer':<16}" + "".join(f"{head:>10}" for head in heads))
    for make in (None, Make.PICTURE, Make.REPORT, Make.TABLE, Make.WORKBOOK):
        over = asyncio.Event()
        answers = asyncio.create_task(_answers(office, over))
        began, before, file = time.perf_counter(), _children(), b""
        if make is None:
            await asyncio.sleep(ALONE)
        else:
            file = (await workshop.make(Order(1, make, about), now)).data
        took, cpu = time.perf_counter() - began, _children() - before
        over.set()
        found = await answers
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 if make else 0.0
        cells = (median(found), max(found), took, cpu, len(file) / 1024, peak)
        print(f"{make or 'no file':<16}" + "".join(f"{cell:>10,.1f}" for cell in cells), flush=True)
    await office.database.close()


def _children() -> float:
    """Seconds of the processor that ended processes of ours took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Nothing is asserted: the output is the figure."""
    asyncio.run(measured(*office_asked_for("bench.exports", __doc__)))


if __name__ == "__main__":
    main()
