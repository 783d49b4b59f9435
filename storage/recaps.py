"""The tickets of a period, as far as a recap needs to know them."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.recap.tallies import Filed
from bot.tickets.status import Kind, Status
from storage.models import Ticket

BATCH: Final = 500

_T: Final[Any] = Ticket.__table__.c  # type: ignore[attr-defined]  # SQLModel adds it at run time
_ROW: Final = select(
    _T.status,
    _T.kind,
    _T.opd,
    _T.category,
    _T.kecamatan,
    _T.sensitive | _T.oversight,
    _T.filed_at,
    _T.responded_at,
    _T.resolved_at,
    _T.due_at,
)


async def filed(
    session: AsyncSession, begin: datetime, end: datetime, opd: str | None
) -> AsyncGenerator[list[Filed]]:
    """Tickets filed from ``begin`` to before ``end``, of one OPD if given, ``BATCH`` at a time.

    All are seen at one moment, however long the reader takes.
    """
    asked = _ROW.where(_T.filed_at >= begin, _T.filed_at < end)
    if opd is not None:
        asked = asked.where(_T.opd == opd)
    found = await session.stream(asked, execution_options={"yield_per": BATCH})
    async for rows in found.partitions():
        yield [_filed(*row) for row in rows]


def _filed(status: str, kind: str, *rest: Any) -> Filed:
    return Filed(Status(status), Kind(kind), *rest)
