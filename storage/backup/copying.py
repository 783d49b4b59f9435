"""One moment of a database, read while others write to it."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final, Self

from sqlalchemy import make_url

from bot.errors import AduanError
from storage.backup.closing import BadBackup

PAGES: Final = 2_048
KINDS: Final = ("sqlite", "postgresql")

Progress = Callable[[int, int], None]
"""Told of how many are done of how many."""


class NotCopied(AduanError):
    """The database, or the disk, does not allow it; the message says why."""


class NoTool(NotCopied):
    """PostgreSQL's own pg_dump makes its backups, and is not installed: install postgresql-client."""


class NotDumped(NotCopied):
    """pg_dump failed; the message is its last line."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    ``key``: the mark of the key that sealed identities; ``year`` and ``serial``: the last number in it.
    """

    made_at: str
    kind: str
    key: str = ""
    tickets: int = 0
    year: int = 0
    serial: int = 0

    def packed(self) -> bytes:
        """As JSON."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def read(cls, raw: bytes) -> Self:
        """What ``packed`` made. Raises BadBackup."""
        found = json.loads(raw)
        known = {one.name for one in fields(cls)}
        if not known >= found.keys() or found.get("kind") not in KINDS:
            raise BadBackup("a later version of aduan made it: restore it with that version")
        return cls(**found)


def copied(database: Path, copy: Path, made_at: str, progress: Progress) -> Manifest:
    """Write a copy of a SQLite database (its online backup); what it says of itself.

    A transaction is held open on it, so that the copy is of one moment and need not begin anew whenever
    somebody writes. Raises NotCopied.
    """
    try:
        with closing(sqlite3.connect(database, isolation_level=None)) as source:
            source.execute("PRAGMA query_only = 1")
            source.execute("BEGIN")
            manifest = _manifest(source, made_at)
            with closing(sqlite3.connect(copy)) as target:
                source.backup(target, pages=PAGES, progress=lambda _, left, of: progress(of - left, of))
            source.execute("ROLLBACK")
    except sqlite3.Error as error:
        raise NotCopied(f"{database}: {error}") from None
    return manifest


def _manifest(source: sqlite3.Connection, made_at: str) -> Manifest:
    last = source.execute(
        "SELECT year, serial FROM tickets ORDER BY year DESC, serial DESC LIMIT 1"
    ).fetchone()
    [tickets] = source.execute("SELECT count(*) FROM tickets").fetchone()
    key = source.execute("SELECT value FROM marks WHERE name = 'key'").fetchone()
    return Manifest(made_at, "sqlite", key[0] if key else "", tickets, *(last or (0, 0)))


def dumped(url: str, copy: Path) -> None:
    """Write a PostgreSQL database in pg_dump's own format. Raises NoTool, NotDumped."""
    program = shutil.which("pg_dump")
    if program is None:
        raise NoTool(NoTool.__doc__)
    address = make_url(url).set(drivername="postgresql")
    environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "PGPASSWORD": str(address.password or "")}
    options = ("--format=custom", "--compress=0", "--no-owner", f"--file={copy}")
    source = address._replace(password=None).render_as_string()
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL's, with arguments of ours
        [program, *options, f"--dbname={source}"], env=environment, capture_output=True, check=False
    )
    if done.returncode:
        raise NotDumped(done.stderr.decode(errors="replace").strip().rpartition("\n")[2])
