"""The speaker: a transaction writes how calls ended and claims the next; Telegram is called outside it."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import structlog
from msgspec.structs import replace

from bot.causes import cause_of
from bot.errors import BadToken, Gone, Moved
from bot.failpoints import Point, reached
from bot.health.pulse import Pulse
from bot.protocols import Clock, Courier, Letter
from bot.speaker.backlog import Backlog
from bot.speaker.lanes import Lanes, Now
from bot.speaker.ledger import PAUSE, Entry, Ledger, OnMoved, OnReached, OnUnreachable, Prove
from bot.speaker.outcomes import Done, fate, report
from bot.speaker.pace import Pace
from bot.speaker.topics import Topics
from storage import claims, outbox
from storage.database import Database
from storage.models import OutboxState
from storage.transaction import Parcel, Transaction

MOST_IN_FLIGHT: Final = 64
GRACE: Final = 10.0
LOOK_AGAIN: Final = 1.0
"""The wall clock may be set while we wait for it."""

_log = structlog.get_logger(__name__)


class Speaker:
    """Sends what the outbox holds. Give ``hear`` to ``Database.on_commit``, then ``run`` until ``stop``."""

    def __init__(
        self,
        database: Database,
        courier: Courier,
        pace: Pace,
        clock: Clock,
        label: str,
        on_unreachable: OnUnreachable,
        on_moved: OnMoved,
        *,
        tick: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._courier = courier
        self._clock = clock
        self._label = label
        self._tick = tick
        self._lanes = Lanes(pace)
        self._backlog = Backlog(self._lanes, pace)
        self.pulse = Pulse("speak")
        self.on_reached: OnReached = _nothing
        self.prove: Prove = _nothing
        self._ledger = Ledger(on_unreachable, on_moved, lambda tx, chat: self.on_reached(tx, chat))  # noqa: PLW0108 - set later
        self._flights: set[asyncio.Task[tuple[int, ...]]] = set()
        self._wake = asyncio.Event()
        self._writing = False
        self._stopping = False
        self._fatal: BadToken | None = None

    def keeps(self, topics: Topics) -> None:
        """In forum groups each ticket has a topic of its own."""
        self._ledger.topics = topics

    @property
    def idle(self) -> bool:
        """Nothing is due, in flight or unwritten."""
        busy = self._writing or self._flights or len(self._ledger) or self._backlog.cursor is not None
        return not busy and not self._lanes.due(self._now())

    def hear(self, parcels: Sequence[Parcel]) -> None:
        """Take in what a transaction has just committed."""
        now = self._now()
        for parcel in sorted(parcels, key=lambda parcel: parcel.id):
            if self._backlog.admits(parcel.id):
                self._lanes.put(parcel, now)
        self._wake.set()

    def tell(self, row: int) -> None:
        """Another process committed this row, and perhaps later ones."""
        self._backlog.tell(row)
        self._wake.set()

    async def run(self) -> None:
        """Speak until ``stop``; raises BadToken when Telegram does not know us."""
        while not self._stopping and self._fatal is None:
            self.pulse.beat()
            self._wake.clear()
            try:
                self._writing = True
                await self._cycle()
                pause = self._pause()
            except Exception as error:  # the loop goes on whatever one cycle meets
                _stumbled(error)
                pause = PAUSE
            self._writing = False
            await self._sleep(pause)
        await self._land()
        if self._fatal is not None:
            raise self._fatal

    def stop(self) -> None:
        """Take nothing new; ``run`` ends once those in flight have landed, or after ten seconds."""
        self._stopping = True
        self._wake.set()

    async def _cycle(self) -> None:
        now = self._now()
        if not (len(self._ledger) or self._backlog.wants or self._may_take(now)):
            return
        holds = self._stopping or self._ledger.stumbles(now.tick)
        page, cursor, taken = self._ledger.page(now.tick), self._backlog.cursor, list[Parcel]()
        try:
            letters = await self._turn_page(page, taken, holds=holds)
        except BaseException:
            self._undo(page, cursor, taken)
            raise
        if page:
            reached(Point.SETTLED)
        for parcel in taken:
            if (letter := letters.get(parcel.id)) is not None:
                self._send(parcel, letter)
            else:
                self._lanes.finish(parcel, now)

    async def _turn_page(self, page: list[Entry], taken: list[Parcel], *, holds: bool) -> dict[int, Letter]:
        """The one transaction: results in, the next ones out, by the id of their row.

        What landed while it began is written too, before letters are made of what was taken: the next of a
        lane has to know the card or the topic that the one before became. ``page`` and ``taken`` tell the
        caller even if it fails; what was withdrawn meanwhile has no letter.
        """
        async with self._database.write() as tx:
            await self.prove(tx)
            await self._ledger.write(tx, page)
            if self._backlog.wants:
                await self._backlog.read(tx, self._now(), self._ledger.rows)
            if not holds:
                late = self._ledger.page(self._now().tick)
                page.extend(late)
                taken.extend(self._lanes.take(self._now(), MOST_IN_FLIGHT - len(self._flights)))
                await self._ledger.write(tx, late)
            if not taken:
                return {}
            there = await claims.claim(tx, taken)
            due = [parcel for parcel in taken if parcel.id in there]
            letters = await self._ledger.next(tx, due, self._label)
            if len(letters) < len(due):
                await outbox.sent(tx, [(parcel, ()) for parcel in due if parcel.id not in letters])
            return letters

    def _undo(self, page: Sequence[Entry], cursor: int | None, taken: Sequence[Parcel]) -> None:
        now = self._now()
        self._ledger.failed(page, now.tick)
        self._backlog.back(cursor)
        for parcel in taken:
            self._lanes.back(parcel, now.tick, now)

    def _send(self, parcel: Parcel, letter: Letter) -> None:
        reached(Point.CLAIMED)
        task = asyncio.ensure_future(self._courier.send(letter))
        self._flights.add(task)
        task.add_done_callback(partial(self._landed, parcel, letter))

    def _landed(self, parcel: Parcel, letter: Letter, task: asyncio.Task[tuple[int, ...]]) -> None:
        self._flights.discard(task)
        if task.cancelled():
            return  # its row stays "attempting", which is the truth
        reached(Point.ANSWERED)
        fault = task.exception()
        done = Done(parcel, letter, () if fault else task.result(), fault)
        entry = Entry(done, fate(done))
        self._ledger.add(entry)
        self._apply(entry)
        self._wake.set()

    def _apply(self, entry: Entry) -> None:
        done, now = entry.done, self._now()
        parcel = done.parcel
        parcel.attempts += entry.fate.tried
        parcel.repeat |= entry.fate.repeat
        if done.fault is not None:
            report(parcel, entry.fate, done.fault)
        match done.fault:
            case BadToken():
                self._fatal = done.fault
            case Gone() if done.letter.edits is None:
                parcel.notice = replace(parcel.notice, reply_to=None, under_card=False)
            case Gone():
                parcel.notice = replace(parcel.notice, edits=None)
            case Moved(to=to):
                self._lanes.move(parcel, to, self._database.seal.lane(to), now)
                return
        if entry.fate.state == OutboxState.PENDING:
            self._lanes.back(parcel, now.tick + entry.fate.wait, now)
        else:
            self._lanes.finish(parcel, now)

    async def _land(self) -> None:
        if self._flights:
            await asyncio.wait(self._flights, timeout=GRACE)
        for task in list(self._flights):
            task.cancel()
        while page := self._ledger.page(float("inf")):
            try:
                async with self._database.write() as tx:
                    await self.prove(tx)
                    await self._ledger.write(tx, page)
            except Exception as error:  # one result that cannot be written must not cost the others
                _stumbled(error)
                if len(page) > 1:
                    self._ledger.failed(page, self._tick())

    def _may_take(self, now: Now) -> bool:
        return len(self._flights) < MOST_IN_FLIGHT and self._lanes.wait(now) == 0

    def _pause(self) -> float:
        if len(self._flights) >= MOST_IN_FLIGHT:
            return LOOK_AGAIN
        if self._backlog.wants:
            return 0
        wait = self._lanes.wait(self._now())
        return LOOK_AGAIN if wait is None else min(wait, LOOK_AGAIN)

    async def _sleep(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._wake.wait()

    def _now(self) -> Now:
        return Now(self._clock(), self._tick())


async def _nothing(_tx: Transaction, _chat: int = 0) -> None:
    return


def _stumbled(error: Exception) -> None:
    _log.error("speaker_stumbled", **cause_of(error))
