"""The tickets of a recap one by one, for sheets and files."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, select

from bot.tickets.verbs import Verb
from storage.database import Reader
from storage.models import Event, Ticket
from storage.recaps import AT_ONCE, PROTECTED, Scope

MOST: Final = 100_000
"""Tickets in one list: a sheet of them stays well under the 50 MB that a bot may send (sendDocument)."""

_C: Final[Any] = Ticket.__table__.c  # type: ignore[attr-defined]  # SQLModel adds it at run time
_E: Final[Any] = Event.__table__.c  # type: ignore[attr-defined]  # as above
_FOLLOW_UP: Final = (
    select(_E.text)
    .where(_E.ticket_id == _C.id, _E.verb == Verb.RESOLVE)
    .order_by(_E.id.desc())
    .limit(1)
    .correlate(Ticket.__table__)  # type: ignore[attr-defined]  # as above
    .scalar_subquery()
)


class Row(NamedTuple):
    """One ticket as a list tells it; ``follow_up`` is what its OPD wrote when it last said done."""

    year: int
    serial: int
    protected: bool
    filed_at: datetime
    kind: str
    category: str
    kecamatan: str | None
    desa: str | None
    opd: str
    status: str
    description: str
    responded_at: datetime | None
    due_at: datetime
    resolved_at: datetime | None
    rating: int | None
    disputes: int
    sp4n_id: str | None
    follow_up: str | None


async def rows(session: Reader, scope: Scope) -> AsyncIterator[Row]:
    """The newest ``MOST`` in scope; of a part of the regency without its protected ones.

    There the number of one would say whose it is.
    """
    stream = await session.stream(_query(scope), execution_options={"yield_per": AT_ONCE})
    async for found in stream.partitions():
        for row in found:
            yield Row(*row)


def _query(scope: Scope) -> Select[Any]:
    columns = [_FOLLOW_UP if name == "follow_up" else _C[name] for name in Row._fields if name != "protected"]
    columns.insert(Row._fields.index("protected"), PROTECTED)
    query = select(*columns).where(scope.condition).order_by(_C.filed_at.desc(), _C.id.desc()).limit(MOST)
    return query.where(~PROTECTED) if scope.request.is_cell else query
