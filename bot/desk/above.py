"""What goes one step up: to the heads of an OPD, or to those who have none above them but the leaders."""

from __future__ import annotations

from typing import Final

from bot.desk.acts import Act
from bot.desk.reading import Reading, is_restricted
from bot.desk.spots import admins, leaders_chat
from bot.notices import Notice, Purpose, Urgency
from bot.regency import Regency
from bot.tickets.audience import Told
from bot.tickets.verbs import Verb
from storage.models import Ticket
from storage.transaction import Transaction

LOW: Final = 2
"""Stars, of five, up to which a rating goes one step up."""


class Above:
    """Tells the heads of an OPD, or the admins where it has none, and the leaders of a ticket nobody owns."""

    def __init__(self, regency: Regency, tx: Transaction) -> None:
        self._regency = regency
        self._tx = tx

    async def of(self, ticket: Ticket, act: Act, told: Told) -> list[Notice]:
        """What those above the OPD hear of this act."""
        if act.verb == Verb.RETURN:
            return await self._hops(ticket)
        if act.verb == Verb.RATE and (ticket.rating or LOW + 1) <= LOW:
            return await self._heads(ticket, "desk.above.rate")
        return await self._heads(ticket, told.above) if told.above else []

    async def _heads(self, ticket: Ticket, key: str) -> list[Notice]:
        heads = self._regency.settings.people.heads.get(ticket.opd, ())
        chats = heads or await admins(self._regency, self._tx)
        return [self._notice(chat, ticket, key) for chat in chats]

    async def _hops(self, ticket: Ticket) -> list[Notice]:
        """Returned so often that the offices do not agree whose it is."""
        if ticket.hops < self._regency.settings.routing.max_hops:
            return []
        chat = await leaders_chat(self._regency, self._tx)
        return [] if chat is None else [self._notice(chat, ticket, "desk.above.hops")]

    def _notice(self, chat: int, ticket: Ticket, key: str) -> Notice:
        reads = Reading(self._regency, self._regency.texts.main)
        about = reads.about(ticket)
        if is_restricted(ticket):
            about |= dict.fromkeys(("category", "opd"), reads.words.plain("word.none.text"))
        text = reads.words(key, **about)
        return Notice(chat, text, purpose=Purpose.REPORT, urgency=Urgency.CARD)
