"""The index of what tickets say, written in the transaction that writes the ticket, and asked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from sqlite3 import sqlite_version_info
from typing import Final

from sqlalchemy import ColumnElement, Connection, TextClause, and_, column, select, table, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlmodel import col

from bot.tickets.numbers import Number
from storage.models import Ticket
from storage.models.words import ADD, MAKE, SAID, TEXT, WORDS
from storage.recaps import PROTECTED
from storage.transaction import Transaction

_ADD: Final = text(ADD)
_DROP: Final = text(
    f"INSERT INTO {TEXT}({TEXT}, rowid, description, landmark)"  # noqa: S608 - all ours
    " VALUES ('delete', :id, :description, :landmark)"
)
_REBUILD: Final = text(f"INSERT INTO {TEXT}({TEXT}) VALUES ('rebuild')")  # noqa: S608 - as above
_FORGET: Final = text(f"INSERT INTO {TEXT}({TEXT}, rank) VALUES ('secure-delete', 1)")  # noqa: S608 - as above
_FORGETTING: Final = text(f"SELECT v FROM {TEXT}_config WHERE k = 'secure-delete'")  # noqa: S608 - as above
FORGETS: Final = (3, 42, 0)
"""From this SQLite on, words that are dropped leave the file (FTS5: secure-delete)."""

_MERGE: Final = text(f"INSERT INTO {TEXT}({TEXT}, rank) VALUES ('merge', :pages)")  # noqa: S608 - as above
_PAGES: Final = 64
_MERGED: Final = 2
"""A merge that writes fewer rows has nothing left to merge (FTS5: merge)."""

_NEWEST: Final = text(
    f"SELECT (SELECT max(id) FROM tickets) IS NOT (SELECT max(id) FROM {TEXT}_docsize)"  # noqa: S608 - as above
)

_W: Final = table(TEXT, column("rowid"))
_LATEST: Final = f"SELECT {SAID} FROM (SELECT * FROM tickets ORDER BY id DESC LIMIT 20000) AS latest"  # noqa: S608 - ours
_LATEST_WORDS: Final = text(
    'SELECT word FROM ts_stat(:latest) WHERE word COLLATE "C" >= :begin AND word COLLATE "C" < :end'
).bindparams(latest=_LATEST)

_V: Final = table(WORDS, column("term"))


def make_index(connection: Connection) -> None:
    """Make it where it lacks; where it knows nothing of the newest ticket, read them all into it."""
    kind = connection.dialect.name
    for statement in MAKE[kind]:
        connection.execute(text(statement))
    if kind != "sqlite":
        return
    if sqlite_version_info >= FORGETS and not connection.execute(_FORGETTING).scalar():
        connection.execute(_FORGET)
    if connection.execute(_NEWEST).scalar():
        connection.execute(_REBUILD)


async def add(tx: Transaction, ticket: Ticket) -> None:
    """A new ticket can be found by its words."""
    await _write(tx, _ADD, ticket)


async def drop(tx: Transaction, ticket: Ticket) -> None:
    """It can no longer be found; to be called while it still says what it said when it was added."""
    await _write(tx, _DROP, ticket)


async def sweep(tx: Transaction, *, begun: bool) -> bool:
    """One short step towards an index without any trace of words that were dropped; whether more is to do.

    It writes its segments together (FTS5: merge), which a SQLite that has secure-delete need not do.
    """
    core = await tx.core()
    if core.dialect.name != "sqlite" or sqlite_version_info >= FORGETS:
        return False
    before = await _written(core)
    await core.execute(_MERGE, {"pages": _PAGES if begun else -_PAGES})
    return await _written(core) - before >= _MERGED


async def _written(core: AsyncConnection) -> int:
    """How many rows this connection ever wrote."""
    raw = await core.get_raw_connection()
    return int(raw.driver_connection.total_changes) if raw.driver_connection else 0


async def _write(tx: Transaction, statement: TextClause, ticket: Ticket) -> None:
    core = await tx.core()
    if core.dialect.name == "sqlite":
        said = {"id": ticket.id, "description": ticket.description, "landmark": ticket.landmark}
        await core.execute(statement, said)


async def numbered(session: AsyncSession, number: Number) -> Ticket | None:
    """The ticket with this number."""
    query = select(Ticket).where(col(Ticket.year) == number.year, col(Ticket.serial) == number.serial)
    return (await session.execute(query)).scalars().first()


async def saying(
    session: AsyncSession,
    terms: Sequence[Collection[str]],
    opds: Collection[str] | None,
    kecamatans: Collection[str],
    limit: int,
) -> Sequence[Ticket]:
    """The newest tickets that say one of each of ``terms``, or a word that begins so; protected ones never.

    Of these offices, unless all may be seen; in these kecamatan, if any are named.
    """
    wanted: list[ColumnElement[bool] | TextClause] = [~PROTECTED]
    if opds is not None:
        wanted.append(col(Ticket.opd).in_(opds))
    if kecamatans:
        wanted.append(col(Ticket.kecamatan).in_(kecamatans))
    if terms:
        wanted.append(_matches(session, terms))
    query = select(Ticket).where(and_(*wanted)).order_by(col(Ticket.id).desc()).limit(limit)
    return (await session.execute(query)).scalars().all()


async def words_from(session: AsyncSession, beginning: str) -> Sequence[str]:
    """Every word of any ticket that begins so; on PostgreSQL, which keeps no list of them, of the latest."""
    end = beginning[:-1] + chr(ord(beginning[-1]) + 1)
    if session.get_bind().dialect.name != "sqlite":
        return (await session.execute(_LATEST_WORDS, {"begin": beginning, "end": end})).scalars().all()
    query = select(_V.c.term).where(_V.c.term >= beginning, _V.c.term < end)
    return (await session.execute(query)).scalars().all()


def _matches(session: AsyncSession, terms: Sequence[Collection[str]]) -> ColumnElement[bool] | TextClause:
    if session.get_bind().dialect.name == "sqlite":
        asked = " AND ".join("(" + " OR ".join(f'"{word}"*' for word in words) + ")" for words in terms)
        rows = select(_W.c.rowid).where(text(f"{TEXT} MATCH :asked").bindparams(asked=asked))
        return col(Ticket.id).in_(rows)
    asked = " & ".join("(" + " | ".join(f"{word}:*" for word in words) + ")" for words in terms)
    return text(f"{SAID} @@ to_tsquery('simple', :asked)").bindparams(asked=asked)
