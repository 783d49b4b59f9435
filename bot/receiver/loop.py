"""The receiver: fetch, store, confirm; then handle, while no bad update or slow chat holds up another."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Coroutine, Iterable, Sequence
from typing import Any, Final

import structlog

from bot.causes import cause_of
from bot.errors import AduanError, BadToken, StorageDown, Undecodable
from bot.failpoints import Point, reached
from bot.health.pulse import Pulse
from bot.protocols import Courier, Question, Raw, Source
from bot.receiver.patience import LONGEST_PAUSE, PAUSE, report, unless
from bot.receiver.queue import Entry, Queue
from bot.receiver.raw import chat_of, id_of
from bot.receiver.sharing import Sharing, waiting
from bot.receiver.work import Dispatch, Result, Work
from storage import inbox
from storage.database import Database

BATCH: Final = 256
"""Updates in one transaction; more would make the first of them wait for no gain."""

MOST_IN_MEMORY: Final = 5_000
"""Updates beyond these stay at Telegram until there is room."""

_log = structlog.get_logger(__name__)


class Receiver:
    """Takes updates from ``source`` into the inbox, and through ``dispatch`` into the database."""

    def __init__(
        self,
        database: Database,
        source: Source,
        dispatch: Dispatch,
        work: Work,
        courier: Courier,
        sharing: Sharing | None = None,
    ) -> None:
        self._database = database
        self._source = source
        self._dispatch = dispatch
        self._work = work
        self._courier = courier
        self._sharing = sharing
        self.pulse = Pulse("handle")
        self._queue = Queue()
        self._wake = asyncio.Event()
        self._room = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._over: list[int] = []
        self._busy = False
        self._stopping = asyncio.Event()

    @property
    def idle(self) -> bool:
        """Nothing stored waits to be handled."""
        shared = self._sharing is None or self._sharing.idle
        return shared and not (self._busy or len(self._queue) or self._tasks or self._over)

    def stop(self) -> None:
        """Fetch no more; what is being handled is finished, the rest waits in the inbox."""
        self._stopping.set()
        self._wake.set()

    async def load(self) -> None:
        """Take up what an earlier run had stored and not handled."""
        if self._sharing is None:
            self.take_in(await waiting(self._database))

    async def fetch(self) -> None:
        """Poll until ``stop``: an offset moves only after what came before it is stored."""
        offset, pause = None, PAUSE
        while not self._stopping.is_set():
            try:
                updates = await unless(self._stopping, self._source.fetch(offset))
                if updates:
                    offset = await self.accept(updates)
                    if offset is None:
                        raise Undecodable("no ids")  # nothing to confirm: they would come again at once
                pause = PAUSE
            except BadToken:
                raise
            except Exception as error:  # a loop that must go on: nothing is confirmed that was not stored
                wait = report("fetch_failed", error, pause)
                pause = min(pause * 2, LONGEST_PAUSE)
                await unless(self._stopping, asyncio.sleep(wait))
            while self.is_full and not self._stopping.is_set():
                self._room.clear()
                await unless(self._stopping, self._room.wait())

    @property
    def is_full(self) -> bool:
        """Telegram should keep what it has for a while."""
        return len(self._queue) > MOST_IN_MEMORY

    @property
    def has_work(self) -> bool:
        """Something waits in memory that could be handled now."""
        return self._queue.ready

    async def accept(self, updates: Sequence[Raw]) -> int | None:
        """Store these updates, and queue those that are new; the offset that confirms them."""
        reached(Point.FETCHED)
        known = [(raw, chat_of(raw)) for raw in updates if id_of(raw) is not None]
        lanes = [(raw, self._database.seal.lane(chat)) for raw, chat in known]
        async with self._database.write() as tx:
            fresh = await inbox.store(tx, lanes)
        reached(Point.STORED)
        if self._sharing is not None:
            self._sharing.look(fresh)
        else:
            self.take_in(
                Entry(raw["update_id"], lane, chat, raw)
                for (raw, chat), (_, lane) in zip(known, lanes, strict=True)
                if raw["update_id"] in fresh
            )
        return max((raw["update_id"] for raw, _ in known), default=-1) + 1 or None

    def take_in(self, entries: Iterable[Entry]) -> None:
        """These are stored and ours to handle."""
        self._queue.put(entries)
        self.pulse.call()
        self._wake.set()

    async def handle(self) -> None:
        """Work through the queue until ``stop``."""
        while not self._stopping.is_set():
            self._wake.clear()
            self._release()
            if not self._queue.ready:
                self.pulse.rest()
                await self._wake.wait()
                continue
            self.pulse.beat()
            self._busy = True
            entries = self._queue.take(BATCH)
            try:
                await self._batch(entries)
            except Exception as error:  # a loop that must go on: the updates are stored and tried again
                self._queue.back([entry for entry in entries if not (entry.done or entry in self._queue)])
                await asyncio.sleep(report("handling_stumbled", error, PAUSE))
            self._busy = False
            self._room.set()
            if self._sharing is not None:
                self._sharing.look()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=LONGEST_PAUSE / 3)

    async def _batch(self, entries: list[Entry]) -> None:
        ready = await self._ready(entries)
        if not ready:
            return
        try:
            self._settle(await self._work.batch(ready))
        except StorageDown:
            raise
        except Exception as error:
            if len(ready) == 1:
                await self._failed(ready[0], error)
            else:
                await self._one_by_one(ready)

    async def _one_by_one(self, entries: list[Entry]) -> None:
        """The batch was rolled back: find the one that raises, and let the others through."""
        for entry in entries:
            if self._queue.keep_back(entry):
                continue
            try:
                self._settle(await self._work.batch([entry]))
            except StorageDown:
                raise
            except Exception as error:
                await self._failed(entry, error)

    async def _ready(self, entries: list[Entry]) -> list[Entry]:
        """Those that are decoded; in a group Telegram is asked who acts, while other chats go on."""
        ready: list[Entry] = []
        for at, entry in enumerate(entries):
            if self._queue.keep_back(entry):
                continue
            if entry.prepared is None and entry.chat < 0:
                if any(earlier.lane == entry.lane for earlier in ready):
                    self._queue.back(entries[at:])  # what came before it in its chat is handled first
                    break
                self._hold_for(entry, self._prepare(entry))
            elif entry.prepared is not None or await self._prepare(entry):
                ready.append(entry)
        return ready

    async def _prepare(self, entry: Entry) -> bool:
        try:
            entry.prepared = await self._dispatch.prepare(entry.raw)
        except Undecodable as error:
            fault = str(error)
        except AduanError:
            raise
        except Exception as error:  # a shape nobody foresaw: left at the head, it would hold up every chat
            fault = type(error).__name__
        else:
            return True
        _log.warning("update_undecodable", update=entry.update_id, fault=fault)
        await self._work.fail(entry, fault, hopeless=True)
        return False

    async def _failed(self, entry: Entry, error: Exception) -> None:
        _log.error("update_failed", update=entry.update_id, **cause_of(error))
        if not await self._work.fail(entry, type(error).__name__):
            self._hold_for(entry, unless(self._stopping, asyncio.sleep(PAUSE * 2 ** (entry.attempts - 1))))

    def _settle(self, result: Result) -> None:
        for toast in result.toasts:
            self._start(self._courier.answer(toast))
        for entry, question in result.questions:
            if not self._queue.keep_back(entry):
                self._hold_for(entry, self._answer(entry, question))

    async def _answer(self, entry: Entry, question: Question) -> None:
        """A question reads for as long as it takes; its chat waits, no other does."""
        try:
            self._settle(await self._work.answer(entry, await question()))
        except StorageDown:
            raise
        except Exception as error:  # as for a batch: tried again, in the end given up
            _log.error("question_failed", update=entry.update_id, **cause_of(error))
            await self._work.fail(entry, type(error).__name__)

    def _hold_for(self, entry: Entry, work: Awaitable[Any]) -> None:
        """Hold the entry's lane until ``work`` is over, however it ends."""
        self._queue.hold(entry)
        self._start(self._held(entry, work))

    async def _held(self, entry: Entry, work: Awaitable[Any]) -> None:
        try:
            await work
        except Exception as error:  # the lane must go on: the update is stored and tried again
            await asyncio.sleep(report("handling_stumbled", error, PAUSE))
        self._over.append(entry.lane)
        self._wake.set()

    def _release(self) -> None:
        """Let go of the lanes whose wait is over; only between batches, so that nothing overtakes."""
        while self._over:
            self._queue.release(self._over.pop())

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
