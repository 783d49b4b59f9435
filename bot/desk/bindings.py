"""Groups come and go: where the cards of their OPDs stand afterwards, and what the admins hear of it."""

from __future__ import annotations

from bot.desk.cards import Cards
from bot.desk.reading import Reading
from bot.desk.spots import admin_chat
from bot.notices import Notice, Said, Urgency
from bot.regency import Regency
from storage import groups, tickets
from storage.database import Transaction
from storage.models import Group


class Bindings:
    """Follows what Telegram says of the bot's place in the bound groups."""

    def __init__(self, regency: Regency, tx: Transaction, cards: Cards) -> None:
        self._regency = regency
        self._tx = tx
        self._cards = cards

    async def recard(self, opd: str) -> Said:
        """The cards of an OPD that got or lost a group: those that stand there are edited, others posted."""
        held = await tickets.held_by(self._tx.session, [opd])
        return tuple([notice for ticket in held for notice in await self._cards.caught_up(ticket)])

    async def lost(self, chat: int) -> Said:
        """The bot cannot write to a group any more: the admins are told and get the cards."""
        return await self._turned(chat, reachable=False)

    async def regained(self, chat: int) -> Said:
        """The bot is in a bound group again: the cards it missed are posted there."""
        return await self._turned(chat, reachable=True)

    async def moved(self, was: int, now: int) -> Said:
        """A group became a supergroup; one that is neither bound nor configured is not followed."""
        people = self._regency.settings.people
        await groups.move(self._tx, was, now, (people.admin_chat, people.supervisor_chat))
        return ()

    async def _turned(self, chat: int, *, reachable: bool) -> Said:
        turned = [group for group in await groups.at(self._tx, chat) if group.reachable != reachable]
        for group in turned:
            group.reachable = reachable
        cards = [notice for group in turned for notice in await self.recard(group.opd)]
        return (*await self._told(turned, "desk.group.back" if reachable else "desk.group.lost"), *cards)

    async def _told(self, turned: list[Group], key: str) -> list[Notice]:
        admins = await admin_chat(self._regency, self._tx)
        reads = Reading(self._regency, self._regency.texts.main)
        return [
            Notice(admins, reads.words(key, opd=reads.opd_called(group.opd)), urgency=Urgency.CARD)
            for group in turned
            if admins is not None
        ]
