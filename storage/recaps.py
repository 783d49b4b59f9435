"""The tickets of a period, counted by the database as far as it can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import CTE, ColumnElement, Integer, Select, and_, cast, func, null, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from bot.recap.figures import Lasted
from bot.recap.requests import Request
from bot.recap.surroundings import IDLE_DAYS, Standing
from bot.recap.tallies import COUNTED, RUNNING, Counted
from bot.recap.workdays import Day
from bot.tickets.status import OPEN, Kind, Status
from bot.tickets.verbs import Role
from storage.models import Event, Ticket
from storage.moments import day_of, lasted, table_of, worked

AT_ONCE: Final = 5_000
LATEST: Final = 3_000
"""Acts in which the offices that are at work are looked for first."""

_T: Final[Any] = Ticket.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time
_E: Final[Any] = Event.__table__  # type: ignore[attr-defined]  # as above
_C: Final[Any] = _T.c
PROTECTED: Final[Any] = _C.sensitive | _C.oversight
_TIMES: Final = ("response", "resolution")
_PARTS: Final = (_C.opd, _C.category, _C.kecamatan)
_SOLVED: Final[Any] = _C.status.in_(COUNTED - OPEN) & _C.resolved_at.is_not(None)


@dataclass(frozen=True, slots=True)
class Scope:
    """Tickets filed from ``begin`` to before ``end``, of what the request narrows it to."""

    begin: datetime
    end: datetime
    request: Request

    @property
    def condition(self) -> ColumnElement[bool]:
        """As SQL has it."""
        return and_(_C.filed_at >= self.begin, _C.filed_at < self.end, *narrowed(self.request))


def narrowed(request: Request) -> list[ColumnElement[bool]]:
    """What a request asks of a ticket besides its period."""
    wanted = zip(_PARTS, (request.opd, request.category, request.kecamatan), strict=True)
    return [column == value for column, value in wanted if value is not None]


async def counted(session: AsyncSession, scope: Scope, now: datetime) -> list[Counted]:
    """The tickets in scope, alike ones together, as they stand at ``now``."""
    late = _C.status.in_(RUNNING) & (_C.due_at < now)
    waits = _C.status.in_(RUNNING) & _C.responded_at.is_(None) & (_C.respond_due_at < now)
    heard = _C.status.in_(COUNTED) & (_C.responded_at <= _C.respond_due_at)
    unheard = or_(waits, _C.status.in_(COUNTED) & (_C.responded_at > _C.respond_due_at))
    conditions = (late, heard, unheard, _SOLVED & (_C.resolved_at <= _C.due_at))
    unsolved = or_(late, _SOLVED & (_C.resolved_at > _C.due_at))
    alike = (*_PARTS, PROTECTED, _C.status, _C.kind)
    query = select(
        *alike,
        func.count(),
        *(func.count().filter(condition) for condition in (*conditions, unsolved)),
        func.count(_C.rating),
        func.coalesce(func.sum(_C.rating), 0),
        func.count().filter(_C.disputes > 0),
    )
    rows = await session.execute(query.where(scope.condition).group_by(*alike))
    return [_counted(*row) for row in rows]


async def timed(
    session: AsyncSession, scope: Scope, days: Iterable[Day], offset: int, *, by_part: bool = False
) -> Counter[Lasted]:
    """How long the tickets in scope took to be answered, and to be resolved: each told apart from the other.

    ``by_part``: and by office, category and kecamatan.
    """
    each = _timed(scope, days, offset, _PARTS if by_part else ()).cte("each")
    both = union_all(_spread(each, "response"), _spread(each, "resolution"))
    found: Counter[Lasted] = Counter()
    stream = await session.stream(both, execution_options={"yield_per": AT_ONCE})
    async for rows in stream.partitions():
        for count, *row in rows:
            found[Lasted(*row)] += count
    return found


def _spread(each: CTE, which: str) -> Select[Any]:
    """How many tickets have which value of one of the two; the database reads the tickets once for both."""
    column = each.c[which]
    shown = [one if one.name not in _TIMES or one is column else cast(null(), Integer) for one in each.c]
    grouped = [one for one in each.c if one.name not in _TIMES or one is column]
    return select(func.count(), *shown).where(column.is_not(None)).group_by(*grouped)


def _timed(scope: Scope, days: Iterable[Day], offset: int, parts: Iterable[Any]) -> Select[Any]:
    table = table_of(days)
    filed, heard, solved = (table.alias(name) for name in ("filed", "heard", "solved"))
    begin = worked(_C.filed_at, filed, offset)
    response, resolution = _TIMES
    columns = (
        PROTECTED.label("protected"),
        lasted(begin, worked(_C.responded_at, heard, offset)).label(response),
        lasted(begin, worked(_C.resolved_at, solved, offset)).label(resolution),
    )
    joined = (
        _T.outerjoin(filed, filed.c.day == day_of(_C.filed_at, offset))
        .outerjoin(heard, heard.c.day == day_of(_C.responded_at, offset))
        .outerjoin(solved, and_(solved.c.day == day_of(_C.resolved_at, offset), _C.status.not_in(OPEN)))
    )
    query = select(*columns, *parts).select_from(joined)
    return query.where(scope.condition, _C.status.in_(COUNTED))


async def how_many(session: AsyncSession, scope: Scope) -> tuple[int, int]:
    """How many tickets are in scope: ordinary ones, protected ones."""
    query = select(func.count().filter(~PROTECTED), func.count().filter(PROTECTED)).where(scope.condition)
    row = (await session.execute(query)).one()
    return row[0], row[1]


async def is_empty(session: AsyncSession, scope: Scope) -> bool:
    """No ticket is in scope."""
    return (await session.execute(select(_C.id).where(scope.condition).limit(1))).first() is None


async def by_day(
    session: AsyncSession, scope: Scope, moment: str, offset: int
) -> list[tuple[int, bool, int]]:
    """Of the tickets in scope, how many have this moment (``filed_at``, ``resolved_at``) on which local day.

    Day since 1970, protected, count.
    """
    day = day_of(_C[moment], offset)
    query = select(day, PROTECTED, func.count()).where(scope.condition, _C[moment].is_not(None))
    rows = await session.execute(query.group_by(day, PROTECTED))
    return [(row[0], bool(row[1]), row[2]) for row in rows]


async def standing(session: AsyncSession, now: datetime, request: Request) -> list[Standing]:
    """What the offices have in hand now, whenever it was filed."""
    late = and_(_C.due_at < now, _C.status.in_(RUNNING))
    old = _C.filed_at < now - IDLE_DAYS
    query = select(
        _C.opd, PROTECTED, func.count(), func.count().filter(late), func.count().filter(old)
    ).where(_C.status.in_(OPEN), *narrowed(request))
    rows = await session.execute(query.group_by(_C.opd, PROTECTED))
    return [Standing(row[0], bool(row[1]), *row[2:]) for row in rows]


async def idle(session: AsyncSession, offices: Iterable[str], now: datetime) -> tuple[str, ...]:
    """Those of the offices for which no officer did anything within ``IDLE_DAYS``."""
    since = now - IDLE_DAYS
    left = sorted(set(offices) - await _latest(session, since))
    return tuple([opd for opd in left if not await _acted(session, opd, since)])


async def _latest(session: AsyncSession, since: datetime) -> set[str]:
    acts = (
        select(_E.c.ticket_id)
        .where(_E.c.role == Role.OFFICER, _E.c.at >= since)
        .order_by(_E.c.id.desc())
        .limit(LATEST)
        .subquery()
    )
    rows = await session.execute(select(_C.opd).join(acts, acts.c.ticket_id == _C.id).distinct())
    return set(rows.scalars())


async def _acted(session: AsyncSession, opd: str, since: datetime) -> bool:
    acts = select(1).select_from(_T.join(_E, _E.c.ticket_id == _C.id))
    mine = acts.where(_C.opd == opd, _E.c.role == Role.OFFICER, _E.c.at >= since)
    return (await session.execute(mine.limit(1))).first() is not None


def _counted(opd: str, category: str, kecamatan: str | None, protected: Any, *rest: Any) -> Counted:
    status, kind, *counts = rest
    return Counted(opd, category, kecamatan, bool(protected), Status(status), Kind(kind), *counts)
