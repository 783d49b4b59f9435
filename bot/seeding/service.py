"""Writes a made-up past into a database, a chunk in each transaction; what was written stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Final

from bot.regency import Regency
from bot.seeding.course import Course
from bot.seeding.filing import Desks, chunks
from bot.seeding.lives import Life
from bot.seeding.words import Fragments
from storage import seeds
from storage.database import Database
from storage.transaction import Transaction

CHUNK: Final = 2_000
"""Tickets of one transaction; with their history some ten times as many rows."""

_MONTH: Final = timedelta(days=30.44)
_RESIDENTS: Final = "seeded residents"
"""Counts as many numbers as there are seeded tickets: none but new residents use theirs."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """How many tickets, filed over how many months up to now, drawn with which seed."""

    tickets: int
    months: int
    seed: int


async def lived(tx: Transaction) -> bool:
    """Whether someone filed a report here."""
    return await seeds.lived(tx, _RESIDENTS)


async def seed(
    regency: Regency, database: Database, plan: Plan, progress: Callable[[int], None], *, step: int = CHUNK
) -> None:
    """Write it, ``step`` tickets at a time; ``progress`` hears how many more are stored.

    The same seed draws the same past.
    """
    now = database.clock()
    past = _Past(regency, database, Random(plan.seed), now)  # noqa: S311  # nothing secret is drawn
    moments = past.desks.moments(now - plan.months * _MONTH, now, plan.tickets)
    for chunk in chunks(moments, step):
        async with database.write() as tx:
            await past.write(tx, chunk)
        progress(len(chunk))


class _Past:
    """Grows from chunk to chunk: it knows who reported before."""

    def __init__(self, regency: Regency, database: Database, dice: Random, now: datetime) -> None:
        words = Fragments.of(regency.policy)
        self.desks = Desks(regency, database.seal, words, dice)
        self._course = Course(regency, words, dice, now)
        self._regency = regency
        self._seal = database.seal
        self._dice = dice
        self._known: list[tuple[int, str]] = []

    async def write(self, tx: Transaction, moments: Sequence[datetime]) -> None:
        """The reports of these moments, with all that has come of them."""
        last = await seeds.last(tx)
        first = await seeds.reserve(tx, _RESIDENTS, len(moments))
        numbers = await self._numbers(tx, moments)
        crowd = _Crowd(self.desks, first, last.resident)
        tickets, events = list[Row](), list[Row]()
        for row, (at, (year, serial)) in enumerate(zip(moments, numbers, strict=True), start=last.ticket + 1):
            resident = self._resident(crowd, at)
            crowd.count(resident["id"], self._regency.local(at).date())
            life = Life(
                self._regency, self._seal, self.desks.report(at, year, serial, resident) | {"id": row}
            )
            self._course.live(life)
            tickets.append(life.row)
            events += sorted(life.events, key=_moment)
        await seeds.write(tx, crowd.new_rows, crowd.known_rows, tickets, events)

    def _resident(self, crowd: _Crowd, at: datetime) -> Row:
        """Who reports: someone new, or someone who has before."""
        if self._known and not self.desks.is_new():
            row, language = self._known[int(self._dice.random() * len(self._known))]
            return {"id": row, "language": language}
        made = crowd.meet(at)
        self._known.append((made["id"], made["language"]))
        return made

    async def _numbers(self, tx: Transaction, moments: Sequence[datetime]) -> list[tuple[int, int]]:
        """Year and running number of each."""
        years = [self._regency.local(at).year for at in moments]
        found: list[tuple[int, int]] = []
        for year, count in sorted(Counter(years).items()):
            first = await seeds.reserve(tx, f"ticket:{year}", count)
            found += [(year, first + number) for number in range(count)]
        return found


class _Crowd:
    """The residents of a chunk: those met in it, and what each filed on their last day."""

    def __init__(self, desks: Desks, first: int, last: int) -> None:
        self._desks = desks
        self._first = first
        self._last = last
        self._new: list[Row] = []
        self._filed: dict[int, tuple[date, int]] = {}

    def meet(self, at: datetime) -> Row:
        """One more."""
        number = len(self._new)
        made = self._desks.resident(self._first + number, self._last + number + 1, at)
        self._new.append(made)
        return made

    def count(self, row: int, today: date) -> None:
        """One more report of this resident, on this day."""
        day, count = self._filed.get(row, (today, 0))
        self._filed[row] = (today, count + 1 if day == today else 1)

    @property
    def new_rows(self) -> list[Row]:
        """Those met, whole."""
        return [row | _filed(*self._filed.pop(row["id"])) for row in self._new]

    @property
    def known_rows(self) -> list[Row]:
        """What changes for those known before; to be asked for after ``new_rows``."""
        return [{"which": row, "day": day, "count": count} for row, (day, count) in self._filed.items()]


def _filed(day: date, count: int) -> Row:
    return {"filed_on": day, "filed_count": count}


def _moment(event: Row) -> datetime:
    at: datetime = event["at"]
    return at
