"""Makes what a job orders, in the process that was started for it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from bot.orders import Make
from bot.recaps.counting import Counting
from bot.rendering import drawing, report, table, workbook
from bot.rendering.job import Job
from storage.database import Database
from storage.sealing import KEY_BYTES, Seal


async def made(job: Job) -> bytes:
    """The file's bytes. What is sealed stays so: the key here opens nothing."""
    database = Database(job.url, Seal(bytes(KEY_BYTES)), lambda: job.now)
    try:
        return await _MAKERS[job.order.make](Counting(job.regency, database), job)
    finally:
        await database.close()


async def _picture(counting: Counting, job: Job) -> bytes:
    return await drawing.picture(counting, job.request, job.words, job.now)


_MAKERS: Final[dict[Make, Callable[[Counting, Job], Awaitable[bytes]]]] = {
    Make.PICTURE: _picture,
    Make.WORKBOOK: workbook.made,
    Make.REPORT: report.made,
    Make.TABLE: table.made,
}
