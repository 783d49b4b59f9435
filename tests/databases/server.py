"""A PostgreSQL server of the tests' own: on a socket in a directory that goes with it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
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
    initdb, pg_ctl = binary("initdb"), binary("pg_ctl")
    assert initdb is not None
    assert pg_ctl is not None
    home = Path(tempfile.mkdtemp(prefix="aduan-postgresql-"))
    _give_away(home)
    data, chosen = home / "data", [*_FAST, "listen_addresses=", f"unix_socket_directories={home}", *options]
    settings = " ".join(f"-c {one}" for one in (*chosen, f"port={PORT}"))
    try:
        _run(initdb, "-D", str(data), "-A", "trust", "-U", "aduan", "-E", "UTF8", "--locale=C", "--no-sync")
        _run(pg_ctl, "-D", str(data), "-o", settings, "-l", str(home / "log"), "-w", "start")
        yield home
    finally:
        _run(pg_ctl, "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(home, ignore_errors=True)


def _run(program: Path, *arguments: str) -> None:
    subprocess.run(
        [program, *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, user=_owner()
    )


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
