"""Reads what a picture shows, and has it drawn."""

from __future__ import annotations

from datetime import datetime

from bot.recap.charts import Chart, Charting
from bot.recap.naming import Naming
from bot.recap.requests import Request
from bot.recap.series import by_number, series
from bot.recap.workdays import offset_of
from bot.recaps.counting import Counting
from bot.rendering.picture import png
from bot.texts import Words
from storage import recaps


async def picture(counting: Counting, request: Request, words: Words, now: datetime) -> bytes:
    """The PNG of a request, as of one moment."""
    chart = await chart_of(counting, request, words, now)
    return png(chart, counting.regency.settings.policy.boundaries)


async def chart_of(counting: Counting, request: Request, words: Words, now: datetime) -> Chart:
    """What it shows."""
    offset = offset_of(counting.regency.calendar, now)
    async with counting.database.read() as session:
        recap = await counting.recap(session, request, now)
        around = await counting.surroundings(session, request, now)
        rows = [
            await recaps.by_day(session, counting.scope(request), moment, offset)
            for moment in ("filed_at", "resolved_at")
        ]
    filed, solved = (by_number(days, hides=recap.hides) for days in rows)
    trend = series(request.period, filed, solved)
    return Charting(Naming(counting.regency, words), request, now).chart(recap, around, trend)
