"""The key that seals identities, held against the database it belongs to."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from storage import key_file
from storage.engine import engine_of, sqlite_file
from storage.key_file import BadKey, Keys
from storage.models import Inbox, Mark, Outbox, Resident
from storage.sealing import Seal
from storage.starting import alone

__all__ = ["BadKey", "inspect", "unlock"]

_MARK: Final = "key"
_MISSING: Final = "{} is missing, and the database holds what only that key opens"
_ANOTHER: Final = "this is not the key that the database was sealed with"


async def unlock(url: str, path: Path) -> Seal:
    """The seal of the database at ``url``, whose tables are there; its key is made if it may be.

    A new key is made only when there is no file and nothing was sealed before. Raises BadKey.
    """
    engine = engine_of(url, read_only=False)
    try:
        async with AsyncSession(engine) as session:
            await alone(await session.connection())
            seal = (key_file.read(path) or await _first_key(session, path)).seal
            await _mark(session, seal)
            await session.commit()
    finally:
        await engine.dispose()
    return seal


async def inspect(url: str, path: Path) -> None:
    """Whether ``unlock`` would succeed, without making or changing anything. Raises BadKey."""
    keys, file = key_file.read(path), sqlite_file(url)
    if file is not None and not file.exists():
        return
    engine = engine_of(url, read_only=True)
    try:
        async with AsyncSession(engine) as session:
            marked = await session.get(Mark, _MARK)
    except (DBAPIError, OSError):
        return
    finally:
        await engine.dispose()
    if marked is not None and keys is None:
        raise BadKey(_MISSING.format(path))
    if marked is not None and keys is not None and marked.value not in keys.seal.names:
        raise BadKey(_ANOTHER)


async def _first_key(session: AsyncSession, path: Path) -> Keys:
    marked = await session.get(Mark, _MARK)
    if marked is not None or await _holds_sealed(session):
        raise BadKey(_MISSING.format(path))
    return key_file.make(path)


async def _holds_sealed(session: AsyncSession) -> bool:
    for table in (Resident, Inbox, Outbox):
        if (await session.execute(select(table).limit(1))).first() is not None:
            return True
    return False


async def _mark(session: AsyncSession, seal: Seal) -> None:
    found = await session.get(Mark, _MARK)
    if found is None:
        session.add(Mark(name=_MARK, value=seal.name))
    elif found.value not in seal.names:
        raise BadKey(_ANOTHER)
    else:
        found.value = seal.name
