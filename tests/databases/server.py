"""A PostgreSQL server of the tests' own: on a socket in a directory that goes with it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PORT = 54320
_PLACES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300")


def binary(name: str) -> Path | None:
    """Where a program of PostgreSQL is installed, if it is."""
    places = [str(place) for place in _PLACES]
    found = shutil.which(name, path=os.pathsep.join([*places, os.environ["PATH"]]))
    return Path(found) if found else None


@contextmanager
def running(*options: str) -> Iterator[Path]:
    """A server until the end; the directory of its socket. A power cut is not what the tests are about."""
    with home() as place:
        server = Server(place, "data", PORT, ("listen_addresses=", *options))
        server.is_made()
        server.starts()
        try:
            yield place
        finally:
            server.ends()


@contextmanager
def home() -> Iterator[Path]:
    """A directory that PostgreSQL may write to, gone in the end."""
    place = Path(tempfile.mkdtemp(prefix="aduan-postgresql-"))
    _give_away(place)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


@dataclass(frozen=True)
class Server:
    """One server with its data in ``home``; ``options`` as in its configuration file."""

    home: Path
    name: str
    port: int
    options: Sequence[str] = ()

    @property
    def data(self) -> Path:
        """Its directory."""
        return self.home / self.name

    def is_made(self) -> None:
        """With nothing in it."""
        made = ("-A", "trust", "-U", "aduan", "-E", "UTF8", "--locale=C", "--no-sync")
        run("initdb", "-D", str(self.data), *made)

    def starts(self) -> None:
        """Until it takes connections."""
        chosen = (*_FAST, f"unix_socket_directories={self.home}", *self.options, f"port={self.port}")
        settings = " ".join(f"-c {one}" for one in chosen)
        log = str(self.home / f"{self.name}.log")
        run("pg_ctl", "-D", str(self.data), "-o", settings, "-l", log, "-w", "start")

    def ends(self) -> None:
        """At once, if it runs."""
        if (self.data / "postmaster.pid").exists():
            run("pg_ctl", "-D", str(self.data), "-m", "immediate", "stop")


def run(program: str, *arguments: str) -> None:
    """One of PostgreSQL's programs, as its user."""
    found = binary(program)
    assert found is not None
    nowhere = subprocess.DEVNULL
    subprocess.run([found, *arguments], check=True, stdout=nowhere, stderr=nowhere, user=_owner())


def _give_away(home: Path) -> None:
    if (owner := _owner()) is not None:
        os.chown(home, owner, -1)
        home.chmod(0o755)


def _owner() -> int | None:
    """PostgreSQL does not run as root."""
    if os.geteuid() != 0:
        return None
    known = {one.pw_name: one.pw_uid for one in pwd.getpwall()}
    return known.get("postgres", known.get("nobody"))
