"""Where a ticket is shown: in its OPD's group, or in the admins' chat while there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.regency import Regency
from bot.tickets.status import Status
from bot.tickets.verbs import Verb
from storage import exposures, groups, history, supports
from storage.models import Ticket
from storage.transaction import Transaction

_MAY_END_UNASSIGNED: Final = frozenset({Status.ARCHIVED, Status.OUTSIDE, Status.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Spot:
    """A chat; ``is_home`` if it is the OPD's own group, where everything may be seen and done.

    ``helps``: the group of an OPD that only helps; everything may be seen there, and noted.
    """

    chat: int
    is_home: bool
    helps: bool = False


async def spot_of(regency: Regency, tx: Transaction, ticket: Ticket) -> Spot | None:
    """Where the ticket is shown; None with neither a group that shows it nor a chat of the admins."""
    if await _was_assigned(tx, ticket):
        return await spot_at(regency, tx, ticket.opd)
    return await _with_admins(regency, tx)


async def _was_assigned(tx: Transaction, ticket: Ticket) -> bool:
    """An OPD has or had it; what was put away before anybody assigned it, no OPD ever sees."""
    if ticket.status not in _MAY_END_UNASSIGNED:
        return ticket.status != Status.NEW
    return await history.last(tx.session, ticket.id, Verb.ASSIGN) is not None


async def spots_of(regency: Regency, tx: Transaction, ticket: Ticket) -> list[Spot]:
    """As ``spot_of``, and the groups of the OPDs that help."""
    first = await spot_of(regency, tx, ticket)
    found = [first] if first else []
    for opd in await supports.of(tx, ticket.id):
        group = await groups.of(tx, opd)
        if group is not None and group.shows and all(group.chat_id != spot.chat for spot in found):
            found.append(Spot(group.chat_id, is_home=True, helps=True))
    return found


async def spot_at(regency: Regency, tx: Transaction, opd: str) -> Spot | None:
    """Where tickets that an OPD has are shown."""
    group = await groups.of(tx, opd)
    if group is not None and group.shows:
        return Spot(group.chat_id, is_home=True)
    return await _with_admins(regency, tx)


async def admin_chat(regency: Regency, tx: Transaction) -> int | None:
    """The admins' chat, wherever it has moved; None while strangers can read it."""
    return await _private(tx, regency.settings.people.admin_chat)


async def leaders_chat(regency: Regency, tx: Transaction) -> int | None:
    """The leaders' chat, as ``admin_chat``."""
    return await _private(tx, regency.settings.people.supervisor_chat)


async def admins(regency: Regency, tx: Transaction) -> list[int]:
    """Where all admins read: their chat, or each in private while they have none."""
    chat = await admin_chat(regency, tx)
    return list(regency.settings.people.admins) if chat is None else [chat]


async def _with_admins(regency: Regency, tx: Transaction) -> Spot | None:
    chat = await admin_chat(regency, tx)
    return None if chat is None else Spot(chat, is_home=False)


async def _private(tx: Transaction, configured: int | None) -> int | None:
    chat = await now_at(tx, configured)
    return None if chat is None or await exposures.is_exposed(tx, chat) else chat


async def now_at(tx: Transaction, configured: int | None) -> int | None:
    """A configured chat, wherever it has moved."""
    return None if configured is None else await groups.moved(tx, configured)
