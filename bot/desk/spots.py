"""Where a ticket is shown: in its OPD's group, or in the admins' chat while there is none."""

from __future__ import annotations

from dataclasses import dataclass

from bot.regency import Regency
from bot.tickets.status import Status
from storage import groups
from storage.models import Ticket
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Spot:
    """A chat; ``is_home`` if it is the OPD's own group, where everything may be seen and done."""

    chat: int
    is_home: bool


async def spot_of(regency: Regency, tx: Transaction, ticket: Ticket) -> Spot | None:
    """Where the ticket is shown; None while there is neither a reachable group nor a chat of the admins."""
    if ticket.status != Status.NEW:
        return await spot_at(regency, tx, ticket.opd)
    return await _with_admins(regency, tx)


async def spot_at(regency: Regency, tx: Transaction, opd: str) -> Spot | None:
    """Where tickets that an OPD has are shown."""
    group = await groups.of(tx, opd)
    if group is not None and group.reachable:
        return Spot(group.chat_id, is_home=True)
    return await _with_admins(regency, tx)


async def admin_chat(regency: Regency, tx: Transaction) -> int | None:
    """The admins' chat, wherever it has moved."""
    return await now_at(tx, regency.settings.people.admin_chat)


async def _with_admins(regency: Regency, tx: Transaction) -> Spot | None:
    chat = await admin_chat(regency, tx)
    return None if chat is None else Spot(chat, is_home=False)


async def now_at(tx: Transaction, configured: int | None) -> int | None:
    """A configured chat, wherever it has moved."""
    return None if configured is None else await groups.moved(tx, configured)
