"""A stand-in for Telegram on a clock of its own: what is in the outbox leaves at the speaker's pace."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from bot.notices import Purpose
from bot.speaker import Pace
from bot.speaker.letters import written
from storage import outbox
from storage.database import Database
from storage.transaction import Parcel

MINUTE = 60.0


class Sent(NamedTuple):
    """One message that arrived: when by the clock, in which chat, of which ticket."""

    at: float
    chat: int
    ticket: int | None
    reminds: bool


@dataclass
class Post:
    """Takes what is committed and brings it when the real pace allows; ``log`` is all that arrived."""

    database: Database
    pace: Pace = field(default_factory=lambda: Pace(28, 19))
    waiting: dict[int, Parcel] = field(default_factory=dict)
    since: dict[int, float] = field(default_factory=dict)
    log: list[Sent] = field(default_factory=list)
    ids: Any = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.database.on_commit = self._hear

    async def bring(self, until: datetime) -> None:
        """Everything that can leave before ``until``; rows that were withdrawn are not there any more."""
        ready = list(self._leaving(until.timestamp()))
        if not ready:
            return
        async with self.database.write() as tx:
            there = await outbox.claim(tx, [parcel.id for parcel, _ in ready])
            here = [(parcel, at) for parcel, at in ready if parcel.id in there]
            letters = await written(tx, [parcel for parcel, _ in here], "")
            edits = {row for row, letter in letters.items() if letter.edits}
            arrived = [(parcel, () if parcel.id in edits else (next(self.ids),)) for parcel, _ in here]
            await outbox.sent(tx, arrived)
        self.log += [_sent(parcel, at) for parcel, at in here]

    def _hear(self, parcels: Iterable[Parcel]) -> None:
        now = self.database.clock().timestamp()
        for parcel in parcels:
            self.waiting[parcel.id] = parcel
            self.since.setdefault(parcel.id, now)

    def _leaving(self, until: float) -> Iterable[tuple[Parcel, float]]:
        """What leaves, in order: within a chat by its id, among chats whoever may go first."""
        lanes: defaultdict[int, deque[Parcel]] = defaultdict(deque)
        for parcel in sorted(self.waiting.values(), key=lambda parcel: parcel.id):
            lanes[parcel.lane].append(parcel)
        while lanes:
            at, lane = min((self._earliest(queue[0]), lane) for lane, queue in lanes.items())
            if at >= until:
                return
            parcel = lanes[lane].popleft()
            if not lanes[lane]:
                del lanes[lane]
            self.pace.spend(parcel.lane, _cost(parcel), at)
            del self.waiting[parcel.id], self.since[parcel.id]
            yield parcel, at

    def _earliest(self, parcel: Parcel) -> float:
        held = parcel.notice.not_before
        since = max(self.since[parcel.id], held.timestamp() if held else 0.0)
        lane = self.pace.earliest(parcel.lane, _cost(parcel), since, group=parcel.notice.chat < 0)
        return self.pace.opens(_cost(parcel), lane)


def busiest_minute(log: Iterable[Sent]) -> dict[int, int]:
    """The most messages that each group got within any sixty seconds."""
    windows: defaultdict[int, deque[float]] = defaultdict(deque)
    most: Counter[int] = Counter()
    for sent in sorted(log, key=lambda sent: sent.at):
        if sent.chat >= 0:
            continue
        window = windows[sent.chat]
        window.append(sent.at)
        while window[0] <= sent.at - MINUTE:
            window.popleft()
        most[sent.chat] = max(most[sent.chat], len(window))
    return dict(most)


def _sent(parcel: Parcel, at: float) -> Sent:
    notice = parcel.notice
    return Sent(at, notice.chat, notice.ticket_id, notice.purpose == Purpose.REMINDER)


def _cost(parcel: Parcel) -> int:
    return max(len(parcel.notice.media), 1)
