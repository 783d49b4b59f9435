"""Residents who reported the same as someone before them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import col, select

from storage.models import Follower
from storage.transaction import Transaction


async def of(tx: Transaction, ticket_id: int) -> Sequence[Follower]:
    """Who follows a ticket, in the order they joined."""
    query = select(Follower).where(Follower.ticket_id == ticket_id).order_by(col(Follower.since))
    return (await tx.session.execute(query)).scalars().all()


async def count(tx: Transaction, ticket_id: int) -> int:
    """How many follow a ticket."""
    if ticket_id in tx.unwritten.tickets:
        return 0
    query = select(func.count()).select_from(Follower).where(col(Follower.ticket_id) == ticket_id)
    return await tx.session.scalar(query) or 0


async def leave(tx: Transaction, ticket_id: int, resident_id: int) -> bool:
    """A resident follows a ticket no more; False if they did not."""
    follower = await tx.session.get(Follower, (ticket_id, resident_id))
    if follower is None:
        return False
    await tx.session.delete(follower)
    await tx.session.flush()
    return True


async def follows(tx: Transaction, ticket_id: int, resident_id: int) -> bool:
    """Whether this resident reported the same."""
    return await tx.session.get(Follower, (ticket_id, resident_id)) is not None


async def join(
    tx: Transaction, ticket_id: int, resident_id: int, language: str, merged_from: int | None = None
) -> bool:
    """A resident follows a ticket from now on; False if they do already."""
    if await tx.session.get(Follower, (ticket_id, resident_id)) is not None:
        return False
    follower = Follower(
        ticket_id=ticket_id,
        resident_id=resident_id,
        language=language,
        since=tx.now,
        merged_from=merged_from,
    )
    tx.session.add(follower)
    await tx.session.flush()
    return True
