"""What waits to leave, by chat: which message may go next, and when to look again.

Within a chat the order is that of ``Lane``, among the rows that are due. A row held back for a moment (up
to ``STEPS_ASIDE``: a card that gathers changes) keeps its place and holds its chat; one held for longer (a
reminder, a digest) steps aside and joins when due. Among chats the one with the most urgent row goes first,
then the oldest. Everything is indexed by heaps; an entry that no longer counts is thrown away when it
surfaces.
"""

from __future__ import annotations

import heapq
import itertools
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from msgspec.structs import replace

from bot.speaker.lane import Lane
from bot.speaker.pace import Pace
from storage.transaction import Parcel

STEPS_ASIDE: Final = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Now:
    """One moment: on the wall for what people set, monotonic for pace and patience."""

    wall: datetime
    tick: float


class Lanes:
    """The rows in memory; one in flight per lane."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._lanes: dict[int, Lane] = {}
        self._parcels: dict[int, Parcel] = {}
        self._aside: set[int] = set()
        self._ready: list[tuple[int, int, int, int]] = []  # urgency, row, stamp, lane
        self._later: list[tuple[float, int, int]] = []  # moment, stamp, lane
        self._held: list[tuple[datetime, int]] = []  # moment, row
        self._stamps = itertools.count(1)

    def __len__(self) -> int:
        return len(self._parcels)

    def __contains__(self, row: int) -> bool:
        return row in self._parcels

    def put(self, parcel: Parcel, now: Now) -> None:
        """A new row, or new words for one that still waits."""
        known = self._parcels.get(parcel.id)
        if known is None:
            self._parcels[parcel.id] = known = parcel
            self._aside.add(parcel.id)
        elif parcel.notice.urgency < known.notice.urgency:
            self._lane(known.lane).wish(parcel)
        known.notice = parcel.notice
        self._place(known, now)

    def take(self, now: Now, most: int) -> list[Parcel]:
        """At most ``most`` rows that leave now, one per lane; their lanes are busy until told otherwise."""
        self._advance(now)
        taken: list[Parcel] = []
        while len(taken) < most and (lane := self._first()) and self._opens(lane, now) <= now.tick:
            heapq.heappop(self._ready)
            moment = self._pace.earliest(lane.number, lane.cost, now.tick, group=lane.group)
            if moment > now.tick:
                heapq.heappush(self._later, (moment, lane.stamp, lane.number))
            else:
                taken.append(self._leaves(lane, now))
        return taken

    def wait(self, now: Now) -> float | None:
        """Seconds until ``take`` may find something; None while nothing waits for its time."""
        self._advance(now)
        moments = [moment - now.tick for moment, _, _ in self._later[:1]]
        moments += [(moment - now.wall).total_seconds() for moment, _ in self._held[:1]]
        if lane := self._first():
            moments.append(self._opens(lane, now) - now.tick)
        return max(min(moments), 0.0) if moments else None

    def due(self, now: Now) -> bool:
        """Whether a row waits that is not held back by its own time."""
        self._advance(now)
        return any(_due(lane.first, now) for lane in self._lanes.values() if lane)

    def finish(self, parcel: Parcel, now: Now) -> None:
        """The row is settled; its lane goes on."""
        self._parcels.pop(parcel.id, None)
        self._release(self._lane(parcel.lane), now)

    def back(self, parcel: Parcel, resumes: float, now: Now) -> None:
        """The row is first in its lane again, which rests until ``resumes``."""
        lane = self._lane(parcel.lane)
        lane.put(parcel)
        lane.resumes = max(lane.resumes, resumes)
        self._release(lane, now)

    def rest(self, number: int, resumes: float) -> None:
        """Nothing leaves in this lane before ``resumes``."""
        lane = self._lane(number)
        lane.resumes = max(lane.resumes, resumes)

    def move(self, sent: Parcel, chat: int, number: int, now: Now) -> None:
        """The chat of ``sent`` has a new id: all that waits there, ``sent`` included, goes to the new one."""
        rows = [row for row in self._parcels.values() if row.lane == sent.lane]
        self._lanes.pop(sent.lane, None)
        for parcel in rows:
            parcel.lane = number
            parcel.notice = replace(parcel.notice, chat=chat)
            self._aside.add(parcel.id)
            self._place(parcel, now)

    def _opens(self, lane: Lane, now: Now) -> float:
        return self._pace.opens(lane.cost, now.tick)

    def _leaves(self, lane: Lane, now: Now) -> Parcel:
        self._pace.spend(lane.number, lane.cost, now.tick)
        lane.busy = True
        return lane.pop()

    def _place(self, parcel: Parcel, now: Now) -> None:
        held = parcel.notice.not_before
        if held is not None and held > now.wall + STEPS_ASIDE and parcel.id in self._aside:
            heapq.heappush(self._held, (held, parcel.id))
            return
        lane = self._lane(parcel.lane)
        if parcel.id in self._aside:
            self._aside.remove(parcel.id)
            lane.put(parcel)
        self._index(lane, now)

    def _advance(self, now: Now) -> None:
        while self._held and self._held[0][0] <= now.wall:
            _, row = heapq.heappop(self._held)
            if parcel := self._parcels.get(row):
                self._place(parcel, now)
        while self._later and self._later[0][0] <= now.tick:
            _, stamp, number = heapq.heappop(self._later)
            lane = self._lanes.get(number)
            if lane is not None and lane.stamp == stamp:
                self._index(lane, now)

    def _first(self) -> Lane | None:
        while self._ready:
            _, _, stamp, number = self._ready[0]
            lane = self._lanes.get(number)
            if lane is not None and lane.stamp == stamp:
                return lane
            heapq.heappop(self._ready)
        return None

    def _index(self, lane: Lane, now: Now) -> None:
        lane.stamp = next(self._stamps)
        if lane.busy or not lane:
            return
        parcel = lane.first
        row, held = parcel.id, parcel.notice.not_before
        if held is not None and held > now.wall:
            heapq.heappush(self._held, (held, row))
        elif lane.resumes > now.tick:
            heapq.heappush(self._later, (lane.resumes, lane.stamp, lane.number))
        else:
            heapq.heappush(self._ready, (lane.urgency, row, lane.stamp, lane.number))

    def _release(self, lane: Lane, now: Now) -> None:
        lane.busy = False
        if lane:
            self._index(lane, now)
        else:
            self._lanes.pop(lane.number, None)

    def _lane(self, number: int) -> Lane:
        return self._lanes.setdefault(number, Lane(number))


def _due(parcel: Parcel, now: Now) -> bool:
    return parcel.notice.not_before is None or parcel.notice.not_before <= now.wall
