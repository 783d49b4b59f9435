"""The key file that seals identities: read, or made once, and held against the database it belongs to."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from storage.engine import engine_of, sqlite_file
from storage.models import Inbox, Mark, Outbox, Resident
from storage.sealing import KEY_BYTES, Seal
from storage.starting import alone

_MARK: Final = "key"
_MISSING: Final = "{} is missing, and the database holds what only that key opens"
_ANOTHER: Final = "this is not the key that the database was sealed with"


class BadKey(Exception):
    """The key cannot be used; the message says why, in a sentence without the key."""


def read(path: Path) -> bytes | None:
    """The key in a file of its own; None where there is no file. Raises BadKey."""
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BadKey(f"{path} cannot be read: {error.strerror}") from None
    if len(key) != KEY_BYTES:
        raise BadKey(f"{path} is no key: it must hold {KEY_BYTES} bytes")
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise BadKey(f"others can read {path}: run chmod 600 on it")
    return key


def make(path: Path) -> bytes:
    """A new key, on disk before it seals anything. Raises BadKey."""
    key = secrets.token_bytes(KEY_BYTES)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(made, "wb") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        _sync(path.parent)
    except OSError as error:
        raise BadKey(f"{path} cannot be made: {error.strerror}") from None
    return key


def _sync(directory: Path) -> None:
    """Make the name of a new file last as long as what is in it."""
    opened = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


async def unlock(url: str, path: Path) -> Seal:
    """The seal of the database at ``url``, whose tables are there; its key is made if it may be.

    A new key is made only when there is no file and nothing was sealed before. Raises BadKey.
    """
    engine = engine_of(url, read_only=False)
    try:
        async with AsyncSession(engine) as session:
            await alone(await session.connection())
            key = read(path)
            seal = Seal(key or await _first_key(session, path))
            await _mark(session, seal)
            await session.commit()
    finally:
        await engine.dispose()
    return seal


async def inspect(url: str, path: Path) -> None:
    """Whether ``unlock`` would succeed, without making or changing anything. Raises BadKey."""
    key, file = read(path), sqlite_file(url)
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
    if marked is not None and key is None:
        raise BadKey(_MISSING.format(path))
    if marked is not None and key is not None and marked.value != Seal(key).name:
        raise BadKey(_ANOTHER)


async def _first_key(session: AsyncSession, path: Path) -> bytes:
    marked = await session.get(Mark, _MARK)
    if marked is not None or await _holds_sealed(session):
        raise BadKey(_MISSING.format(path))
    return make(path)


async def _holds_sealed(session: AsyncSession) -> bool:
    for table in (Resident, Inbox, Outbox):
        if (await session.execute(select(table).limit(1))).first() is not None:
            return True
    return False


async def _mark(session: AsyncSession, seal: Seal) -> None:
    found = await session.get(Mark, _MARK)
    if found is None:
        session.add(Mark(name=_MARK, value=seal.name))
    elif found.value != seal.name:
        raise BadKey(_ANOTHER)
