"""The tickets of a period, as far as a recap needs to know them."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.recap.tallies import RUNNING, Filed
from bot.tickets.status import OPEN, Kind, Status
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


async def open_now(session: AsyncSession, now: datetime, opd: str | None) -> tuple[int, int]:
    """How many tickets are open whenever they were filed, and how many of them are overdue.

    Of one office, sensitive ones are left out: a single number would tell of them.
    """
    late = and_(_T.due_at < now, _T.status.in_(RUNNING))
    asked = select(func.count(), func.count().filter(late)).where(_T.status.in_(OPEN))
    if opd is not None:
        asked = asked.where(_T.opd == opd, ~(_T.sensitive | _T.oversight))
    row = (await session.execute(asked)).one()
    return row[0], row[1]


def _filed(status: str, kind: str, *rest: Any) -> Filed:
    return Filed(Status(status), Kind(kind), *rest)
