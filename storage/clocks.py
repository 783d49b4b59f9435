"""Tickets whose time has come, by the columns that say when; asked by the ticker alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final, Literal, NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from bot.tickets.status import DESK, REMINDED, WITH_ADMINS, Status
from storage.models import Ticket
from storage.transaction import Transaction

Clock = Literal["remind_at", "lapse_at"]
"""The columns that say when a ticket is looked at again."""

_TICKETS: Final[Any] = Ticket.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time
_ORDER: Final = (col(Ticket.due_at), col(Ticket.id))


class Load(NamedTuple):
    """How many reminders are due of tickets of one kind; ``with_admins``: an admin has to route them."""

    opd: str
    with_admins: bool
    emergency: bool
    tickets: int


async def loads(tx: Transaction) -> list[Load]:
    """All reminders that are due, counted, the longest due first."""
    with_admins = col(Ticket.status).in_(WITH_ADMINS)
    kinds = (col(Ticket.opd), with_admins, col(Ticket.emergency))
    due = select(*kinds, func.count()).where(_due(tx)).group_by(*kinds).order_by(func.min(Ticket.remind_at))
    rows = await tx.session.execute(due)
    return [Load(opd, bool(theirs), bool(emergency), count) for opd, theirs, emergency, count in rows]


async def to_remind(tx: Transaction, opds: Collection[str], *, with_admins: bool) -> Sequence[Ticket]:
    """What is due of these OPDs' tickets and of those to be routed, the first due to be resolved first."""
    query = select(Ticket).where(_due(tx), _whose(opds, with_admins))
    return (await tx.session.execute(query.order_by(*_ORDER))).scalars().all()


async def ids_to_remind(tx: Transaction, opds: Collection[str], *, with_admins: bool) -> Sequence[int]:
    """The ids of what ``to_remind`` finds; no row is read whole."""
    query = select(Ticket.id).where(_due(tx), _whose(opds, with_admins))
    return (await tx.session.execute(query)).scalars().all()


async def reminded_of(
    session: AsyncSession, opds: Collection[str], limit: int
) -> tuple[Sequence[Ticket], int]:
    """What these OPDs were reminded of and have not dealt with, the first due first; and how many."""
    return await _some(session, and_(_whose(opds, with_admins=False), col(Ticket.reminded_slot) > 0), limit)


async def to_route(session: AsyncSession, limit: int) -> tuple[Sequence[Ticket], int]:
    """As ``reminded_of``, what the admins have to route."""
    return await _some(session, and_(_whose((), with_admins=True), col(Ticket.reminded_slot) > 0), limit)


async def to_lapse(tx: Transaction, limit: int) -> Sequence[int]:
    """The ids of tickets whose resident kept silent long enough, asked or told that it is resolved."""
    silent = col(Ticket.status).in_((Status.RESOLVED, Status.WAITING_REPORTER))
    due = select(Ticket.id).where(col(Ticket.lapse_at) <= tx.now, silent)
    return (await tx.session.execute(due.order_by(col(Ticket.lapse_at)).limit(limit))).scalars().all()


async def to_nudge(tx: Transaction, limit: int) -> Sequence[int]:
    """The ids of tickets whose resident was asked something and is silent so far."""
    due = select(Ticket.id).where(
        col(Ticket.remind_at) <= tx.now,
        Ticket.status == Status.WAITING_REPORTER,
        col(Ticket.lapse_at) > tx.now,
    )
    return (await tx.session.execute(due.order_by(col(Ticket.remind_at)).limit(limit))).scalars().all()


async def put_off(tx: Transaction, ids: Collection[int], clock: Clock, until: datetime) -> None:
    """Look at these again when ``until`` has come."""
    await (await tx.core()).execute(update(_TICKETS).where(_TICKETS.c.id.in_(ids)).values({clock: until}))


def _due(tx: Transaction) -> ColumnElement[bool]:
    return and_(col(Ticket.remind_at) <= tx.now, col(Ticket.status).in_(REMINDED))


def _whose(opds: Collection[str], with_admins: bool) -> ColumnElement[bool]:
    theirs = and_(col(Ticket.opd).in_(opds), col(Ticket.status).in_(DESK))
    return or_(theirs, col(Ticket.status).in_(WITH_ADMINS)) if with_admins else theirs


async def _some(
    session: AsyncSession, which: ColumnElement[bool], limit: int
) -> tuple[Sequence[Ticket], int]:
    query = select(Ticket).where(which)
    found = (await session.execute(query.order_by(*_ORDER).limit(limit))).scalars().all()
    return found, await session.scalar(select(func.count()).select_from(Ticket).where(which)) or 0
