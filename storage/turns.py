"""Whose turn it is, among several processes on one PostgreSQL: one speaks, and each chat is one's at a time.

All of it hangs on locks of one connection. A process that dies loses it at once; of one that is frozen or cut
off nothing is heard for ``ENDS_AFTER`` seconds, and then the server ends it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any, Final

import asyncpg
from sqlmodel import col, select

from bot.errors import Overtaken
from storage.lock import WORKS
from storage.models import Mark
from storage.servers import KEEPALIVES, servers_at
from storage.transaction import Transaction

BEAT: Final = 1.0
STALE_AFTER: Final = 4.0
"""Seconds after our last sign of life; from then on we trust no lock, before the server frees it."""

ENDS_AFTER: Final = 6

AT_ONCE: Final = 32
AT_ONCE_ALONE: Final = 256
AT_ONCE_BESIDE: Final = 4
"""Chats taken in one go: many share a transaction, others are to get some, and who speaks has to speak."""

_SPEAKS: Final = -1
_MARK: Final = "speaker"
_NEWS: Final = "aduan"
_PAYLOAD: Final = 500
"""Ids in one notification, which holds 8,000 bytes."""

_TAKE: Final = """
WITH waiting AS MATERIALIZED (
    SELECT lane FROM inbox WHERE state = 'pending' AND NOT lane = ANY($1::bigint[])
    GROUP BY lane HAVING min(received_at) <= $3 ORDER BY min(received_at) LIMIT 2000)
SELECT lane FROM waiting WHERE pg_try_advisory_lock(lane) LIMIT $2"""
_AT_WORK: Final = """
SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
WHERE locktype = 'advisory' AND mode = 'ShareLock' AND datname = current_database()
AND (classid::bigint << 32) + objid::bigint = $1"""
_LEAVE: Final = "SELECT pg_advisory_unlock(lane) FROM unnest($1::bigint[]) AS lane"
_TURN: Final = """
INSERT INTO marks (name, value) VALUES ($1, '1')
ON CONFLICT (name) DO UPDATE SET value = (CAST(marks.value AS bigint) + 1)::text RETURNING value"""

Trouble = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
"""What the connection may raise; the last of them once an answer came too late."""


class Turns:
    """``on_news`` hears which rows of the outbox others committed, or of none: that an update was stored."""

    def __init__(self, url: str, tick: Callable[[], float] = time.monotonic) -> None:
        self._servers = servers_at(url)
        self._tick = tick
        self._connection: Any = None
        self._timeline = ""
        self._one_at_a_time = asyncio.Lock()
        self._alive_at = float("-inf")
        self._said: set[int] = set()
        self._stored = False
        self.alone = False
        self.number: str | None = None
        self.on_news: Callable[[list[int]], None] = lambda _rows: None

    @property
    def holds(self) -> bool:
        """What we locked is locked still, on the server that writes."""
        fresh = self._tick() - self._alive_at < STALE_AFTER
        return self._connection is not None and fresh and self._timeline == self._servers.latest

    @property
    def speaks(self) -> bool:
        """It is our turn to speak."""
        return self.number is not None and self.holds

    async def open(self) -> None:
        """Connect, with nothing locked."""
        await self.close()
        settings = {"application_name": "aduan turns", "idle_session_timeout": f"{ENDS_AFTER}s"}
        self._connection = await self._servers.connect(
            server_settings=KEEPALIVES | settings, command_timeout=STALE_AFTER
        )
        self._timeline = self._servers.latest
        if await self._ask("SELECT pg_try_advisory_lock_shared($1)", WORKS) != [True]:
            raise ConnectionError("the office is moving")
        await self._connection.add_listener(_NEWS, self._heard)
        await self.beat()

    async def close(self) -> None:
        """Let go of everything."""
        connection, self._connection, self.number = self._connection, None, None
        if connection is not None:
            connection.terminate()

    async def beat(self) -> None:
        """A sign of life, and what others have to know."""
        if self._timeline != self._servers.latest:
            raise ConnectionError("another server writes now")
        said, stored = sorted(self._said), self._stored
        self._said, self._stored = set(), False
        news = [said[at : at + _PAYLOAD] for at in range(0, len(said), _PAYLOAD)] + [[]] * stored
        for rows in news:
            await self._ask("SELECT pg_notify($1, $2)", _NEWS, ",".join(map(str, rows)))
        if not news:
            await self._ask("SELECT 1")

    async def look_round(self) -> None:
        """Find out whether we are ``alone``."""
        self.alone = await self._ask(_AT_WORK, WORKS) == [1]

    async def ask_to_speak(self) -> bool:
        """Whether it is our turn from now on; whoever had it before cannot write any more."""
        if self.number is None and await self._ask("SELECT pg_try_advisory_lock($1)", _SPEAKS) == [True]:
            self.number = (await self._ask(_TURN, _MARK))[0]
        return self.speaks

    async def take(self, held: Collection[int], since: datetime) -> set[int]:
        """Lanes that are ours from now on, besides those ``held``; something waits there ``since`` then."""
        most = AT_ONCE_ALONE if self.alone else AT_ONCE if self.number is None else AT_ONCE_BESIDE
        return set(await self._ask(_TAKE, list(held), most, since))

    async def leave(self, lanes: Collection[int]) -> None:
        """Anyone may have these lanes."""
        if lanes:
            await self._ask(_LEAVE, list(lanes))

    def tell(self, rows: Iterable[int]) -> None:
        """Say, with the next sign of life, that these rows of the outbox are committed."""
        self._said.update(rows)

    def tell_stored(self) -> None:
        """Say, with the next sign of life, that updates were stored."""
        self._stored = True

    async def prove(self, tx: Transaction) -> None:
        """Within this transaction it is our turn. Raises Overtaken."""
        mine = select(col(Mark.value)).where(col(Mark.name) == _MARK).with_for_update(read=True)
        if (await tx.session.execute(mine)).scalar() != self.number:
            raise Overtaken("another speaks")

    async def _ask(self, statement: str, *values: Any) -> list[Any]:
        """The first column. Raises one of ``Trouble``."""
        async with self._one_at_a_time:
            begun = self._tick()
            if self._connection is None:
                raise ConnectionError("not connected")
            rows = await self._connection.fetch(statement, *values)
            self._alive_at = begun
        return [row[0] for row in rows]

    def _heard(self, connection: Any, pid: int, _channel: str, rows: str) -> None:
        if pid != connection.get_server_pid():
            self.on_news([int(row) for row in rows.split(",") if row])
