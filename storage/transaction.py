"""What one write transaction reads, gathers and writes; services and queries are given it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession

from bot.notices import Notice
from bot.orders import Order
from storage.journal import Filed
from storage.models import Group, Resident
from storage.sealing import Seal
from storage.unwritten import Unwritten


@dataclass(slots=True)
class Parcel:
    """A notice with its row in the outbox."""

    id: int
    lane: int
    notice: Notice
    repeat: bool = False
    attempts: int = 0


@dataclass(slots=True)
class DraftRecord:
    """A resident's draft as its row is, ``form`` sealed; a record without the cost of one that is watched."""

    id: int
    resident_id: int
    form: bytes
    nudge_at: datetime | None
    expires_at: datetime


@dataclass(slots=True)
class Transaction:
    """What one transaction reads and writes; notices put into it leave only if it commits.

    ``undo`` is called, the last first, if it does not: for what is known in memory as well. ``beside``: where
    several processes write at once, connections for what must not wait for a commit. ``events``: what was
    done to tickets, for the chain. ``filed``: who gets a number, for the journal. ``ids``: those to come, by
    table; ``asked``: for how many so far. ``serials``: the last of each name. ``bound``: groups read alone.
    """

    session: AsyncSession
    seal: Seal
    now: datetime
    numbers: Iterator[int]
    beside: AsyncEngine | None = None
    parcels: dict[int, Parcel] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    residents: dict[bytes, Resident | None] = field(default_factory=dict)
    drafts: dict[int, DraftRecord | None] = field(default_factory=dict)
    kept_residents: dict[int, Resident] = field(default_factory=dict)
    kept_drafts: dict[int, DraftRecord] = field(default_factory=dict)
    new_drafts: set[int] = field(default_factory=set)
    dropped_drafts: set[int] = field(default_factory=set)
    groups: list[Group] | None = None
    bound: dict[str, Group | None] = field(default_factory=dict)
    helpers: dict[int, Sequence[str]] = field(default_factory=dict)
    orders: list[Order] = field(default_factory=list)
    handled: list[int] = field(default_factory=list)
    events: list[Any] = field(default_factory=list)
    filed: list[Filed] = field(default_factory=list)
    undo: list[Callable[[], None]] = field(default_factory=list)
    unwritten: Unwritten = field(default_factory=Unwritten)
    ids: dict[str, Iterator[int]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    serials: dict[str, int] = field(default_factory=dict)
    _core: AsyncConnection | None = None

    async def core(self) -> AsyncConnection:
        """The bare connection, for statements that skip the unit of work; what was gathered is written."""
        await self.write()
        return await self.aside()

    async def aside(self) -> AsyncConnection:
        """The bare connection, for what has nothing to do with what was gathered."""
        if self._core is None:
            self._core = await self.session.connection()
        return self._core

    def gather(self) -> Unwritten:
        """Where what is done to tickets is put; whatever is executed from now on finds it written."""
        self.unwritten.watch(self.session)
        return self.unwritten

    async def write(self) -> None:
        """Write what was gathered."""
        if self.unwritten:
            await self.session.run_sync(self.unwritten.write)
