"""Whether the database takes a write, and which tables it has."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from storage import marks
from storage.transaction import Transaction

_MARK: Final = "probe"


async def write(tx: Transaction) -> None:
    """Write something that reaches the disk with the commit."""
    await marks.set_to(tx, _MARK, tx.now.isoformat())


async def revision(session: AsyncSession) -> str:
    """The newest migration that this database has."""
    return await session.scalar(text("SELECT max(version_num) FROM alembic_version")) or ""
