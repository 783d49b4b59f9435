"""How proof photos looked that were shown before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import insert, or_, select

from bot.looks import are_alike, bands
from storage.models import Look
from storage.transaction import Transaction

_ROWS: Final[Any] = Look.__table__  # type: ignore[attr-defined]  # SQLModel adds it at run time
_BANDS: Final = (_ROWS.c.band0, _ROWS.c.band1, _ROWS.c.band2, _ROWS.c.band3)
_SIGN: Final = 1 << 63


async def keep(tx: Transaction, ticket_id: int, event_id: int, looks: Iterable[int]) -> None:
    """Remember how the proofs of an event look."""
    rows = [
        {"ticket_id": ticket_id, "event_id": event_id, "digest": look - _SIGN}
        | {column.name: band for column, band in zip(_BANDS, bands(look), strict=True)}
        for look in looks
    ]
    if rows:
        await (await tx.core()).execute(insert(_ROWS), rows)


async def is_known(tx: Transaction, look: int) -> bool:
    """A photo that looks alike was shown before, with any ticket."""
    alike = or_(*(column == band for column, band in zip(_BANDS, bands(look), strict=True)))
    found = await (await tx.core()).execute(select(_ROWS.c.digest).where(alike))
    return any(are_alike(look, digest + _SIGN) for digest in found.scalars())
