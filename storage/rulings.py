"""What admins decided that belongs to no ticket, and what waits for such a decision."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select

from storage.models import Ruling
from storage.transaction import Transaction


class Decision(StrEnum):
    """The ``act`` of a ruling. ``REQUEST`` and ``WRONG_TOKEN`` are what happened, for an admin to see."""

    CODE = "code"
    BIND = "bind"
    UNBIND = "unbind"
    REGISTER = "register"
    REFUSE = "refuse"
    REMOVE = "remove"
    REQUEST = "request"
    WRONG_TOKEN = "wrong_token"  # noqa: S105 - the name of an event, no secret


async def record(tx: Transaction, actor: int, act: Decision, **about: Any) -> Ruling:
    """Write down who decided what; ``about`` in JSON's types."""
    ruling = Ruling(at=tx.now, actor=actor, act=act.value, about=about)
    tx.session.add(ruling)
    await tx.session.flush()
    return ruling


async def get(tx: Transaction, ruling: int, act: Decision) -> Ruling | None:
    """The ruling with this id, if it is of this kind."""
    found = await tx.session.get(Ruling, ruling)
    return found if found is not None and found.act == act.value else None


async def last(tx: Transaction, actor: int, act: Decision) -> Ruling | None:
    """What this actor did last of this kind."""
    query = select(Ruling).where(Ruling.actor == actor, Ruling.act == act.value)
    return (await tx.session.execute(query.order_by(col(Ruling.id).desc()).limit(1))).scalars().first()


async def count(tx: Transaction, actor: int, act: Decision, since: datetime) -> int:
    """How often this actor did it since then."""
    rows = select(func.count()).select_from(Ruling)
    query = rows.where(col(Ruling.at) >= since, col(Ruling.actor) == actor, col(Ruling.act) == act.value)
    return await tx.session.scalar(query) or 0
