"""Residents who report the same join a ticket, and leave it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk.acts import Act
from bot.desk.cards import Cards
from bot.desk.changes import Changes
from bot.desk.telling import Telling
from bot.files import File, showable
from bot.notices import Said
from bot.tickets.verbs import Role, Verb
from storage import followers, history
from storage.models import Resident, Ticket
from storage.transaction import Transaction


class Joining:
    """Who joined is never named, whatever the ticket's reporter wants for themselves."""

    def __init__(self, tx: Transaction, cards: Cards, changes: Changes, telling: Telling) -> None:
        self._tx = tx
        self._cards = cards
        self._changes = changes
        self._telling = telling

    async def join(
        self, ticket: Ticket, resident: Resident, language: str, text: str, files: Sequence[File]
    ) -> Said:
        """``resident`` hears of the ticket from now on; their words and photos go under its card.

        Other files may show who made them, so they stay sealed. Raises Stale once it is no longer open.
        """
        shown, hidden = showable(files, confidential=True)
        act = Act(Verb.JOIN, Role.REPORTER, text=text, files=shown)
        event = await self._changes.make(ticket, act)
        history.attach(self._tx, ticket, event, hidden, start=len(shown))
        await followers.join(self._tx, ticket.id, resident.id, language)
        return await self._telling.of(ticket, act)

    async def leave(self, ticket: Ticket, resident: Resident) -> Said:
        """``resident`` hears of it no more; what they wrote stays."""
        left = await followers.leave(self._tx, ticket.id, resident.id)
        return await self._cards.edited(ticket) if left else ()
