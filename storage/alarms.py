"""Which alarms are raised, and when each was last told: kept, so that a restart does not tell it anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlmodel import col, delete, select

from storage.models import Mark
from storage.transaction import Transaction

_NAME: Final = "alarm:"


async def told(tx: Transaction) -> dict[str, datetime]:
    """When each alarm that is raised was told, by its cause."""
    query = select(Mark).where(col(Mark.name).startswith(_NAME))
    rows = (await tx.session.execute(query)).scalars()
    return {row.name.removeprefix(_NAME): datetime.fromisoformat(row.value) for row in rows}


async def keep(tx: Transaction, raised: Mapping[str, datetime]) -> None:
    """From now on these are raised, and no others."""
    await tx.session.execute(delete(Mark).where(col(Mark.name).startswith(_NAME)))
    for cause, at in raised.items():
        await tx.session.merge(Mark(name=f"{_NAME}{cause}", value=at.isoformat()))
