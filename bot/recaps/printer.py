"""Carries out orders, one after another: made outside any transaction, then put into the outbox in one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import datetime, timedelta
from typing import Final, Protocol, TypeVar

import structlog

from bot.causes import cause_of
from bot.failpoints import Point, reached
from bot.notices import Media, Notice, Purpose, Rows, Urgency
from bot.orders import MESSAGES, Make, Order
from bot.protocols import Content
from bot.recap.menus import Menu
from bot.recap.naming import Naming
from bot.recap.pages import Page
from bot.recap.readers import Reader
from bot.recap.slips import read
from bot.recaps.counting import Counting
from bot.regency import Regency
from storage import enclosures, orders, outbox
from storage.database import Database

LOOK_AGAIN: Final = 1.0
"""Seconds between two looks for orders."""

TRIES: Final = 2
WAIT: Final = timedelta(minutes=1)

T = TypeVar("T")

_log = structlog.get_logger(__name__)


class Workshop(Protocol):
    """Makes one file."""

    async def make(self, order: Order, now: datetime) -> Content:
        """The file, as of ``now``. Raises AduanError."""


class Printer:
    """One runs at a time. What is ordered is carried out, also after a crash; what fails is tried twice."""

    def __init__(self, regency: Regency, database: Database, workshop: Workshop) -> None:
        self._regency = regency
        self._database = database
        self._workshop = workshop
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Until ``stop``."""
        while not self._stopping.is_set():
            try:
                busy = await self._unless_stopped(self.do_one())
            except Exception as error:  # the next order may fare better
                _log.error("printer_stumbled", **cause_of(error))
                busy = False
            if not busy:
                await self._unless_stopped(asyncio.sleep(LOOK_AGAIN))

    def stop(self) -> None:
        """End now: what is being made is made again after the next start."""
        self._stopping.set()

    async def do_one(self) -> bool:
        """Carry out the oldest order, if there is one."""
        async with self._database.read() as session:
            found = await orders.first(session, self._database.seal, self._database.clock())
        if found is None:
            return False
        order_id, order = found
        if order is not None:
            await self._carry_out(order_id, order)
            return True
        _log.error("order_unreadable", order=order_id)
        async with self._database.write() as tx:
            await orders.drop(tx, order_id)
        return True

    async def _carry_out(self, order_id: int, order: Order) -> None:
        try:
            made = await (self._message(order) if order.make in MESSAGES else self._file(order))
        except Exception as error:  # told to whoever ordered it
            _log.error("order_failed", order=order_id, make=order.make, **cause_of(error))
            await self._failed(order_id, order)
            return
        reached(Point.MADE)
        async with self._database.write() as tx:
            if isinstance(made, Content):
                media = (Media(_kind(order), enclosure=await enclosures.keep(tx, made)),)
                outbox.put(tx, self._notice(order, self._caption(order), media))
            else:
                outbox.put(tx, made)
            await orders.drop(tx, order_id)

    async def _file(self, order: Order) -> Content:
        return await self._workshop.make(order, self._database.clock())

    async def _message(self, order: Order) -> Notice:
        now, request = self._database.clock(), read(order.about)
        words = self._regency.texts(order.language)
        page = Page(self._regency, words, request, now, explains=not order.buttons)
        figures = await Counting(self._regency, self._database).all(request, now)
        if order.make is Make.BRIEF:
            return self._notice(order, page.brief(*figures))
        menu = Menu(Naming(self._regency, words), request, Reader())
        return self._notice(order, page.write(*figures), rows=menu.main() if order.buttons else ())

    async def _failed(self, order_id: int, order: Order) -> None:
        async with self._database.write() as tx:
            if order.again + 1 < TRIES:
                await orders.put_off(tx, order_id, order, tx.now + WAIT)
                return
            words = self._regency.texts(order.language)
            what = words.plain(f"recap.made.{order.make}")
            outbox.put(tx, self._notice(order, words("recap.failed", what=what)))
            await orders.drop(tx, order_id)

    def _caption(self, order: Order) -> str:
        request, words = read(order.about), self._regency.texts(order.language)
        naming = Naming(self._regency, words)
        about = " · ".join((*naming.parts(request), naming.period(request.period)))
        return words(f"recap.caption.{order.make}", about=about)

    def _notice(self, order: Order, text: str, media: tuple[Media, ...] = (), rows: Rows = ()) -> Notice:
        return Notice(
            order.chat,
            text,
            rows,
            purpose=Purpose.REPORT,
            urgency=Urgency.DIGEST,
            media=media,
            reply_to=order.reply_to,
        )

    async def _unless_stopped(self, work: Awaitable[T]) -> T | None:
        """Its result; None, and the work given up, when stopped before."""
        task = asyncio.ensure_future(work)
        stopped = asyncio.ensure_future(self._stopping.wait())
        try:
            await asyncio.wait({task, stopped}, return_when=asyncio.FIRST_COMPLETED)
            return task.result() if task.done() else None
        finally:
            stopped.cancel()
            task.cancel()
            await asyncio.gather(task, stopped, return_exceptions=True)


def _kind(order: Order) -> str:
    return "photo" if order.make is Make.PICTURE else "document"
