"""What residents asked about their data, until and after someone decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from storage.models import Petition
from storage.sealing import Seal
from storage.transaction import Transaction

_PLACE: Final = "petitions.words"


async def add(tx: Transaction, petition: Petition) -> Petition:
    """It has its id from now on."""
    tx.session.add(petition)
    await tx.session.flush()
    return petition


async def get(tx: Transaction, petition: int) -> Petition | None:
    """The one with this id."""
    return await tx.session.get(Petition, petition)


def say(tx: Transaction, petition: Petition, words: str) -> None:
    """What the resident wrote with it, sealed: it may name them."""
    petition.words = tx.seal.close(words.encode(), _PLACE, petition.id)


def words_of(seal: Seal, petition: Petition) -> str:
    """What they wrote; nothing where they wrote nothing."""
    return seal.open(petition.words, _PLACE, petition.id).decode() if petition.words else ""


async def waiting(tx: Transaction, limit: int) -> Sequence[Petition]:
    """What nobody has decided, the first due first."""
    query = select(Petition).where(col(Petition.decided_at).is_(None))
    return (await tx.session.execute(query.order_by(col(Petition.due_at)).limit(limit))).scalars().all()


async def to_remind(tx: Transaction, limit: int) -> Sequence[Petition]:
    """What the admins shall hear of now."""
    due = select(Petition).where(col(Petition.reminds_at) <= tx.now, col(Petition.decided_at).is_(None))
    return (await tx.session.execute(due.order_by(col(Petition.due_at)).limit(limit))).scalars().all()


async def of_resident(session: AsyncSession, resident_id: int) -> Sequence[Petition]:
    """All of a resident's, in the order they were asked."""
    query = select(Petition).where(Petition.resident_id == resident_id).order_by(col(Petition.id))
    return (await session.execute(query)).scalars().all()
