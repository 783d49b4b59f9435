"""Tickets: given a number, found again, and listed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, exists, func, or_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from bot.notices import Purpose
from bot.tickets.numbers import Number
from bot.tickets.status import HELD, OPEN, WITH_ADMINS, Status
from bot.tickets.verbs import Verb
from storage import searching, serials
from storage.models import Event, Follower, Post, Support, Ticket
from storage.transaction import Transaction


async def add(tx: Transaction, ticket: Ticket) -> Ticket:
    """Store a new ticket under the next number of its year; it has its id from now on."""
    ticket.serial = await serials.draw(tx, f"ticket:{ticket.year}")
    ticket.id = await serials.row(tx, Ticket)
    tx.gather().tickets[ticket.id] = ticket
    return ticket


async def reword(tx: Transaction, ticket: Ticket, text: str) -> None:
    """It says this instead."""
    await searching.drop(tx, ticket)
    ticket.description = text
    await searching.add(tx, ticket)


async def get(tx: Transaction, ticket_id: int) -> Ticket | None:
    """The ticket with this id."""
    return await tx.session.get(Ticket, ticket_id)


async def numbered(tx: Transaction, number: Number) -> Ticket | None:
    """The ticket with this number."""
    query = select(Ticket).where(Ticket.year == number.year, Ticket.serial == number.serial)
    return (await tx.session.execute(query)).scalars().first()


async def filed_from(tx: Transaction, draft_id: int) -> Ticket | None:
    """The ticket that this draft became."""
    return (await tx.session.execute(select(Ticket).where(Ticket.draft_id == draft_id))).scalars().first()


async def of_resident(session: AsyncSession, resident_id: int, limit: int) -> Sequence[Ticket]:
    """A resident's own tickets, the newest first."""
    mine = select(Ticket).where(Ticket.resident_id == resident_id)
    return (await session.execute(mine.order_by(col(Ticket.id).desc()).limit(limit))).scalars().all()


async def every_of(session: AsyncSession, resident_id: int) -> Sequence[Ticket]:
    """All of a resident's own tickets, in the order they were filed."""
    mine = select(Ticket).where(Ticket.resident_id == resident_id).order_by(col(Ticket.id))
    return (await session.execute(mine)).scalars().all()


async def known_to(session: AsyncSession, resident_id: int, limit: int, after: int) -> Sequence[Ticket]:
    """A resident's own tickets and those they joined, the newest first, behind the first ``after``."""
    query = select(Ticket).where(_known_to(resident_id)).order_by(col(Ticket.id).desc())
    return (await session.execute(query.offset(after).limit(limit))).scalars().all()


async def count_known_to(session: AsyncSession, resident_id: int) -> int:
    """How many ``known_to`` finds without a limit."""
    return await session.scalar(select(func.count()).select_from(Ticket).where(_known_to(resident_id))) or 0


async def addressed_to(session: AsyncSession, resident_id: int, since: datetime) -> Sequence[Ticket]:
    """Tickets that what a resident writes may be about, the longest unchanged first.

    Their OPD asked something, wrote ``since`` then, or they rated it since.
    """
    lately = and_(col(Event.ticket_id) == Ticket.id, col(Event.at) >= since)
    wrote = exists().where(and_(lately, col(Event.verb).in_((Verb.REPLY, Verb.ASK))))
    rated = exists().where(and_(lately, col(Event.verb) == Verb.RATE))
    may_be = or_(
        col(Ticket.status) == Status.WAITING_REPORTER,
        and_(col(Ticket.status).in_(OPEN | {Status.RESOLVED}), wrote),
        and_(col(Ticket.status) == Status.CLOSED, rated),
    )
    mine = select(Ticket).where(Ticket.resident_id == resident_id, may_be)
    return (await session.execute(mine.order_by(col(Ticket.entered_at)))).scalars().all()


async def held_by(session: AsyncSession, opds: Collection[str], limit: int | None = None) -> Sequence[Ticket]:
    """What these OPDs have in hand, the first due first."""
    query = select(Ticket).where(_held_by(opds)).order_by(col(Ticket.due_at), col(Ticket.id)).limit(limit)
    return (await session.execute(query)).scalars().all()


