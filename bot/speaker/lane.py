"""All that waits for one chat, and what of it leaves next.

In a group the most urgent goes first, then the oldest; but what belongs together never changes places: the
messages of one ticket (its card, what stands under it, its topic) are one strand, those of none another, and
a strand leaves in the order of its rows. So an answer to a command takes along what stands before it in its
own strand, and overtakes the rest. In private all is one strand: a conversation.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field

from storage.transaction import Parcel

_Row = tuple[int, Parcel]


@dataclass(slots=True)
class Lane:
    """The rows of one chat that wait, and whether it may be written to."""

    number: int
    busy: bool = False
    resumes: float = 0.0
    stamp: int = 0
    _strands: dict[int, list[_Row]] = field(default_factory=dict)
    _wishes: list[tuple[int, int]] = field(default_factory=list)  # urgency, row
    _of: dict[int, int] = field(default_factory=dict)  # row -> strand

    def __len__(self) -> int:
        return len(self._of)

    @property
    def first(self) -> Parcel:
        """What leaves next; there has to be something."""
        while self._wishes[0][1] not in self._of:
            heapq.heappop(self._wishes)
        return self._strands[self._of[self._wishes[0][1]]][0][1]

    @property
    def urgency(self) -> int:
        """Of the most urgent that waits: what stands before it in its strand leaves for its sake."""
        _ = self.first
        return self._wishes[0][0]

    @property
    def group(self) -> bool:
        """The chat is a group."""
        return self.first.notice.chat < 0

    @property
    def cost(self) -> int:
        """What the first row costs of the pace: an album counts each of its files."""
        return max(len(self.first.notice.media), 1)

    def put(self, parcel: Parcel) -> None:
        """It waits too, in its place."""
        strand = self._of.setdefault(parcel.id, _strand(parcel))
        heapq.heappush(self._strands.setdefault(strand, []), (parcel.id, parcel))
        self.wish(parcel)

    def wish(self, parcel: Parcel) -> None:
        """It is as urgent as its notice says now."""
        heapq.heappush(self._wishes, (parcel.notice.urgency, parcel.id))

    def pop(self) -> Parcel:
        """The first waits no more."""
        parcel = self.first
        strand = self._of.pop(parcel.id)
        heapq.heappop(self._strands[strand])
        if not self._strands[strand]:
            del self._strands[strand]
        return parcel


def _strand(parcel: Parcel) -> int:
    return parcel.notice.ticket_id or 0 if parcel.notice.chat < 0 else 0
