"""The key file that seals identities: read, or made once, and held against the database it belongs to."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

from sqlalchemy import select

from storage.database import Database
from storage.models import Inbox, Mark, Resident
from storage.sealing import KEY_BYTES, Seal

_MARK: Final = "key"


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
    except OSError as error:
        raise BadKey(f"{path} cannot be made: {error.strerror}") from None
    return key


async def marked(database: Database) -> str | None:
    """The fingerprint of the key this database was sealed with."""
    async with database.read() as session:
        mark = await session.get(Mark, _MARK)
        return mark.value if mark else None


async def holds_sealed(database: Database) -> bool:
    """Whether anything in the database needs the key."""
    async with database.read() as session:
        for table in (Resident, Inbox):
            if (await session.execute(select(table).limit(1))).first() is not None:
                return True
    return False


async def mark(database: Database, seal: Seal) -> None:
    """Note which key this database is sealed with. Raises BadKey when it was another."""
    async with database.write() as tx:
        found = await tx.session.get(Mark, _MARK)
        if found is None:
            tx.session.add(Mark(name=_MARK, value=seal.name))
        elif found.value != seal.name:
            raise BadKey("this is not the key that the database was sealed with")
