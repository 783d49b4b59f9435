"""Open tickets that may tell of the same as a new report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from bot.pins import Pin
from bot.tickets.status import OPEN
from storage.models import Follower, Ticket

AT_MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Sought:
    """What a twin has in common with a new report: all but the place, and there the desa or a square."""

    category: str
    kecamatan: str | None
    desa: str | None
    square: tuple[Pin, Pin] | None
    since: datetime


async def near(session: AsyncSession, sought: Sought, besides: int) -> Sequence[Ticket]:
    """The newest open ones that anyone may hear of, neither filed nor joined by ``besides``."""
    query = select(Ticket).where(
        Ticket.category == sought.category,
        Ticket.kecamatan == sought.kecamatan,
        col(Ticket.filed_at) >= sought.since,
        col(Ticket.status).in_(OPEN),
        col(Ticket.sensitive).is_(False),
        col(Ticket.oversight).is_(False),
        col(Ticket.resident_id).is_distinct_from(besides),
        col(Ticket.id).not_in(select(Follower.ticket_id).where(Follower.resident_id == besides)),
        _is_there(sought),
    )
    return (await session.execute(query.order_by(col(Ticket.filed_at).desc()).limit(AT_MOST))).scalars().all()


def _is_there(sought: Sought) -> ColumnElement[bool]:
    same = col(Ticket.desa) == sought.desa
    if sought.square is None:
        return same
    south_west, north_east = sought.square
    inside = and_(
        col(Ticket.latitude).between(south_west.latitude, north_east.latitude),
        col(Ticket.longitude).between(south_west.longitude, north_east.longitude),
    )
    return or_(same, inside)
