"""A duty towards many tickets: done to all at once, and where that fails, without the one at fault."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar, Final, Protocol

import structlog

from bot.causes import cause_of
from bot.errors import StorageDown
from bot.regency import Regency
from storage import clocks, outbox
from storage.database import Database
from storage.transaction import Transaction

ENOUGH: Final = 100
"""Tickets of one turn, where each is a handful of statements."""

LATER: Final = timedelta(hours=1)
"""How long a ticket at fault waits before it is tried again."""

_log = structlog.get_logger(__name__)


class Duty(Protocol):
    """Work with due times, within one transaction; ``clock`` is the column that says when."""

    clock: ClassVar[clocks.Clock]

    def __init__(self, regency: Regency, tx: Transaction) -> None: ...

    async def turn(self) -> bool:
        """Do what is due, a bounded amount of it; whether more waits."""

    async def due(self) -> Sequence[int]:
        """The ids of the tickets that ``turn`` concerns."""

    async def one(self, ticket_id: int) -> None:
        """Do it to this one alone."""


async def one_by_one(duty: Duty) -> bool:
    """A turn of a duty that is done to each ticket alone; whether more waits."""
    due = await duty.due()
    for ticket_id in due:
        await duty.one(ticket_id)
    return len(due) == ENOUGH


async def do(kind: type[Duty], regency: Regency, database: Database) -> bool:
    """One turn; whether more waits. Raises what no single ticket is to blame for."""
    try:
        async with database.write() as tx:
            return await kind(regency, tx).turn()
    except StorageDown:
        raise
    except Exception:  # one ticket must not hold back the others
        if not await _held_back(kind, regency, database):
            raise
        return True


async def _held_back(kind: type[Duty], regency: Regency, database: Database) -> bool:
    """Put off each ticket that fails alone; whether there was any."""
    async with database.write() as tx:
        due = await kind(regency, tx).due()
    found = [ticket_id for ticket_id in due if await _fails(kind, regency, database, ticket_id)]
    async with database.write() as tx:
        await clocks.put_off(tx, found, kind.clock, tx.now + LATER)
    return bool(found)


class _Undone(Exception):
    """It went well, and is rolled back: all is done at once, so that a group gets one digest."""


async def _fails(kind: type[Duty], regency: Regency, database: Database, ticket_id: int) -> bool:
    try:
        async with database.write() as tx:
            await kind(regency, tx).one(ticket_id)
            await tx.session.flush()
            await tx.write()
            await outbox.store(tx)
            raise _Undone
    except _Undone:
        return False
    except StorageDown:
        raise
    except Exception as error:  # whatever is wrong with it, it waits and the others go on
        _log.error("ticket_put_off", ticket=ticket_id, **cause_of(error))
        return True
