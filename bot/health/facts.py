"""What the watch finds when it looks: in the database, on the disk, and in what the process noticed."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.health.vitals import Vitals
from bot.regency import Regency
from bot.tickets.status import ENDED, Status
from storage import invariants, survey
from storage.database import Database, Reader
from storage.engine import sqlite_file
from storage.models import OutboxState
from storage.survey import Waiting

SLICE: Final = 2_000
"""Tickets looked at in one go: some 20 milliseconds."""

ALL_EVERY: Final = 60
"""Looks: an hour."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Ages in seconds; ``violations``: rows by invariant; ``heads_unheard``: OPDs with heads out of reach.

    ``unerased``: rows that the last night could not erase, though their time is up.
    """

    inbox_waits: int = 0
    inbox_age: float = 0.0
    outbox_waits: int = 0
    outbox_age: float = 0.0
    dead: int = 0
    uncertain: int = 0
    tickets: Mapping[str, int] = field(default_factory=dict)
    violations: Mapping[str, int] = field(default_factory=dict)
    groups_down: Sequence[str] = ()
    heads_unheard: Sequence[str] = ()
    unerased: int = 0
    disk_free: float = 1.0
    wal: int = 0
    skew: float = 0.0
    contested: bool = False
    late: Sequence[str] = ()
    page_shut: bool = False


class Sweep:
    """Looks for what must never be: the newest tickets each time, the older ones in turns."""

    def __init__(self) -> None:
        self._next = 0
        self._found: dict[int, Mapping[str, int]] = {}

    async def turn(self, session: Reader, now: datetime) -> Mapping[str, int]:
        """Rows by invariant, as of the last look at each slice."""
        newest = await invariants.last_ticket(session) // SLICE
        self._next = self._next + 1 if self._next < newest - 1 else 0
        for part in {newest, self._next}:
            first, last = part * SLICE, (part + 1) * SLICE - 1
            self._found[part] = await invariants.violations(session, now, first, last, ranged=True)
        self._found[-1] = await invariants.violations(session, now, 0, 0, ranged=False)
        total: Counter[str] = Counter()
        for found in self._found.values():
            total.update(found)
        return total


class Tally:
    """Tickets by status: those under way each time; those that ended, most of all, once an hour."""

    def __init__(self) -> None:
        self._ended: Mapping[str, int] = {}
        self._looks = 0

    async def turn(self, session: Reader) -> Mapping[str, int]:
        """How many there are, by status."""
        if self._looks % ALL_EVERY == 0:
            self._ended = await survey.tickets(session, ENDED)
        self._looks += 1
        return {**self._ended, **await survey.tickets(session, frozenset(Status) - ENDED)}


class Surveyor:
    """Reads all of it; it holds nobody up."""

    def __init__(self, regency: Regency, database: Database, vitals: Vitals) -> None:
        self._heads = regency.settings.people.heads
        self._home = regency.settings.storage
        self._database = database
        self._vitals = vitals
        self._sweep = Sweep()
        self._tally = Tally()

    async def look(self, *, page_shut: bool = False) -> Facts:
        """The facts of this moment. Raises what the database raises."""
        now, vitals = self._vitals.clock(), self._vitals
        async with self._database.read() as session:
            inbox, outbox = await survey.inbox(session), await survey.outbox(session, now)
            return Facts(
                inbox_waits=inbox.rows,
                inbox_age=_age(inbox, now),
                outbox_waits=outbox.rows,
                outbox_age=_age(outbox, now),
                dead=await survey.lost(session, OutboxState.DEAD, now),
                uncertain=await survey.lost(session, OutboxState.UNCERTAIN, now),
                tickets=await self._tally.turn(session),
                violations=await self._sweep.turn(session, now),
                groups_down=await survey.groups_down(session),
                heads_unheard=await self._unheard(session),
                unerased=await survey.unerased(session),
                disk_free=_free(self._home.key_file.absolute().parent, self._home.url),
                wal=_wal(self._home.url),
                skew=vitals.skew.seconds,
                contested=vitals.is_contested,
                late=tuple(vitals.late),
                page_shut=page_shut,
            )

    async def _unheard(self, session: Reader) -> list[str]:
        people = {person for heads in self._heads.values() for person in heads}
        unheard = await survey.unheard(session, self._database.seal, people) if people else set()
        return sorted(opd for opd, heads in self._heads.items() if unheard.intersection(heads))


def _age(waiting: Waiting, now: datetime) -> float:
    return max((now - waiting.since).total_seconds(), 0.0) if waiting.since else 0.0


def _free(beside: Path, url: str) -> float:
    """Of the disk the database is on; of the one with the key, where the database is elsewhere."""
    file = sqlite_file(url)
    place = file.absolute().parent if file else beside
    try:
        usage = shutil.disk_usage(place)
    except OSError:
        return 0.0
    return usage.free / usage.total if usage.total else 0.0


def _wal(url: str) -> int:
    file = sqlite_file(url)
    log = Path(f"{file}-wal")
    return log.stat().st_size if file is not None and log.exists() else 0
