"""Which of several PostgreSQL servers is the one that writes, and whether the one we talk to is still there.

When a standby becomes the primary, it begins a new timeline. A former primary that comes back is on an
earlier one, takes connections, and must get none.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import asyncpg
from sqlalchemy import URL, make_url

CONNECTS_WITHIN: Final = 5.0
"""Seconds until a server that says nothing counts as down."""

OTHERS_WITHIN: Final = 0.5
"""Seconds for the other servers, once a primary was found."""

GONE_AFTER: Final = 6
"""Seconds until a peer from which nothing comes, not even that our bytes arrived, counts as gone."""

_PROBES: Final = 2
"""Seconds of silence until the kernel asks whether the peer is there, and between two questions."""

KEEPALIVES: Final = {
    "tcp_keepalives_idle": f"{_PROBES}",
    "tcp_keepalives_interval": f"{_PROBES}",
    "tcp_keepalives_count": f"{GONE_AFTER // _PROBES}",
    "tcp_user_timeout": f"{GONE_AFTER}s",
}
"""The server's settings for its side: it ends our sessions where we cannot. A socket in a file has none."""

_OURS: Final = (
    ("TCP_KEEPIDLE", _PROBES),
    ("TCP_KEEPINTVL", _PROBES),
    ("TCP_KEEPCNT", GONE_AFTER // _PROBES),
    ("TCP_USER_TIMEOUT", GONE_AFTER * 1000),
)
"""The same of our side; not every system has all."""

_TIMELINE: Final = "SELECT left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)"


class _Met(NamedTuple):
    connection: Any
    timeline: str


class Servers:
    """All that an address names; ``latest``, if several, is the timeline of the newest primary met."""

    def __init__(self, url: URL) -> None:
        self._options, self._places = _read(url)
        self.latest = ""

    async def connect(self, **options: Any) -> Any:
        """A connection to the one that writes; ``options`` as for ``asyncpg.connect``.

        Raises OSError and what asyncpg raises; ConnectionError where only a former primary is there.
        """
        options = {**self._options, "timeout": CONNECTS_WITHIN, **options}
        tries = [asyncio.create_task(self._reach(place, options)) for place in self._places]
        chosen = None
        try:
            await _found(tries)
            newest = max(_met(tries), key=lambda one: one.timeline, default=None)
            if newest is None:
                raise next(fault for one in tries if one.done() and (fault := one.exception()))
            if newest.timeline < self.latest:
                raise ConnectionError("a former primary")
            self.latest, chosen = newest.timeline, newest.connection
            return chosen
        finally:
            for one in tries:
                one.cancel()
            for connection, _ in _met(tries):
                if connection is not chosen:
                    connection.terminate()

    async def _reach(self, place: dict[str, Any], options: dict[str, Any]) -> _Met:
        connection = await asyncpg.connect(**{**options, **place, "target_session_attrs": "primary"})
        _keep_alive(connection)
        several = len(self._places) > 1
        return _Met(connection, await connection.fetchval(_TIMELINE) if several else "")


@cache
def servers_at(url: str) -> Servers:
    """One for all connections of this process to this address: what one learns, all know."""
    return Servers(make_url(url))


async def _found(tries: Sequence[asyncio.Task[_Met]]) -> None:
    """Until all have answered, or one that writes has and the others had a moment more."""
    left = set(tries)
    while left:
        within = OTHERS_WITHIN if any(_met(tries)) else None
        done, left = await asyncio.wait(left, timeout=within, return_when=asyncio.FIRST_COMPLETED)
        if not done:
            return


def _met(tries: Sequence[asyncio.Task[_Met]]) -> Iterator[_Met]:
    for one in tries:
        if one.done() and not one.cancelled() and one.exception() is None:
            yield one.result()


def _keep_alive(connection: Any) -> None:
    """asyncpg has no setting for it; its transport is the only way to the socket."""
    ours = connection._transport.get_extra_info("socket")
    if ours.family == socket.AF_UNIX:
        return
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in _OURS:
        if hasattr(socket, name):
            ours.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def _read(url: URL) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What asyncpg is told of all servers, and of each: ``?host=one,other&port=5432,5433`` are two."""
    hosts = url.query.get("host", "")
    if isinstance(hosts, str) and "," in hosts and "port" not in url.query:
        url = url.update_query_dict({"port": ",".join("5432" for _ in hosts.split(","))})
    options = dict(url.get_dialect()().create_connect_args(url)[1])
    host, port = options.pop("host", None), options.pop("port", None)
    if isinstance(host, list):
        return options, [{"host": one, "port": at} for one, at in zip(host, port, strict=True)]
    return options, [{"host": host, "port": port}]
