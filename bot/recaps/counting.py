"""Reads the figures of a request beside the writer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.recap.figures import Figures, Recap
from bot.recap.periods import Period
from bot.recap.requests import Request
from bot.recap.surroundings import Surroundings, in_hand, shown, with_old
from bot.recap.workdays import days, offset_of
from bot.regency import Regency
from storage import recaps
from storage.database import Database, Reader
from storage.recaps import Scope

AHEAD: Final = timedelta(days=400)
"""Days more than the table needs: SQLite scans a small one for each ticket, and a large one it indexes."""


@dataclass(frozen=True, slots=True)
class Counting:
    """Counts for one regency, each answer as of one moment: working days are those of its own calendar."""

    regency: Regency
    database: Database

    async def all(self, request: Request, now: datetime) -> tuple[Recap, Surroundings]:
        """The figures and what they are seen against."""
        async with self.database.read() as session:
            recap = await self.recap(session, request, now)
            return recap, await self.surroundings(session, request, now)

    async def recap(
        self, session: Reader, request: Request, now: datetime, *, by_part: bool = False
    ) -> Recap:
        """The figures; ``by_part``: every office, category and kecamatan knows how long its tickets took."""
        scope, figures, calendar = self.scope(request), Figures(), self.regency.calendar
        last = max(self.regency.today(now), request.period.last)
        table = days(calendar, request.period.first - AHEAD, last)
        offset = offset_of(calendar, now)
        figures.count(await recaps.counted(session, scope, now))
        figures.time(await recaps.timed(session, scope, table, offset, by_part=by_part))
        return figures.recap_of_part() if request.is_cell else figures.recap()

    async def surroundings(self, session: Reader, request: Request, now: datetime) -> Surroundings:
        """The period before, what is open now, and which offices were idle."""
        part = request.is_cell
        before = await recaps.how_many(session, self.scope(request, request.period.before()))
        standing = await recaps.standing(session, now, request)
        open_now, late = in_hand(standing, part=part)
        idle = await recaps.idle(session, with_old(standing), now)
        return Surroundings(shown(*before, part=part), open_now, late, idle)

    def scope(self, request: Request, period: Period | None = None) -> Scope:
        """The request's tickets, in its own period or another."""
        begin, end = (period or request.period).bounds(self.regency.settings.service.zone)
        return Scope(begin, end, request)
