"""The topics of forum groups in which tickets are worked on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final

from sqlalchemy import delete, select, tuple_

from storage.models import Topic
from storage.transaction import Transaction

_ROWS: Final[Any] = Topic.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time


async def threads(tx: Transaction, wanted: Collection[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """The thread of each (ticket id, lane) that has a topic."""
    if not wanted:
        return {}
    mine = tuple_(_ROWS.c.ticket_id, _ROWS.c.lane).in_(wanted)
    rows = await (await tx.core()).execute(select(_ROWS).where(mine))
    return {(row.ticket_id, row.lane): row.thread for row in rows}


async def of(tx: Transaction, ticket_id: int) -> Sequence[Topic]:
    """All topics of a ticket."""
    query = select(Topic).where(_ROWS.c.ticket_id == ticket_id)
    return (await tx.session.execute(query)).scalars().all()


async def keep(tx: Transaction, ticket_id: int, lane: int, thread: int) -> None:
    """A topic was opened; one that was opened for the ticket before is left alone."""
    await tx.session.merge(Topic(ticket_id=ticket_id, lane=lane, thread=thread))


async def drop(tx: Transaction, ticket_id: int, lane: int) -> None:
    """The topic is gone."""
    gone = (_ROWS.c.ticket_id == ticket_id) & (_ROWS.c.lane == lane)
    await (await tx.core()).execute(delete(_ROWS).where(gone))
