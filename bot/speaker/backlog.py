"""What waits in the database and is not in memory yet: read in slices, so that a backlog holds up nothing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Final

import structlog

from bot.notices import SENT_ONCE
from bot.speaker.lanes import Lanes, Now
from bot.speaker.pace import GROUP_SPAN, Pace
from storage import claims, outbox
from storage.models import OutboxState
from storage.transaction import Transaction

SLICE: Final = 500

MOST_IN_MEMORY: Final = 5_000
"""Rows beyond these stay in the database and follow in order of their ids."""

_log = structlog.get_logger(__name__)


class Backlog:
    """Rows with ids after ``cursor`` are still to be read; it is None when all are in memory."""

    def __init__(self, lanes: Lanes, pace: Pace) -> None:
        self._cursor: int | None = 0
        self._told: int | None = None
        self._lanes = lanes
        self._pace = pace
        self._recalls = True

    @property
    def cursor(self) -> int | None:
        """Where the reading goes on."""
        return min((row for row in (self._cursor, self._told) if row is not None), default=None)

    def tell(self, row: int) -> None:
        """Another process committed this row; read from there again, past what is in memory."""
        self._told = min(row - 1, self._told if self._told is not None else row)

    def back(self, cursor: int | None) -> None:
        """What was read from there on was not read after all."""
        self._cursor = cursor

    @property
    def wants(self) -> bool:
        """Whether there is something to read and room for it."""
        return self.cursor is not None and len(self._lanes) < MOST_IN_MEMORY

    def admits(self, row: int) -> bool:
        """Whether a row just committed goes straight to memory; if not, it is read in its turn."""
        if self.cursor is None and len(self._lanes) >= MOST_IN_MEMORY and row not in self._lanes:
            self._cursor = row - 1
        return self.cursor is None or row <= self.cursor

    async def read(self, tx: Transaction, now: Now, unwritten: Collection[int]) -> None:
        """Take in the next slice; in a write transaction, so that no row is committed meanwhile unseen.

        ``unwritten``: rows whose call has ended, though the database does not say so yet.
        """
        if self._recalls:
            await self._recall(tx, now)
        after, self._told = self.cursor or 0, None
        found = await outbox.waiting(tx.session, tx.seal, after, SLICE)
        rows = [row for row in found if not (row.id in self._lanes or row.id in unwritten)]
        ends = [(row.id, end, "found at start") for row in rows if (end := self._admit(row, now))]
        await outbox.give_up(tx, ends)
        given_up = {row for row, _, _ in ends}
        await claims.reopen(tx, [row.id for row in rows if row.attempted and row.id not in given_up])
        self._cursor = found[-1].id if len(found) == SLICE else None

    async def _recall(self, tx: Transaction, now: Now) -> None:
        self._recalls = False
        sent = await outbox.recent(tx.session, now.wall - timedelta(seconds=GROUP_SPAN))
        self._pace.remember((lane, now.tick - (now.wall - at).total_seconds()) for lane, at in sent)

    def _admit(self, row: outbox.Waiting, now: Now) -> OutboxState | None:
        if row.parcel is None:
            _log.error("outbox_unreadable", row=row.id)
            return OutboxState.DEAD
        if row.attempted and row.parcel.notice.purpose in SENT_ONCE:
            return OutboxState.UNCERTAIN
        row.parcel.repeat |= row.attempted
        if row.failed_until is not None:
            wait = (row.failed_until - now.wall).total_seconds()
            self._lanes.rest(row.parcel.lane, now.tick + wait)
        self._lanes.put(row.parcel, now)
        return None
