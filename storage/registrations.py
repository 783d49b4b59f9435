"""The officers whom admins registered for an OPD."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import func
from sqlmodel import col, select

from storage.models import Registration
from storage.transaction import Transaction

_PLACE: Final = "registrations.name"


async def registered(tx: Transaction, opds: Collection[str], officer: int) -> bool:
    """Whether they are registered for one of these OPDs."""
    query = select(Registration.opd).where(Registration.officer == officer, col(Registration.opd).in_(opds))
    return (await tx.session.execute(query.limit(1))).first() is not None


async def of(tx: Transaction, opd: str) -> Sequence[Registration]:
    """Who is registered for an OPD, in the order they were."""
    query = select(Registration).where(Registration.opd == opd).order_by(col(Registration.added_at))
    return (await tx.session.execute(query)).scalars().all()


async def get(tx: Transaction, opd: str, officer: int) -> Registration | None:
    """The registration of an officer for an OPD."""
    return await tx.session.get(Registration, (opd, officer))


async def counts(tx: Transaction) -> Sequence[tuple[str, int]]:
    """The OPDs that have registered officers, and how many."""
    query = select(Registration.opd, func.count()).group_by(col(Registration.opd)).order_by(Registration.opd)
    return [(opd, count) for opd, count in (await tx.session.execute(query)).all()]


async def add(tx: Transaction, opd: str, officer: int, name: str, added_by: int) -> bool:
    """Register an officer; False if they were."""
    if await tx.session.get(Registration, (opd, officer)) is not None:
        return False
    sealed = tx.seal.close(name.encode(), _PLACE, f"{opd}:{officer}".encode())
    row = Registration(opd=opd, officer=officer, name=sealed, added_by=added_by, added_at=tx.now)
    tx.session.add(row)
    await tx.session.flush()
    return True


async def drop(tx: Transaction, opd: str, officer: int) -> bool:
    """They are no officer of this OPD any more; False if they were not."""
    found = await tx.session.get(Registration, (opd, officer))
    if found is None:
        return False
    await tx.session.delete(found)
    await tx.session.flush()
    return True


def name_of(tx: Transaction, row: Registration) -> str:
    """The name they had when they were registered."""
    return tx.seal.open(row.name, _PLACE, f"{row.opd}:{row.officer}".encode()).decode()
