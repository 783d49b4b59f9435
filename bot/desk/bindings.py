"""Groups come and go: where the cards of their OPDs stand afterwards, and what the admins hear of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.desk.cards import Cards
from bot.desk.reading import Reading
from bot.desk.spots import admin_chat
from bot.notices import Notice, Said, Toast, Urgency
from bot.regency import Regency
from storage import groups, outbox, tickets
from storage.models import Group, Ticket
from storage.transaction import Transaction


class Bindings:
    """Follows what Telegram says of the bot's place in the bound groups."""

    def __init__(self, regency: Regency, tx: Transaction, cards: Cards) -> None:
        self._regency = regency
        self._tx = tx
        self._cards = cards

    async def recard(self, opd: str) -> Said:
        """The cards of an OPD that got or lost a group: those that stand there are edited, others posted."""
        return await self._posted(opd, missed=())

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
        told = await self._told(turned, "desk.group.back" if reachable else "desk.group.lost")
        since = None if reachable else await outbox.stuck_since(self._tx, chat) or self._tx.now
        cards: list[Notice | Toast] = []
        for group in turned:
            missed = await self._missed(group) if reachable else ()
            group.reachable, group.lost_at = reachable, since
            cards += await self._posted(group.opd, missed)
        return (*told, *cards)

    async def _missed(self, group: Group) -> Sequence[Ticket]:
        """Tickets whose answers came while the group could not be written to."""
        if group.lost_at is None:
            return ()
        return await tickets.answered_since(self._tx.session, group.opd, group.lost_at)

    async def _posted(self, opd: str, missed: Sequence[Ticket]) -> Said:
        """The cards of what the OPD holds and of what was ``missed``, that whole; others go on meanwhile."""
        known = {ticket.id for ticket in missed}
        held = [ticket for ticket in await tickets.held_by(self._tx.session, [opd]) if ticket.id not in known]
        said: list[Notice | Toast] = []
        for ticket in (*missed, *held):
            await asyncio.sleep(0)
            whole = ticket.id in known
            said += await (self._cards.posted(ticket, again=True) if whole else self._cards.caught_up(ticket))
        return tuple(said)

    async def _told(self, turned: list[Group], key: str) -> list[Notice]:
        admins = await admin_chat(self._regency, self._tx)
        reads = Reading(self._regency, self._regency.texts.main)
        return [
            Notice(admins, reads.words(key, opd=reads.opd_called(group.opd)), urgency=Urgency.CARD)
            for group in turned
            if admins is not None
        ]
