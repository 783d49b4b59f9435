"""Two PostgreSQL servers: what the primary confirms, the standby has written too."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.databases import server
from tests.databases.server import Server

_KEEPS = ("listen_addresses=127.0.0.1", "unix_socket_directories=", "synchronous_commit=on", "hot_standby=on")


@dataclass
class Pair:
    """Each at a port of its own; the URL names both, the first primary first."""

    primary: Server
    standby: Server

    def url(self, database: str) -> str:
        """The address of a database on whichever of them writes."""
        ports = f"{self.primary.port},{self.standby.port}"
        return f"postgresql+asyncpg://aduan@/{database}?host=127.0.0.1,127.0.0.1&port={ports}"

    def kills_primary(self) -> None:
        """With all its processes at once, as when its machine goes."""
        file = self.primary.data / "postmaster.pid"
        parent = int(file.read_text("ascii").splitlines()[0])
        for process in (parent, *_children(parent)):
            os.kill(process, signal.SIGKILL)
        file.unlink()  # a process of that number is seen until somebody buries it

    def promotes(self) -> None:
        """The standby becomes the primary; over when it writes."""
        server.run("pg_ctl", "-D", str(self.standby.data), "-w", "promote")


@contextmanager
def synchronous_pair(ports: list[int]) -> Iterator[Pair]:
    """Both run, and nothing is confirmed without the standby."""
    with server.home() as home:
        primary = Server(home, "primary", ports[0], (*_KEEPS, "synchronous_standby_names=*"))
        standby = Server(home, "standby", ports[1], _KEEPS)
        try:
            primary.is_made()
            primary.starts()
            _copied(primary, standby)
            standby.starts()
            yield Pair(primary, standby)
        finally:
            standby.ends()
            primary.ends()


def _copied(primary: Server, standby: Server) -> None:
    source = ("-h", "127.0.0.1", "-p", str(primary.port), "-U", "aduan")
    server.run("pg_basebackup", *source, "-D", str(standby.data), "-R", "-c", "fast", "--no-sync")


def _children(parent: int) -> list[int]:
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii")
    return [int(process) for process in found.split()]
