"""Updates in memory: in the order they came, and within a chat one after another."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.protocols import Raw


@dataclass(slots=True, eq=False)
class Entry:
    """One stored update; ``prepared`` is set once it is decoded, ``attempts`` counts failures."""

    update_id: int
    lane: int
    chat: int
    raw: Raw
    attempts: int = 0
    prepared: Any = None
    done: bool = False


class Queue:
    """A lane that is held lets nothing of its chat pass; other chats go on."""

    def __init__(self) -> None:
        self._waiting: deque[Entry] = deque()
        self._held: dict[int, deque[Entry]] = {}

    def __len__(self) -> int:
        return len(self._waiting) + sum(map(len, self._held.values()))

    def __contains__(self, entry: Entry) -> bool:
        return entry in self._waiting or entry in self._held.get(entry.lane, ())

    @property
    def ready(self) -> bool:
        """Something may be taken, though perhaps only to be held."""
        return bool(self._waiting)

    def put(self, entries: Iterable[Entry]) -> None:
        """Add what just came."""
        self._waiting.extend(entries)

    def take(self, limit: int) -> list[Entry]:
        """The next entries in order, of lanes that are not held."""
        taken: list[Entry] = []
        while self._waiting and len(taken) < limit:
            entry = self._waiting.popleft()
            if not (entry.done or self.keep_back(entry)):
                taken.append(entry)
        return taken

    def back(self, entries: Sequence[Entry]) -> None:
        """These were taken and are to be taken again, before all others of their lanes."""
        for entry in reversed(entries):
            self._held.get(entry.lane, self._waiting).appendleft(entry)

    def hold(self, entry: Entry) -> None:
        """Keep the entry's lane back, beginning with it. Raises ValueError if it is held already."""
        if entry.lane in self._held:
            raise ValueError("a lane is held once")
        self._held[entry.lane] = deque((entry,))

    def keep_back(self, entry: Entry) -> bool:
        """Put the entry at the end of its lane's line, if the lane is held."""
        line = self._held.get(entry.lane)
        if line is not None:
            line.append(entry)
        return line is not None

    def release(self, lane: int) -> None:
        """The lane goes on, but for what is done."""
        self._waiting.extendleft(reversed(self._held.pop(lane)))
