"""One process per database: a second one must not touch it."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import IO

from bot.errors import AlreadyRunning
from storage.engine import sqlite_file


def take(url: str) -> IO[str] | None:
    """Hold the lock beside the database until the file is closed. Raises AlreadyRunning.

    The kernel lets go of it however the process ends. None for a database that is no file.
    """
    database = sqlite_file(url)
    if database is None:
        return None
    database.parent.mkdir(parents=True, exist_ok=True)
    lock = Path(f"{database}.lock").open("w", encoding="ascii")  # noqa: SIM115  # held while the process lives
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise AlreadyRunning(str(database)) from None
    return lock
