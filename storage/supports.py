"""The OPDs that help another with a ticket."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select

from storage.models import Support
from storage.transaction import Transaction


async def of(tx: Transaction, ticket_id: int) -> Sequence[str]:
    """The codes of the OPDs that help with a ticket, in the order they were asked."""
    if ticket_id in tx.unwritten.tickets:
        return ()
    if ticket_id not in tx.helpers:
        query = select(Support.opd).where(Support.ticket_id == ticket_id).order_by(col(Support.since))
        tx.helpers[ticket_id] = (await tx.session.execute(query)).scalars().all()
    return tx.helpers[ticket_id]


async def add(tx: Transaction, ticket_id: int, opd: str) -> bool:
    """Let an OPD help; False if it does already."""
    if await tx.session.get(Support, (ticket_id, opd)) is not None:
        return False
    tx.session.add(Support(ticket_id=ticket_id, opd=opd, since=tx.now))
    await tx.session.flush()
    tx.helpers.pop(ticket_id, None)
    return True


async def drop(tx: Transaction, ticket_id: int, opd: str) -> None:
    """It helps no longer."""
    found = await tx.session.get(Support, (ticket_id, opd))
    if found is not None:
        await tx.session.delete(found)
        await tx.session.flush()
        tx.helpers.pop(ticket_id, None)
