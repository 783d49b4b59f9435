"""Open tickets that may tell of the same as a new report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, bindparam, select
from sqlmodel import col

from bot.pins import Pin
from bot.tickets.status import OPEN, Status
from storage.models import Follower, Ticket
from storage.transaction import Transaction

AT_MOST: Final = 50
"""Of one desa, and as many whose pin is near: so there is a limit to the cost, however many are open."""

_COLUMNS: Final[Any] = Ticket.__table__.c  # type: ignore[attr-defined]  # SQLModel adds it at run time
_STANDING: Final = select(_COLUMNS.status, _COLUMNS.filed_at).where(_COLUMNS.id == bindparam("which"))


@dataclass(frozen=True, slots=True)
class Sought:
    """What a twin has in common with a new report: all but the place, and there the desa or a square."""

    category: str
    kecamatan: str | None
    desa: str | None
    square: tuple[Pin, Pin] | None
    since: datetime


class Near(NamedTuple):
    """As much of a ticket as its likeness to another is told by."""

    id: int
    description: str
    landmark: str | None
    desa: str | None
    latitude: float | None
    longitude: float | None


async def near(tx: Transaction, sought: Sought, besides: int) -> list[Near]:
    """The newest open ones that anyone may hear of, neither filed nor joined by ``besides``.

    Those of this transaction are among them, whether they are written yet or not.
    """
    if tx.session.dirty:
        await tx.session.flush()
    core, values = await tx.aside(), _values(sought) | {"besides": besides}
    shape = (sought.kecamatan is None, sought.desa is None)
    found = {row[0]: Near(*row) for row in await core.execute(_of_desa(*shape), values)}
    if sought.square is not None:
        found |= {row[0]: Near(*row) for row in await core.execute(_by_pin(shape[0]), values)}
    unwritten = [_near(one) for one in tx.unwritten.tickets.values() if _is_near(one, sought, besides)]
    written = sorted(found.values(), key=lambda ticket: ticket.id, reverse=True)
    return [*reversed(unwritten[-AT_MOST:]), *written]


async def standing(tx: Transaction, ticket_id: int) -> tuple[Status, datetime]:
    """Of one that is near: its status, and when it was filed."""
    if (ticket := tx.unwritten.tickets.get(ticket_id)) is not None:
        return ticket.status, ticket.filed_at
    row = (await (await tx.aside()).execute(_STANDING, {"which": ticket_id})).one()
    return Status(row.status), row.filed_at


@cache
def _of_desa(anywhere: bool, whole: bool) -> Select[Any]:
    """Built once for each shape: to build it costs more than to run it."""
    c = _COLUMNS
    query = _open(anywhere).where(c.desa.is_(None) if whole else c.desa == bindparam("desa"))
    return query.order_by(c.filed_at.desc()).limit(AT_MOST)


@cache
def _by_pin(anywhere: bool) -> Select[Any]:
    c = _COLUMNS
    query = _open(anywhere).where(
        c.latitude.between(bindparam("south"), bindparam("north")),
        c.longitude.between(bindparam("west"), bindparam("east")),
    )
    return query.order_by(c.id.desc()).limit(AT_MOST)


def _open(anywhere: bool) -> Select[Any]:
    c = _COLUMNS
    joined = select(col(Follower.ticket_id)).where(col(Follower.resident_id) == bindparam("besides"))
    return select(*(c[name] for name in Near._fields)).where(
        c.category == bindparam("category"),
        c.kecamatan.is_(None) if anywhere else c.kecamatan == bindparam("kecamatan"),
        c.filed_at >= bindparam("since"),
        c.status.in_(OPEN),
        c.sensitive.is_(False),
        c.oversight.is_(False),
        c.resident_id.is_distinct_from(bindparam("besides")),
        c.id.not_in(joined),
    )


def _values(sought: Sought) -> dict[str, Any]:
    values = {"category": sought.category, "since": sought.since}
    values |= {"kecamatan": sought.kecamatan, "desa": sought.desa}
    if sought.square is not None:
        (south, west), (north, east) = sought.square
        values |= {"south": south, "west": west, "north": north, "east": east}
    return values


def _is_near(ticket: Ticket, sought: Sought, besides: int) -> bool:
    """As the queries say it; nobody can have joined it yet."""
    if ticket.status not in OPEN or ticket.sensitive or ticket.oversight or ticket.resident_id == besides:
        return False
    if (ticket.category, ticket.kecamatan) != (sought.category, sought.kecamatan):
        return False
    return ticket.desa == sought.desa or _is_inside(ticket, sought.square)


def _is_inside(ticket: Ticket, square: tuple[Pin, Pin] | None) -> bool:
    if square is None or ticket.latitude is None or ticket.longitude is None:
        return False
    (south, west), (north, east) = square
    return south <= ticket.latitude <= north and west <= ticket.longitude <= east


def _near(ticket: Ticket) -> Near:
    return Near(*(getattr(ticket, name) for name in Near._fields))