async def tasks_of(session: AsyncSession, opds: Collection[str], after: int, limit: int) -> Sequence[Ticket]:
    """As ``held_by``, what waits for its resident last; from the one after the first ``after``."""
    waits = case((col(Ticket.status) == Status.WAITING_REPORTER, 1), else_=0)
    order = (waits, col(Ticket.due_at), col(Ticket.id))
    page = select(Ticket.id).where(_held_by(opds)).order_by(*order).offset(after).limit(limit)
    query = select(Ticket).where(col(Ticket.id).in_(page)).order_by(*order)  # no row is sorted whole
    return (await session.execute(query)).scalars().all()


async def count_held_by(session: AsyncSession, opds: Collection[str]) -> int:
    """How many ``held_by`` finds without a limit."""
    return await session.scalar(select(func.count()).select_from(Ticket).where(_held_by(opds))) or 0


async def answered_since(session: AsyncSession, opd: str, since: datetime) -> Sequence[Ticket]:
    """The tickets given to this OPD whose reporter added something at or after ``since``."""
    said = select(Event.ticket_id).where(Event.verb == Verb.ANSWER, col(Event.at) >= since)
    query = select(Ticket).where(Ticket.opd == opd, Ticket.status != Status.NEW, col(Ticket.id).in_(said))
    return (await session.execute(query.order_by(col(Ticket.due_at), col(Ticket.id)))).scalars().all()


async def carded(session: AsyncSession, lane: int) -> Sequence[Ticket]:
    """All whose card was posted in this chat, however they stand now, the newest first."""
    shown = select(Post.ticket_id).where(Post.lane == lane, Post.purpose == Purpose.CARD)
    query = select(Ticket).where(col(Ticket.id).in_(shown)).order_by(col(Ticket.id).desc())
    return (await session.execute(query)).scalars().all()


async def helped_by(session: AsyncSession, opd: str) -> Sequence[Ticket]:
    """What others have in hand and this OPD helps with."""
    helped = select(Support.ticket_id).where(Support.opd == opd)
    query = select(Ticket).where(col(Ticket.id).in_(helped), col(Ticket.status).in_(HELD))
    return (await session.execute(query.order_by(col(Ticket.due_at), col(Ticket.id)))).scalars().all()


async def shown_to_admins(session: AsyncSession, groups: Collection[str]) -> Sequence[Ticket]:
    """What waits for an admin, and what OPDs without a group have in hand; ``groups``: the OPDs with one."""
    theirs = and_(col(Ticket.opd).not_in(groups), col(Ticket.status).in_(HELD))
    query = select(Ticket).where(or_(col(Ticket.status).in_(WITH_ADMINS), theirs))
    return (await session.execute(query.order_by(col(Ticket.due_at), col(Ticket.id)))).scalars().all()


async def open_after(session: AsyncSession, after: int, limit: int) -> Sequence[Ticket]:
    """Tickets that someone has in hand, with ids after this one, in their order."""
    query = select(Ticket).where(col(Ticket.status).in_(OPEN), col(Ticket.id) > after)
    return (await session.execute(query.order_by(col(Ticket.id)).limit(limit))).scalars().all()


async def has_merged(tx: Transaction, ticket_id: int) -> bool:
    """Whether others were merged into this one."""
    query = select(Ticket.id).where(Ticket.merged_into == ticket_id).limit(1)
    return (await tx.session.execute(query)).first() is not None


async def closed_between(session: AsyncSession, begin: datetime, end: datetime) -> Sequence[int]:
    """The ids of what was closed from ``begin`` to before ``end`` and is closed still."""
    closed = and_(col(Ticket.closed_at) >= begin, col(Ticket.closed_at) < end)
    query = select(Ticket.id).where(closed, Ticket.status == Status.CLOSED)
    return (await session.execute(query)).scalars().all()


def _known_to(resident_id: int) -> ColumnElement[bool]:
    joined = select(Follower.ticket_id).where(Follower.resident_id == resident_id)
    return or_(col(Ticket.resident_id) == resident_id, col(Ticket.id).in_(joined))


def _held_by(opds: Collection[str]) -> ColumnElement[bool]:
    return and_(col(Ticket.opd).in_(opds), col(Ticket.status).in_(HELD))
