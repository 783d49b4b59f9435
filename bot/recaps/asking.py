"""Answers `/rekap` and what is pressed below it: figures at once, files as soon as they are made."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Final

from bot.notices import Notice, Purpose, Rows, Said, Toast, Urgency
from bot.orders import Make, Order
from bot.protocols import Question
from bot.recap import slips
from bot.recap.menus import Menu
from bot.recap.naming import Naming
from bot.recap.pages import Page
from bot.recap.presses import Does, RecapPress
from bot.recap.requests import Request, read
from bot.recaps.asked import Asked
from bot.recaps.counting import Counting
from bot.regency import Regency
from bot.texts import Html, Words, lines
from storage.database import Database

SECONDS: Final = 30
"""After so long a recap is given up: the range is bounded, but a disk may be slow."""

_FILES: Final = {
    Does.PICTURE: Make.PICTURE,
    Does.WORKBOOK: Make.WORKBOOK,
    Does.REPORT: Make.REPORT,
    Does.TABLE: Make.TABLE,
}


class Recaps:
    """One recap at a time per chat; none of them holds up a writer."""

    def __init__(self, regency: Regency, database: Database) -> None:
        self._regency = regency
        self._counting = Counting(regency, database)
        self._running: set[int] = set()

    def ask(self, text: str, asked: Asked) -> Question:
        """What ``text`` asks for (``bot.recap.requests``), with its picture. Raises Refused, NotAllowed."""
        request = read(text, self._regency.today(asked.now), self._regency.policy)
        return partial(self._asked, asked.reader.narrow(request), asked)

    def pressed(self, press: RecapPress, asked: Asked) -> Question:
        """What a button under a recap does. Raises Refused, NotAllowed."""
        request = asked.reader.narrow(press.request(self._regency.policy))
        does = Does(press.does)
        if does in _FILES:
            return partial(self._ordered, request, _FILES[does], asked)
        return partial(self._turned, request, does, asked)

    async def _asked(self, request: Request, asked: Asked) -> Said:
        page, menu = self._page(request, asked), self._menu(request, asked)
        text, filled = await self._alone(asked, partial(self._figures, page))
        notice = _notice(asked, text, menu.main(), reply_to=asked.message)
        return (notice, self._order(request, Make.PICTURE, asked)) if filled else (notice,)

    async def _ordered(self, request: Request, make: Make, asked: Asked) -> Said:
        toast = self._words(asked).plain("recap.making")
        return (self._order(request, make, asked), Toast(asked.press or "", toast))

    async def _turned(self, request: Request, does: Does, asked: Asked) -> Said:
        """The message shows something else."""
        text, rows = await self._screen(request, does, asked)
        notice = _notice(asked, text, rows, edits=asked.message)
        return (notice, Toast(asked.press or ""))

    async def _screen(self, request: Request, does: Does, asked: Asked) -> tuple[Html, Rows]:
        page, menu, words = self._page(request, asked), self._menu(request, asked), self._words(asked)
        match does:
            case Does.SHOW:
                return (await self._alone(asked, partial(self._figures, page)))[0], menu.main()
            case Does.EXPLAIN:
                return page.notes(), menu.back()
            case Does.PERIODS:
                return words("recap.choose.per"), menu.periods(self._regency.today(asked.now))
        whole = replace(request, opd=None) if does is Does.OPDS else request
        whole = replace(whole, kecamatan=None, category=None)
        recap, _ = await self._counting.all(whole, asked.now)
        heading = lines(
            words(f"recap.choose.{does}"),
            words("recap.when", period=Naming(self._regency, words).period(whole.period)),
        )
        return heading, menu.parts(does, recap)

    async def _alone(
        self, asked: Asked, count: Callable[[], Awaitable[tuple[Html, bool]]]
    ) -> tuple[Html, bool]:
        """The page, and whether there is anything to draw."""
        words = self._words(asked)
        if asked.chat in self._running:
            return words("recap.busy"), False
        self._running.add(asked.chat)
        try:
            async with asyncio.timeout(SECONDS):
                return await count()
        except TimeoutError:
            return words("recap.too_long"), False
        finally:
            self._running.discard(asked.chat)

    async def _figures(self, page: Page) -> tuple[Html, bool]:
        recap, around = await self._counting.all(page.request, page.now)
        return page.write(recap, around), bool(recap.whole.total)

    def _page(self, request: Request, asked: Asked) -> Page:
        return Page(self._regency, self._words(asked), request, asked.now)

    def _menu(self, request: Request, asked: Asked) -> Menu:
        return Menu(Naming(self._regency, self._words(asked)), request, asked.reader)

    def _order(self, request: Request, make: Make, asked: Asked) -> Order:
        language = self._words(asked).language
        return Order(asked.chat, make, slips.written(request), language, reply_to=asked.message)

    def _words(self, asked: Asked) -> Words:
        return self._regency.texts(asked.language)


def _notice(
    asked: Asked, text: Html, rows: Rows, *, reply_to: int | None = None, edits: int | None = None
) -> Notice:
    return Notice(
        asked.chat,
        text,
        rows,
        purpose=Purpose.REPORT,
        urgency=Urgency.PROMPT,
        reply_to=reply_to,
        edits=edits,
    )
