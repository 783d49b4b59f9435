"""Who asked to see who reported a ticket, and what another admin said to that."""

from __future__ import annotations

from sqlmodel import col, select

from storage.models import Reveal
from storage.transaction import Transaction


async def add(tx: Transaction, reveal: Reveal) -> Reveal:
    """It has its id from now on."""
    tx.session.add(reveal)
    await tx.session.flush()
    return reveal


async def get(tx: Transaction, reveal: int) -> Reveal | None:
    """The one with this id."""
    return await tx.session.get(Reveal, reveal)


async def pending(tx: Transaction, ticket_id: int) -> Reveal | None:
    """What waits for a second admin, of this ticket."""
    query = select(Reveal).where(
        Reveal.ticket_id == ticket_id, col(Reveal.decided_at).is_(None), col(Reveal.expires_at) > tx.now
    )
    return (await tx.session.execute(query.order_by(col(Reveal.id).desc()).limit(1))).scalars().first()
