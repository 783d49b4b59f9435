"""Tickets whose clock has run out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlmodel import col

from bot.recap.tallies import RUNNING
from storage.database import Reader
from storage.models import Ticket
from storage.recaps import PROTECTED


async def longest(
    session: Reader, now: datetime, opds: Collection[str] | None, limit: int, *, protected: bool
) -> Sequence[Ticket]:
    """The longest overdue first, of these offices or of all; ``protected``: those too."""
    query = select(Ticket).where(_late(now, opds, protected)).order_by(col(Ticket.due_at), col(Ticket.id))
    return (await session.execute(query.limit(limit))).scalars().all()


async def by_office(session: Reader, now: datetime, opds: Collection[str] | None) -> dict[str, int]:
    """How many ordinary ones each office holds, the most first."""
    office = col(Ticket.opd)
    query = select(office, func.count()).where(_late(now, opds, protected=False)).group_by(office)
    rows = [(row[0], row[1]) for row in await session.execute(query)]
    return dict(sorted(rows, key=lambda item: (-item[1], item[0])))


async def how_many(session: Reader, now: datetime, opds: Collection[str] | None, *, protected: bool) -> int:
    """How many ``longest`` finds without a limit."""
    query = select(func.count()).select_from(Ticket).where(_late(now, opds, protected))
    return await session.scalar(query) or 0


def _late(now: datetime, opds: Collection[str] | None, protected: bool) -> ColumnElement[bool]:
    late = and_(col(Ticket.status).in_(RUNNING), col(Ticket.due_at) < now)
    if opds is not None:
        late = and_(late, col(Ticket.opd).in_(opds))
    return late if protected else and_(late, ~PROTECTED)
