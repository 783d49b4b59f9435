"""A topic for each ticket, in groups that are forums: what it is called, and when it is shut."""

from __future__ import annotations

from typing import Final

from bot.desk.bindings import Bindings
from bot.desk.cards import Cards
from bot.desk.reading import Reading
from bot.desk.spots import spots_of
from bot.notices import DEEDS, Notice, Purpose, Urgency
from bot.regency import Regency
from bot.sanitise import cut
from bot.tickets.status import ENDED
from storage import groups, outbox, tickets, topics
from storage.models import Ticket
from storage.transaction import Transaction

NAME: Final = 128
"""UTF-16 units of a topic's name (createForumTopic)."""


async def turned(regency: Regency, tx: Transaction, ticket: Ticket) -> list[Notice]:
    """Shut the topics in which nothing is to be done for the ticket any more, open the others."""
    if not regency.settings.routing.topics:
        return []
    at_work = [] if ticket.status in ENDED else await spots_of(regency, tx, ticket)
    lanes = {tx.seal.lane(group.chat_id): group.chat_id for group in await groups.every(tx)}
    said = []
    for topic in await topics.of(tx, ticket.id):
        chat = lanes.get(topic.lane)
        shut = all(spot.chat != chat for spot in at_work)
        if chat is not None and topic.shut != shut:
            topic.shut = shut
            said.append(_deed(chat, ticket, Purpose.SHUTS_TOPIC if shut else Purpose.OPENS_TOPIC))
    return said


def _deed(chat: int, ticket: Ticket, purpose: Purpose) -> Notice:
    key = f"topic:{ticket.id}:{chat}"
    return Notice(chat, purpose=purpose, urgency=Urgency.CARD, ticket_id=ticket.id, key=key)


class Topics:
    """The ``bot.speaker.topics.Topics`` of the desk."""

    def __init__(self, regency: Regency) -> None:
        self._regency = regency

    async def name(self, tx: Transaction, ticket_id: int) -> str:
        """Number and category: nothing that a reporter wrote."""
        ticket = await tickets.get(tx, ticket_id)
        reads = Reading(self._regency, self._regency.texts.main)
        if ticket is None:
            return str(ticket_id)
        about = {"number": reads.number(ticket), "category": reads.category(ticket)}
        return cut(reads.words.plain("card.topic", **about), NAME)[0]

    async def refused(self, tx: Transaction, chat: int) -> None:
        """The admins are told, once."""
        bindings = Bindings(self._regency, tx, Cards(self._regency, tx))
        outbox.say(tx, await bindings.topics_refused(chat))

    async def lost(self, tx: Transaction, notice: Notice) -> None:
        """All of the ticket stands in a new one, unless it was to be shut or the card comes anyway."""
        ticket = await tickets.get(tx, notice.ticket_id or 0)
        if ticket is not None and notice.purpose not in (*DEEDS, Purpose.CARD):
            outbox.say(tx, await Cards(self._regency, tx).posted(ticket, again=True))
