"""How finished calls are written down: many in one transaction, one at a time after one failed."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Final, NamedTuple

from bot.errors import Gone, Moved, NoTopic, NoTopics, Unreachable
from bot.notices import DEEDS, Notice, Purpose
from bot.protocols import Letter
from bot.speaker.letters import enclosed, written
from bot.speaker.outcomes import Done, Fate, named
from bot.speaker.shown import Shown
from bot.speaker.topics import Topics
from storage import enclosures, groups, outbox, posts, topics
from storage.models import OutboxState
from storage.transaction import Parcel, Transaction

OnUnreachable = Callable[[Transaction, Notice], Awaitable[None]]
"""Told of each notice that cannot reach its chat, in the transaction that gives it up."""

OnMoved = Callable[[Transaction, int, int], Awaitable[None]]
"""Told of a group's old and new id, in the transaction that readdresses what waits for it."""

OnReached = Callable[[Transaction, int], Awaitable[None]]
"""Told of a group that was marked unreachable and got a text, in the transaction that writes so."""

Prove = Callable[[Transaction], Awaitable[None]]
"""Raises where another process is the one that speaks."""

PAUSE: Final = 1.0


class Entry(NamedTuple):
    """A call that ended and what becomes of its row."""

    done: Done
    fate: Fate


class Ledger:
    """Entries until a transaction holds them."""

    def __init__(self, on_unreachable: OnUnreachable, on_moved: OnMoved, on_reached: OnReached) -> None:
        self._on_unreachable = on_unreachable
        self._on_moved = on_moved
        self._on_reached = on_reached
        self.topics: Topics | None = None
        self.shown = Shown()
        self._fresh: list[Entry] = []
        self._alone: deque[tuple[float, Entry]] = deque()

    def __len__(self) -> int:
        return len(self._fresh) + len(self._alone)

    @property
    def rows(self) -> set[int]:
        """The rows of the outbox it is about."""
        return {entry.done.parcel.id for entry in (*self._fresh, *(entry for _, entry in self._alone))}

    def add(self, entry: Entry) -> None:
        """To be written with the next page."""
        self._fresh.append(entry)

    def stumbles(self, tick: float) -> bool:
        """Whether an entry is due that a transaction has failed over."""
        return bool(self._alone) and self._alone[0][0] <= tick

    def page(self, tick: float) -> list[Entry]:
        """What the next transaction shall hold."""
        if self.stumbles(tick):
            return [self._alone.popleft()[1]]
        page, self._fresh = self._fresh, []
        return page

    def failed(self, page: Sequence[Entry], tick: float) -> None:
        """Next time each alone; one that fails alone waits, so that it blocks nobody."""
        again = tick if len(page) > 1 else tick + PAUSE
        self._alone.extend((again, entry) for entry in page)

    async def write(self, tx: Transaction, page: Sequence[Entry]) -> None:
        """Write the page: what arrived, what waits again, what is given up, and whom that concerns."""
        arrived = [entry.done for entry in page if entry.fate.state == OutboxState.SENT]
        for done in arrived:
            self.shown.note(done.parcel, done.letter, done.messages, tx.now)
        if arrived:
            posts = [(done.parcel, () if done.letter.edits else done.messages) for done in arrived]
            await outbox.sent(tx, posts)
            await enclosures.drop(tx, [item for done in arrived for item in enclosed(done.parcel.notice)])
        await outbox.put_back(tx, [_again(tx, entry) for entry in _of(page, OutboxState.PENDING)])
        over = _of(page, OutboxState.DEAD, OutboxState.UNCERTAIN)
        await outbox.give_up(tx, [(e.done.parcel.id, e.fate.state, named(e.done.fault)) for e in over])
        for entry in page:
            await self._follow(tx, entry.done)

    async def next(self, tx: Transaction, due: Sequence[Parcel], label: str) -> dict[int, Letter]:
        """The letters that these parcels are now, after all that has been written."""
        return self.shown.changing(await written(tx, due, label, self.topics), due, tx.now)

    async def _follow(self, tx: Transaction, done: Done) -> None:
        chat = done.letter.notice.chat
        match done.fault:
            case Unreachable():
                await self._on_unreachable(tx, done.parcel.notice)
            case Moved(to=to):
                await outbox.readdress(tx, chat, to)
                await self._on_moved(tx, chat, to)
            case Gone() if done.letter.edits and done.parcel.notice.ticket_id:
                await posts.drop(tx, done.parcel.notice.ticket_id, done.parcel.lane, Purpose.CARD)
            case NoTopic() | NoTopics():
                await self._without_topic(tx, done)
            case None if done.letter.opens:
                await topics.keep(tx, done.parcel.notice.ticket_id or 0, done.parcel.lane, done.messages[0])
            case None if _proves_open(done.letter):
                if not all(group.reachable for group in await groups.at(tx, chat)):
                    await self._on_reached(tx, chat)

    async def _without_topic(self, tx: Transaction, done: Done) -> None:
        """None can be opened there; or it is gone, and with it what stood there."""
        notice, lane = done.parcel.notice, done.parcel.lane
        if isinstance(done.fault, NoTopic):
            await topics.drop(tx, notice.ticket_id or 0, lane)
            await posts.drop(tx, notice.ticket_id or 0, lane, Purpose.CARD)
        if self.topics is not None and isinstance(done.fault, NoTopic):
            await self.topics.lost(tx, notice)
        elif self.topics is not None:
            await self.topics.refused(tx, notice.chat)


def _proves_open(letter: Letter) -> bool:
    """A text in a group. Who may not send texts can still edit, and perhaps send photos."""
    notice = letter.notice
    return notice.chat < 0 and letter.edits is None and not notice.media and notice.purpose not in DEEDS


def _of(page: Sequence[Entry], *states: OutboxState) -> list[Entry]:
    return [entry for entry in page if entry.fate.state in states]


def _again(tx: Transaction, entry: Entry) -> outbox.Again:
    until = tx.now + timedelta(seconds=entry.fate.wait) if entry.fate.wait else None
    return entry.done.parcel, until, named(entry.done.fault)
