"""Facts about the database itself, each under a name."""

from __future__ import annotations

from storage.models import Mark
from storage.transaction import Transaction


async def value(tx: Transaction, name: str) -> str | None:
    """What is marked under this name."""
    found = await tx.session.get(Mark, name)
    return found.value if found else None


async def set_to(tx: Transaction, name: str, value: str) -> None:
    """From now on it is this."""
    await tx.session.merge(Mark(name=name, value=value))
