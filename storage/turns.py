"""Whose turn it is, among several processes on one PostgreSQL: one speaks, and each chat is one's at a time.

All of it hangs on locks of one connection. A process that dies loses it at once; of one that is frozen or cut
off nothing is heard for ``ENDS_AFTER`` seconds, and then the server ends it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection, Iterable
from typing import Any, Final

import asyncpg
from sqlmodel import col, select

from bot.errors import Overtaken
from storage import postgres
from storage.lock import WORKS
from storage.models import Mark
from storage.transaction import Transaction

BEAT: Final = 1.0
STALE_AFTER: Final = 4.0
"""Seconds after our last sign of life; from then on we trust no lock, before the server frees it."""

ENDS_AFTER: Final = 6

AT_ONCE: Final = 256
"""Chats taken in one go, so that others get some too."""

_SPEAKS: Final = -1
_MARK: Final = "speaker"
_NEWS: Final = "aduan"
_PAYLOAD: Final = 500
"""Ids in one notification, which holds 8,000 bytes."""

_TAKE: Final = """
WITH waiting AS MATERIALIZED (
    SELECT lane FROM inbox WHERE state = 'pending' AND NOT lane = ANY($1::bigint[])
    GROUP BY lane ORDER BY min(received_at) LIMIT 2000)
SELECT lane FROM waiting WHERE pg_try_advisory_lock(lane) LIMIT $2"""
_LEAVE: Final = "SELECT pg_advisory_unlock(lane) FROM unnest($1::bigint[]) AS lane"
_TURN: Final = """
INSERT INTO marks (name, value) VALUES ($1, '1')
ON CONFLICT (name) DO UPDATE SET value = (CAST(marks.value AS bigint) + 1)::text RETURNING value"""

Trouble = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
"""What the connection may raise; the last of them once an answer came too late."""


class Turns:
    """``on_news`` hears which rows of the outbox others committed, or of none: that an update was stored."""

    def __init__(self, url: str, tick: Callable[[], float] = time.monotonic) -> None:
        self._address = postgres.plain_address(url)
        self._tick = tick
        self._connection: Any = None
        self._one_at_a_time = asyncio.Lock()
        self._alive_at = float("-inf")
        self._said: set[int] = set()
        self.number: str | None = None
        self.on_news: Callable[[list[int]], None] = lambda _rows: None

    @property
    def holds(self) -> bool:
        """What we locked is locked still."""
        return self._connection is not None and self._tick() - self._alive_at < STALE_AFTER

    @property
    def speaks(self) -> bool:
        """It is our turn to speak."""
        return self.number is not None and self.holds

    async def open(self) -> None:
        """Connect, with nothing locked."""
        await self.close()
        settings = {"application_name": "aduan turns", "idle_session_timeout": f"{ENDS_AFTER}s"}
        self._connection = await asyncpg.connect(
            self._address,
            server_settings=settings,
            timeout=postgres.CONNECTS_WITHIN,
            command_timeout=STALE_AFTER,
        )
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
        said, self._said = sorted(self._said), set()
        for at in range(0, len(said) or 1, _PAYLOAD):
            rows = ",".join(map(str, said[at : at + _PAYLOAD]))
            await self._ask("SELECT pg_notify($1, $2) WHERE $2 <> ''", _NEWS, rows)

    async def ask_to_speak(self) -> bool:
        """Whether it is our turn from now on; whoever had it before cannot write any more."""
        if self.number is None and await self._ask("SELECT pg_try_advisory_lock($1)", _SPEAKS) == [True]:
            self.number = (await self._ask(_TURN, _MARK))[0]
        return self.speaks

    async def take(self, held: Collection[int]) -> set[int]:
        """Lanes that are ours from now on, in which something waits, besides those ``held``."""
        return set(await self._ask(_TAKE, list(held), AT_ONCE))

    async def leave(self, lanes: Collection[int]) -> None:
        """Anyone may have these lanes."""
        if lanes:
            await self._ask(_LEAVE, list(lanes))

    def tell(self, rows: Iterable[int]) -> None:
        """Say, with the next sign of life, that these rows of the outbox are committed."""
        self._said.update(rows)

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

    def _heard(self, _connection: Any, _pid: int, _channel: str, rows: str) -> None:
        self.on_news([int(row) for row in rows.split(",")])
