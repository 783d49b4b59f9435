"""The strand that this process adds to: a link for each transaction that did something to a ticket."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import models
from storage.chain.writing import Link, mac, ranges
from storage.sealing import Seal
from storage.transaction import Transaction

ALONE: Final = 0
"""The strand of a database in which one process writes: it goes on where that ended."""

SLACK: Final = timedelta(days=2)
"""Between ties, which are daily; a strand without a link for so long was tied before."""

_ROWS: Final[Any] = models.Link.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time
_ADD: Final = insert(_ROWS)
_LAST: Final = (
    select(_ROWS.c.n, _ROWS.c.mac).where(_ROWS.c.strand == ALONE).order_by(_ROWS.c.n.desc()).limit(1)
)


class Strand:
    """Remembers its last link. After a transaction of which nobody knows the end, it looks or begins anew.

    ``shared``: several processes write, so that each has strands of its own and nobody waits for another.
    """

    def __init__(self, seal: Seal, *, shared: bool) -> None:
        self._seal = seal
        self._shared = shared
        self._number = ALONE
        self._last: tuple[int, bytes] | None = None

    async def extend(self, tx: Transaction) -> None:
        """Seal what this transaction did to tickets; to be called when nothing more is done."""
        if tx.events:
            tx.undo.append(self.forget)
            await self.add(await tx.core(), tx.now, tx.events)

    async def tie(self, tx: Transaction) -> bytes:
        """A link that covers all strands as they stand, and its seal."""
        tx.undo.append(self.forget)
        connection = await tx.core()
        return await self.add(connection, tx.now, (), await self._others(connection, tx.now - SLACK))

    def forget(self) -> None:
        """The last link may not be there."""
        self._last = None

    async def add(
        self, connection: AsyncConnection, at: datetime, events: Sequence[Any], ties: str = ""
    ) -> bytes:
        """One link more, and its seal."""
        n, before = self._last or await self._begun(connection)
        link = Link(self._number, n + 1, at, ranges([event.id for event in events]), ties, b"")
        sealed = mac(self._seal, before, link, events)
        await connection.execute(_ADD, link._asdict() | {"mac": sealed})
        self._last = n + 1, sealed
        return sealed

    async def _begun(self, connection: AsyncConnection) -> tuple[int, bytes]:
        """What the next link follows: nothing, where it is the first."""
        if self._shared:
            self._number = secrets.randbits(62) + 1
            return -1, b""
        row = (await connection.execute(_LAST)).first()
        return (row.n, row.mac) if row is not None else (-1, b"")

    async def _others(self, connection: AsyncConnection, since: datetime) -> str:
        newest = (
            select(_ROWS.c.strand, func.max(_ROWS.c.n).label("n"))
            .where(_ROWS.c.at >= since, _ROWS.c.strand != self._number)
            .group_by(_ROWS.c.strand)
            .subquery()
        )
        same = (_ROWS.c.strand == newest.c.strand) & (_ROWS.c.n == newest.c.n)
        heads = select(_ROWS.c.strand, _ROWS.c.n, _ROWS.c.mac).join(newest, same).order_by(_ROWS.c.strand)
        return ",".join(
            f"{strand}:{n}:{sealed.hex()}" for strand, n, sealed in await connection.execute(heads)
        )
