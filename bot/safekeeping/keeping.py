"""One backup: copied beside the data, closed where it goes, and only then under its name."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.errors import AduanError
from bot.failpoints import Point, reached
from bot.safekeeping import shelf
from bot.settings import Settings
from storage import key_file
from storage.backup import Closing, Manifest, NotCopied, NoTool, copied, dumped
from storage.disk import settle, settle_names
from storage.engine import sqlite_file
from storage.key_file import BadKey

_PIECE: Final = 1 << 20
_COPY: Final = ".aduan-copying"
_PART: Final = ".part"

Progress = Callable[[int, int], None]
"""Told of how many are done of how many."""


class NotKept(AduanError):
    """No backup was made; the message says why, and what to do."""


class Unwritable(NotKept):
    """The disk is full, or does not let us write."""


class Uncopied(NotKept):
    """The database cannot be copied, or is not there."""


class NoDump(NotKept):
    """PostgreSQL's pg_dump is not installed."""


class Busy(NotKept):
    """Another backup is being made."""


class BadBackupKey(AduanError):
    """The key of the backups cannot be used; the message names the setting and says why."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup that is on disk."""

    file: Path
    size: int
    tickets: int


def keep(settings: Settings, directory: Path, now: datetime, progress: Progress = lambda _, __: None) -> Kept:
    """Make a backup. Raises NotKept, BadBackupKey."""
    key = backup_key(settings)
    with _alone(_copy(settings).parent):
        return _kept(settings, directory, key, now, progress)


def _kept(settings: Settings, directory: Path, key: bytes, now: datetime, progress: Progress) -> Kept:
    file = directory / shelf.name_of(now)
    part, copy = file.with_name(f"{file.name}{_PART}"), _copy(settings)
    try:
        directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        for left in (copy, *directory.glob(f"aduan-*.backup{_PART}")):
            left.unlink(missing_ok=True)
        if file.exists():
            raise NotKept(f"{file} is there already: nothing was overwritten")
        os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        manifest = _copied(settings, copy, now, progress)
        _close(copy, part, key, manifest)
        reached(Point.BACKING_UP)
        part.rename(file)
        settle_names(directory)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise Unwritable(f"{error.filename or directory}: {error.strerror}") from None
    except NoTool as error:
        raise NoDump(str(error)) from None
    except NotCopied as error:
        raise Uncopied(str(error)) from None
    finally:
        copy.unlink(missing_ok=True)
    return Kept(file, file.stat().st_size, manifest.tickets)


@contextmanager
def _alone(data: Path) -> Iterator[None]:
    """Nobody else copies what is in this directory meanwhile, under the same name. Raises NotKept."""
    try:
        held = os.open(data, os.O_RDONLY)
    except OSError as error:
        raise Unwritable(f"{data}: {error.strerror}") from None
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise Busy("another backup is being made just now") from None
    finally:
        os.close(held)


def backup_key(settings: Settings, *, made: bool = True) -> bytes:
    """The key that closes and opens backups; made if it may be. Raises BadBackupKey."""
    path = settings.backup.key_file
    try:
        keys = key_file.read(path)
        if keys is None and not made:
            raise BadKey(f"{path} is missing: put the key there with which the backups were made")
        keys = keys or key_file.make(path)
        identity = key_file.read(settings.storage.key_file)
        if identity is not None and keys.key in (identity.key, identity.former):
            raise BadKey(f"{path} is the key that seals identities: a backup needs one of its own")
    except BadKey as error:
        raise BadBackupKey(f"backup.key_file: {error}") from None
    return keys.key


def _copy(settings: Settings) -> Path:
    """Where the copy lies until it is closed: where the data are, and as well protected."""
    database = sqlite_file(settings.storage.url)
    return (database or settings.storage.key_file).parent / _COPY


def _copied(settings: Settings, copy: Path, now: datetime, progress: Progress) -> Manifest:
    database = sqlite_file(settings.storage.url)
    if database is None:
        dumped(settings.storage.url, copy)
        return Manifest(now.isoformat(), "postgresql")
    if not database.exists():
        raise Uncopied(f"{database} was not found: there is nothing to keep")
    return copied(database, copy, now.isoformat(), progress)


def _close(copy: Path, part: Path, key: bytes, manifest: Manifest) -> None:
    made = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(made, "wb") as out, copy.open("rb") as plain:
        closing = Closing(out, key, manifest.packed())
        while piece := plain.read(_PIECE):
            closing.write(piece)
        closing.end()
        settle(out)
