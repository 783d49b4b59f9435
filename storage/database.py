"""The database: one writer, many readers, and transactions that hold whole or not at all."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import drafts, inbox, orders, outbox, postgres, residents, signals
from storage.chain import Strand
from storage.engine import checkpointed, engine_of, sqlite_file
from storage.faults import explained
from storage.journal import Journal
from storage.models import Outbox
from storage.sealing import Seal
from storage.transaction import Parcel, Transaction

Reader = AsyncSession
"""A session that cannot write; what it reads first is the moment of all it reads."""


class Database:
    """Opens the database at ``url``; ``on_commit`` hears of the parcels each transaction put.

    ``tells``: other software is told of what happens to tickets.
    """

    def __init__(self, url: str, seal: Seal, clock: Callable[[], datetime]) -> None:
        self.seal = seal
        self.clock = clock
        self.on_commit: Callable[[list[Parcel]], None] = lambda _parcels: None
        self._writer = engine_of(url, read_only=False)
        self._reader = engine_of(url, read_only=True)
        self.beside = None if sqlite_file(url) else postgres.beside(url)
        self.tells = False
        self.strand = Strand(seal, shared=self.beside is not None)
        self.journal: Journal | None = None
        self._turn = asyncio.Lock()
        self._numbers: Iterator[int] | None = None

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Transaction]:
        """A write transaction, reads included, one at a time in a process.

        Raises StorageDown; Overtaken where several processes write and another changed the same.
        """
        with explained():
            async with self._turn, AsyncSession(self._writer, expire_on_commit=False) as session:
                numbers = await self._outbox_numbers(session)
                tx = Transaction(session, self.seal, self.clock(), numbers, self.beside)
                with _whole(tx):
                    yield tx
                    await self._flush(tx)
                    await session.commit()
        self.on_commit(list(tx.parcels.values()))

    async def checkpoint(self) -> bool:
        """Between two transactions, as ``storage.engine.checkpointed``."""
        async with self._turn:
            return await checkpointed(self._writer)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Reader]:
        """A session that cannot write and holds nobody up. Raises StorageDown."""
        with explained():
            async with AsyncSession(self._reader, expire_on_commit=False) as session:
                yield session

    async def close(self) -> None:
        """Let go of every connection."""
        await self._reader.dispose()
        await self._writer.dispose()
        if self.beside is not None:
            await self.beside.dispose()

    async def _flush(self, tx: Transaction) -> None:
        await tx.write()
        await residents.store(tx)
        await drafts.store(tx)
        await outbox.store(tx)
        await orders.store(tx)
        await inbox.finish(tx)
        await self.strand.extend(tx)
        if self.journal is not None and tx.filed:
            await self.journal.add(tx.filed, tx.now)
        if self.tells:
            await signals.store(tx)

    async def _outbox_numbers(self, session: AsyncSession) -> Iterator[int]:
        """Those to come; where several write, stand-ins until ``outbox.store``."""
        if self.beside is not None:
            return itertools.count(-1, -1)
        if self._numbers is None:
            last = await session.scalar(select(func.max(Outbox.id)))
            self._numbers = itertools.count((last or 0) + 1)
        return self._numbers


@contextmanager
def _whole(tx: Transaction) -> Iterator[None]:
    try:
        yield
    except BaseException:
        for undo in reversed(tx.undo):
            undo()
        raise
