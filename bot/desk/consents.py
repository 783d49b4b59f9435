"""Whether a resident was asked to let a report go on from its overseer to another office."""

from __future__ import annotations

from bot.tickets.status import Status
from bot.tickets.verbs import Verb
from storage import history
from storage.models import Ticket
from storage.transaction import Transaction


async def is_asked(tx: Transaction, ticket: Ticket) -> bool:
    """The last thing its resident was asked is whether it may be passed on; silence means no."""
    if not ticket.oversight or ticket.status != Status.WAITING_REPORTER:
        return False
    asked = await history.last(tx.session, ticket.id, Verb.ASK, Verb.CLEAR)
    return asked is not None and asked.verb == Verb.CLEAR
