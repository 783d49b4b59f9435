"""How much waits, how long, and what was given up: a few numbers, read once a minute."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from bot.tickets.status import Status
from storage import erasing, marks, residents
from storage.models import Group, Inbox, InboxState, Outbox, OutboxState, Resident, Ticket
from storage.sealing import Seal
from storage.types import UTCDateTime

MOST: Final = 1_000
"""Rows counted at most where a count is taken for an alarm."""

_DAY: Final = timedelta(days=1)
_UNSETTLED: Final = (OutboxState.PENDING, OutboxState.ATTEMPTING)
_SHUT: Final = "Unreachable%"
"""Who shut the bot out is no fault of ours."""


class Waiting(NamedTuple):
    """How many rows wait, and since when the oldest does."""

    rows: int
    since: datetime | None


async def inbox(session: AsyncSession) -> Waiting:
    """Updates that were stored and not handled."""
    query = select(func.count(), func.min(Inbox.received_at)).where(col(Inbox.state) == InboxState.PENDING)
    return Waiting(*(await session.execute(query)).one())


async def outbox(session: AsyncSession, now: datetime) -> Waiting:
    """Messages that are due and have not left; one that failed waits since it was made."""
    begins: Any = case(
        (col(Outbox.fault).is_(None), func.coalesce(col(Outbox.not_before), col(Outbox.created_at))),
        else_=col(Outbox.created_at),
    )
    query = select(func.count(), func.min(begins, type_=UTCDateTime())).where(
        col(Outbox.state).in_(_UNSETTLED), begins <= now
    )
    return Waiting(*(await session.execute(query)).one())


async def lost(session: AsyncSession, state: OutboxState, now: datetime) -> int:
    """Messages of the last day that ended so, those to people who shut us out aside."""
    ended = (
        select(col(Outbox.created_at), col(Outbox.fault))
        .where(col(Outbox.state) == state)
        .order_by(col(Outbox.id).desc())
        .limit(MOST)
        .subquery()
    )
    query = select(func.count()).where(ended.c.created_at > now - _DAY, ended.c.fault.not_like(_SHUT))
    return await session.scalar(query) or 0


async def tickets(session: AsyncSession, statuses: Collection[Status]) -> Mapping[str, int]:
    """How many there are in each of these."""
    query = select(col(Ticket.status), func.count()).where(col(Ticket.status).in_(statuses))
    found = await session.execute(query.group_by(col(Ticket.status)))
    return {str(status): 0 for status in statuses} | {str(status): count for status, count in found}


async def unerased(session: AsyncSession) -> int:
    """Rows that the last night could not erase."""
    return int(await marks.read(session, erasing.UNERASED) or 0)


async def groups_down(session: AsyncSession) -> list[str]:
    """The OPDs in whose groups the bot cannot write."""
    query = select(col(Group.opd)).where(col(Group.reachable).is_(False)).order_by(col(Group.opd))
    return list((await session.execute(query)).scalars())


async def unheard(session: AsyncSession, seal: Seal, people: Collection[int]) -> set[int]:
    """Those of these people to whom the bot cannot write: they never pressed /start, or shut it out."""
    marks = {residents.fingerprint(seal, person): person for person in people}
    query = select(col(Resident.person)).where(
        col(Resident.person).in_(marks), col(Resident.reachable).is_(True)
    )
    reached = {marks[person] for person in (await session.execute(query)).scalars()}
    return set(people) - reached
