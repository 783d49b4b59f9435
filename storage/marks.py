"""Facts about the database itself, each under a name."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Mark
from storage.transaction import Transaction
from storage.unwritten import ASIDE


async def value(tx: Transaction, name: str) -> str | None:
    """What is marked under this name."""
    return await read(tx.session, name)


async def read(session: AsyncSession, name: str) -> str | None:
    """As ``value``, for who only reads."""
    found = await session.get(Mark, name, execution_options=ASIDE)
    return found.value if found else None


async def set_to(tx: Transaction, name: str, value: str) -> None:
    """From now on it is this."""
    await tx.session.merge(Mark(name=name, value=value))
