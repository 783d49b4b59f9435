"""Open tickets that may tell of the same as a new report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, and_, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.pins import Pin
from bot.tickets.status import OPEN, Status
from storage.models import Follower, Ticket

AT_MOST: Final = 50
_COLUMNS: Final[Any] = Ticket.__table__.c  # type: ignore[attr-defined]  # SQLModel adds it at run time


@dataclass(frozen=True, slots=True)
class Sought:
    """What a twin has in common with a new report: all but the place, and there the desa or a square."""

    category: str
    kecamatan: str | None
    desa: str | None
    square: tuple[Pin, Pin] | None
    since: datetime


class Near(NamedTuple):
    """As much of a ticket as its likeness to another is told by."""

    id: int
    status: Status
    filed_at: datetime
    description: str
    landmark: str | None
    desa: str | None
    latitude: float | None
    longitude: float | None


async def near(session: AsyncSession, sought: Sought, besides: int) -> list[Near]:
    """The newest open ones that anyone may hear of, neither filed nor joined by ``besides``."""
    shape = (sought.kecamatan is None, sought.desa is None, sought.square is not None)
    rows = await session.execute(_query(*shape), _values(sought) | {"besides": besides})
    return [Near(*row) for row in rows]


@cache
def _query(anywhere: bool, whole: bool, pinned: bool) -> Select[Any]:
    """Built once for each shape: to build it costs more than to run it."""
    c, joined = (
        _COLUMNS,
        select(col(Follower.ticket_id)).where(col(Follower.resident_id) == bindparam("besides")),
    )
    same = c.desa.is_(None) if whole else c.desa == bindparam("desa")
    inside = and_(
        c.latitude.between(bindparam("south"), bindparam("north")),
        c.longitude.between(bindparam("west"), bindparam("east")),
    )
    query = select(*(c[name] for name in Near._fields)).where(
        c.category == bindparam("category"),
        c.kecamatan.is_(None) if anywhere else c.kecamatan == bindparam("kecamatan"),
        c.filed_at >= bindparam("since"),
        c.status.in_(OPEN),
        c.sensitive.is_(False),
        c.oversight.is_(False),
        c.resident_id.is_distinct_from(bindparam("besides")),
        c.id.not_in(joined),
        or_(same, inside) if pinned else same,
    )
    return query.order_by(c.filed_at.desc()).limit(AT_MOST)


def _values(sought: Sought) -> dict[str, Any]:
    values = {"category": sought.category, "since": sought.since}
    values |= {"kecamatan": sought.kecamatan, "desa": sought.desa}
    if sought.square is not None:
        (south, west), (north, east) = sought.square
        values |= {"south": south, "west": west, "north": north, "east": east}
    return values
