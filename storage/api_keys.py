"""Keys by which other software files: kept as a keyed hash alone, each under a name."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from storage.models import ApiKey, Entry
from storage.sealing import Seal
from storage.transaction import Transaction


async def add(tx: Transaction, name: str, written: str) -> ApiKey:
    """Keep a new key."""
    row = ApiKey(name=name, digest=_digest(tx.seal, written), made_at=tx.now)
    tx.session.add(row)
    await tx.session.flush()
    return row


async def named(tx: Transaction, name: str) -> ApiKey | None:
    """The key of this name, good or not."""
    return (await tx.session.execute(select(ApiKey).where(ApiKey.name == name))).scalars().first()


async def find(tx: Transaction, written: str) -> ApiKey | None:
    """The key that is written so, while it is good."""
    query = select(ApiKey).where(ApiKey.digest == _digest(tx.seal, written), col(ApiKey.revoked_at).is_(None))
    return (await tx.session.execute(query)).scalars().first()


async def every(session: AsyncSession) -> Sequence[ApiKey]:
    """All there ever were, by name."""
    return (await session.execute(select(ApiKey).order_by(col(ApiKey.name)))).scalars().all()


def enter(tx: Transaction, ticket_id: int, key: ApiKey) -> None:
    """This key filed the ticket."""
    key.used_at = tx.now
    tx.session.add(Entry(ticket_id=ticket_id, api_key_id=key.id))


def _digest(seal: Seal, written: str) -> bytes:
    return seal.fingerprint("api_key", written)
