"""Before anything is written at a start: the database that was there is there still, and is whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import IO, Final

from bot.errors import StorageDown
from storage.engine import sqlite_file

_LIVED: Final = "there is a database beside this file\n"
_GONE: Final = (
    "{0} is missing, and there was one: restore a backup, or delete {0}.lock to begin with an empty office"
)
_BROKEN: Final = "{} is damaged ({}): leave it as it is, and restore a backup beside it"


def refuse_unsound(url: str) -> None:
    """Raises StorageDown, and has made nothing. PostgreSQL looks after itself."""
    file = sqlite_file(url)
    if file is None:
        return
    if not file.exists() or not file.stat().st_size:
        lock = file.with_name(f"{file.name}.lock")
        if lock.exists() and lock.stat().st_size:
            raise StorageDown(_GONE.format(file))
        return
    try:
        with closing(sqlite3.connect(file)) as connection:
            [found] = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise StorageDown(str(error)) from None
        found = str(error)
    if found != "ok":
        raise StorageDown(_BROKEN.format(file, found.splitlines()[-1]))


def remember(lock: IO[str] | None) -> None:
    """From now on there is a database: a later start without one is no first start."""
    if lock is not None:
        lock.truncate(0)
        lock.write(_LIVED)
        lock.flush()
