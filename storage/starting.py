"""One process after another through what is done once: at the start, several may come at the same moment."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection


async def alone(connection: AsyncConnection) -> None:
    """Until this transaction ends no other passes here; it must be the first statement.

    On PostgreSQL the lock of a table, unlike any other, is taken before the moment that all later statements
    see. SQLite lets in one writer anyway.
    """
    if connection.dialect.name == "postgresql":
        await connection.execute(text("LOCK TABLE marks IN SHARE ROW EXCLUSIVE MODE"))
