"""Is a database whole: its pages, its references, what must never be, and its history."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from alembic.util import CommandError
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from storage import chain, invariants, schema
from storage.engine import engine_of
from storage.sealing import Seal


@dataclass(slots=True)
class Examined:
    """``faults``: a sentence each; ``rows``: how many there are in all tables.

    ``is_readable``: whatever else is wrong, a bot can work with it.
    """

    is_readable: bool = False
    rows: int = 0
    tickets: int = 0
    head: str = ""
    faults: list[str] = field(default_factory=list)


async def examined(file: Path, seal: Seal | None, now: datetime) -> Examined:
    """Look at a SQLite database that nobody writes to; it gets the present tables.

    Without a seal, its history is not held against the chain.
    """
    found = Examined(faults=_broken(file))
    if found.faults:
        return found
    try:
        await _looked_at(f"sqlite+aiosqlite:///{file}", found, seal, now)
        found.is_readable = True
    except (DBAPIError, CommandError) as error:
        found.faults.append(f"this version of aduan does not understand it ({type(error).__name__})")
    return found


async def _looked_at(url: str, found: Examined, seal: Seal | None, now: datetime) -> None:
    await schema.upgrade(url)
    engine = engine_of(url, read_only=True)
    try:
        async with AsyncSession(engine) as session:
            await _read(session, found, seal, now)
    finally:
        await engine.dispose()


async def _read(session: AsyncSession, found: Examined, seal: Seal | None, now: datetime) -> None:
    counts = {}
    for table in SQLModel.metadata.sorted_tables:
        counts[table.name] = await session.scalar(select(func.count()).select_from(table)) or 0
    found.rows, found.tickets = sum(counts.values()), counts["tickets"]
    wrong = await invariants.violations(session, now, 0, await invariants.last_ticket(session))
    found.faults += [f"{name}: {count} rows are as they must never be" for name, count in wrong.items()]
    if seal is not None:
        verdict = await chain.check(await session.connection(), seal)
        found.faults += verdict.faults
        found.head = verdict.head


def _broken(file: Path) -> list[str]:
    try:
        with closing(sqlite3.connect(file)) as connection:
            pages = [row[0] for row in connection.execute("PRAGMA integrity_check(10)")]
            rows = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        return [f"the file is no database any more ({error})"]
    faults = [f"the file is damaged: {page}" for page in pages if page != "ok"]
    return faults + [f"{row[0]}: row {row[1]} points to nothing" for row in rows[:10]]
