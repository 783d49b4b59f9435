"""What must never be, and how often it is: the statements of ``invariants.sql``, run over some tickets."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import TextClause, bindparam, func, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import select

from storage.models import Ticket
from storage.types import UTCDateTime

FILE: Final = Path(__file__).with_name("invariants.sql")

MOST: Final = 100
"""Wrong rows counted for one invariant: from there on, more of them say nothing new."""

_ONE: Final = re.compile(r"^-- (\w+): (sqlite: )?(.+)\n((?:(?!--).*\n)+)", re.MULTILINE)
_ONLY: Final = re.compile(r":(\w+)")


class Invariant(NamedTuple):
    """One of them; ``on_sqlite``: on PostgreSQL it need not hold."""

    name: str
    meaning: str
    statement: str
    on_sqlite: bool

    @property
    def is_ranged(self) -> bool:
        """It looks at some tickets at a time."""
        return ":first" in self.statement


@cache
def every() -> tuple[Invariant, ...]:
    """All of them, in their order."""
    found = _ONE.findall(FILE.read_text(encoding="utf-8"))
    return tuple(
        Invariant(name, meaning, sql.strip(" ;\n"), bool(only)) for name, only, meaning, sql in found
    )


async def violations(
    session: AsyncSession, now: datetime, first: int, last: int, *, ranged: bool | None = None
) -> dict[str, int]:
    """How many rows are wrong, for each that is violated; about tickets, from ``first`` to ``last`` by id.

    ``ranged``: only those that look at tickets, or only those that do not.
    """
    on_sqlite = session.get_bind().dialect.name == "sqlite"
    values = {"first": first, "last": last, "hour_ago": now - timedelta(hours=1)}
    found: dict[str, int] = {}
    for one in every():
        if (one.on_sqlite and not on_sqlite) or ranged not in (None, one.is_ranged):
            continue
        needed = {name: values[name] for name in _ONLY.findall(one.statement) if name in values}
        if count := await session.scalar(_counting(one), needed):
            found[one.name] = count
    return found


async def last_ticket(session: AsyncSession) -> int:
    """The highest id of a ticket."""
    return await session.scalar(select(func.max(Ticket.id))) or 0


@cache
def _counting(one: Invariant) -> TextClause:
    counted = f"SELECT count(*) FROM ({one.statement} LIMIT {MOST}) AS wrong"  # noqa: S608 - from our file
    if ":hour_ago" not in one.statement:
        return text(counted)
    return text(counted).bindparams(bindparam("hour_ago", type_=UTCDateTime()))
