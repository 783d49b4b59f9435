"""Who took a ticket: the id in the open, the name sealed."""

from __future__ import annotations

from typing import Final

from storage.models import Ticket
from storage.transaction import Transaction

_PLACE: Final = "tickets.taken_name"


def hold(tx: Transaction, ticket: Ticket, officer: int, name: str) -> None:
    """This officer has taken it."""
    ticket.taken_by = officer
    ticket.taken_name = tx.seal.close(name.encode(), _PLACE, ticket.id)


def let_go(ticket: Ticket) -> None:
    """Nobody has taken it."""
    ticket.taken_by, ticket.taken_name = None, None


def name_of(tx: Transaction, ticket: Ticket) -> str | None:
    """The name of whoever took it, as it was then."""
    if ticket.taken_name is None:
        return None
    return tx.seal.open(ticket.taken_name, _PLACE, ticket.id).decode()
