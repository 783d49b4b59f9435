"""The database: one writer, many readers, and transactions that hold whole or not at all."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.errors import StorageDown
from storage import drafts, inbox, outbox, residents
from storage.engine import engine_of
from storage.models import Outbox
from storage.sealing import Seal
from storage.transaction import Parcel, Transaction

_DOWN: Final = ("full", "locked", "i/o error", "readonly", "unable to open", "connection", "shutting down")


class Database:
    """Opens the database at ``url``; ``on_commit`` hears of the parcels each transaction put."""

    def __init__(self, url: str, seal: Seal, clock: Callable[[], datetime]) -> None:
        self.seal = seal
        self.clock = clock
        self.on_commit: Callable[[list[Parcel]], None] = lambda _parcels: None
        self._writer = engine_of(url, read_only=False)
        self._reader = engine_of(url, read_only=True)
        self._turn = asyncio.Lock()
        self._numbers: Iterator[int] | None = None

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """A write transaction, reads included: BEGIN IMMEDIATE … COMMIT, one at a time.

        Raises StorageDown.
        """
        try:
            async with self._turn, AsyncSession(self._writer, expire_on_commit=False) as session:
                tx = Transaction(session, self.seal, self.clock(), await self._outbox_numbers(session))
                yield tx
                await self._flush(tx)
                await session.commit()
        except OperationalError as error:
            if not _is_down(error):
                raise
            raise StorageDown(type(error.orig).__name__) from None
        self.on_commit(list(tx.parcels.values()))

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A session that cannot write and holds nobody up."""
        async with AsyncSession(self._reader, expire_on_commit=False) as session:
            yield session

    async def close(self) -> None:
        """Let go of every connection."""
        await self._reader.dispose()
        await self._writer.dispose()

    async def _flush(self, tx: Transaction) -> None:
        await residents.store(tx)
        await drafts.store(tx)
        await outbox.store(tx)
        await inbox.finish(tx)

    async def _outbox_numbers(self, session: AsyncSession) -> Iterator[int]:
        if self._numbers is None:
            last = await session.scalar(select(func.max(Outbox.id)))
            self._numbers = itertools.count((last or 0) + 1)
        return self._numbers


def _is_down(error: OperationalError) -> bool:
    """The disk or the server, not the statement."""
    return error.connection_invalidated or any(sign in str(error.orig).lower() for sign in _DOWN)
