"""New databases on a PostgreSQL server of the bench's own."""

from __future__ import annotations

from pathlib import Path

import asyncpg

from tests.databases import server


async def new_database(socket: Path, name: str) -> str:
    """The address of one with nothing in it."""
    connection = await asyncpg.connect(host=str(socket), port=server.PORT, user="aduan", database="postgres")
    await connection.execute(f"DROP DATABASE IF EXISTS {name}")
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    return f"postgresql+asyncpg://aduan@/{name}?host={socket}&port={server.PORT}"
