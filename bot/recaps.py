"""Answers `/rekap`: reads the tickets of a period beside the writer and says their figures."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from datetime import datetime
from functools import partial
from typing import Final

from bot.notices import Notice, Purpose, Toast, Urgency
from bot.protocols import Question
from bot.recap.figures import Figures, Recap
from bot.recap.pages import Page
from bot.recap.periods import Request, read
from bot.regency import Regency
from bot.texts import Html
from storage import recaps
from storage.database import Database

SECONDS: Final = 30
"""After so long a recap is given up: the range is bounded, but a disk may be slow."""


class Recaps:
    """One recap at a time per chat; none of them holds up a writer."""

    def __init__(self, regency: Regency, database: Database) -> None:
        self._regency = regency
        self._database = database
        self._running: set[int] = set()

    def ask(
        self, text: str, chat: int, language: str | None, now: datetime, reply_to: int | None = None
    ) -> Question:
        """What ``text`` asks for (``bot.recap.periods.read``), to be answered in ``chat``. Raises Refused."""
        request = read(text, self._regency.today(now), self._regency.policy)
        page = Page(self._regency, self._regency.texts(language), request, now)
        return partial(self._answer, page, chat, reply_to)

    async def _answer(self, page: Page, chat: int, reply_to: int | None) -> tuple[Notice | Toast, ...]:
        text = await self._alone(page, chat)
        return (Notice(chat, text, purpose=Purpose.REPORT, urgency=Urgency.PROMPT, reply_to=reply_to),)

    async def _alone(self, page: Page, chat: int) -> Html:
        if chat in self._running:
            return page.words("recap.busy")
        self._running.add(chat)
        try:
            async with asyncio.timeout(SECONDS):
                return page.write(*await self._count(page.request, page.now))
        except TimeoutError:
            return page.words("recap.too_long")
        finally:
            self._running.discard(chat)

    async def _count(self, request: Request, now: datetime) -> tuple[Recap, tuple[int, int]]:
        figures = Figures(self._regency.calendar, now)
        begin, end = request.period.bounds(self._regency.settings.service.zone)
        async with (
            self._database.read() as session,
            aclosing(recaps.filed(session, begin, end, request.opd)) as batches,
        ):
            async for batch in batches:
                figures.add(batch)
            standing = await recaps.open_now(session, now, request.opd)
        return figures.recap_of(request.opd) if request.opd else figures.recap(), standing
