"""Groups come and go: where the cards of their OPDs stand afterwards, and what the admins hear of it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from bot.desk.cards import Cards
from bot.desk.own_chats import OwnChats
from bot.desk.reading import Reading
from bot.desk.spots import Spot, admins
from bot.notices import Notice, Said, Urgency
from bot.protocols import Sight
from bot.regency import Regency
from storage import groups, outbox, tickets
from storage.models import Group, Ticket
from storage.transaction import Transaction

GROWTH: Final = 2
NEWCOMERS: Final = 20
"""A group that grew so many times over, and by so many, since it was last counted, is told to the admins."""


class Bindings:
    """Follows what Telegram says of the bot's place in the bound groups."""

    def __init__(self, regency: Regency, tx: Transaction, cards: Cards) -> None:
        self._regency = regency
        self._tx = tx
        self._cards = cards
        self._own = OwnChats(regency, tx, cards)
        self._words = regency.texts.main

    async def recard(self, opd: str) -> Said:
        """The cards of an OPD that got or lost a group: those that stand there are edited, others posted."""
        return await self._posted(opd, missed=())

    async def lost(self, chat: int) -> Said:
        """The bot cannot write to a group any more: the admins are told and get the cards."""
        return await self._stands(chat, "lost", reachable=False)

    async def regained(self, chat: int) -> Said:
        """The bot is in a bound group, maybe again: the cards it missed are posted there."""
        for group in await groups.at(self._tx, chat):
            group.topics_refused = False
        return await self._stands(chat, "back", reachable=True)

    async def seen(self, chat: int, sight: Sight) -> Said:
        """What a group looks like: one that strangers can read shows no tickets any more."""
        bound = await groups.at(self._tx, chat)
        for group in bound:
            if group.forum != sight.forum:
                group.forum, group.topics_refused = sight.forum, False
        crowd = await self._crowd(bound, sight.members) if sight.members else ()
        if sight.exposed is None:
            return tuple(crowd)
        own = await self._own.seen(chat, sight.exposed)
        return (*crowd, *await self._exposed(chat, sight.exposed), *own)

    async def strange(self, chat: int) -> Said:
        """The bot was brought into a group that is nobody's: how it can be bound, said once."""
        return (Notice(chat, self._words("desk.group.strange", id=chat), key=f"strange:{chat}"),)

    async def topics_refused(self, chat: int) -> Said:
        """The bot may not open topics in a forum: the tickets stand in its General topic from now on."""
        turned = [group for group in await groups.at(self._tx, chat) if not group.topics_refused]
        for group in turned:
            group.topics_refused = True
        return tuple(await self._told(turned, "desk.group.no_topics"))

    async def moved(self, was: int, now: int) -> Said:
        """A group became a supergroup; one that is neither bound nor configured is not followed."""
        people = self._regency.settings.people
        if await groups.move(self._tx, was, now, (people.admin_chat, people.supervisor_chat)):
            await outbox.readdress(self._tx, was, now)
        return ()

    async def _exposed(self, chat: int, exposed: bool) -> Said:
        news = "exposed" if exposed else "private"
        hidden: list[Notice] = []
        if exposed and not all(group.exposed for group in await groups.at(self._tx, chat)):
            await outbox.withhold(self._tx, chat)
            hidden = [*await self._cards.hidden_at(chat), Notice(chat, self._words("desk.group.hidden"))]
        return (*await self._stands(chat, news, exposed=exposed), *hidden)

    async def _crowd(self, bound: Sequence[Group], members: int) -> Sequence[Notice]:
        """Many strangers at once may mean that the invitation went round."""
        before = max((group.members or 0 for group in bound), default=0)
        for group in bound:
            group.members, group.looked_at = members, self._tx.now
        grew = before and members >= before * GROWTH and members - before >= NEWCOMERS
        return await self._told(bound, "desk.group.crowd", before=before, now=members) if grew else ()

    async def _stands(self, chat: int, news: str, **standing: bool) -> Said:
        """The group stands otherwise: the admins are told, and have the cards while it shows none."""
        turned = [group for group in await groups.at(self._tx, chat) if not _is(group, standing)]
        said: list[Any] = await self._told(turned, f"desk.group.{news}")
        since = await outbox.stuck_since(self._tx, chat) or self._tx.now if turned else self._tx.now
        for group in turned:
            said += await self._turned(group, standing, since)
        return tuple(said)

    async def _turned(self, group: Group, standing: Mapping[str, bool], since: datetime) -> Said:
        showed, missed = group.shows, await self._missed(group)
        for name, value in standing.items():
            setattr(group, name, value)
        if group.shows == showed:
            return ()
        group.lost_at = None if group.shows else since
        if not group.shows:
            return await self._posted(group.opd, ())
        return (*await self._posted(group.opd, missed), *await self._helped(group))

    async def _helped(self, group: Group) -> list[Notice]:
        """The cards of what the OPD only helps with."""
        spot = Spot(group.chat_id, is_home=True, helps=True)
        helped = await tickets.helped_by(self._tx.session, group.opd)
        return [await self._cards.card(spot, ticket) for ticket in helped]

    async def _missed(self, group: Group) -> Sequence[Ticket]:
        """Tickets whose answers came while the group could not be written to."""
        if group.lost_at is None:
            return ()
        return await tickets.answered_since(self._tx.session, group.opd, group.lost_at)

    async def _posted(self, opd: str, missed: Sequence[Ticket]) -> Said:
        """The cards of what the OPD holds and of what was ``missed``, that whole; others go on meanwhile."""
        known = {ticket.id for ticket in missed}
        held = [ticket for ticket in await tickets.held_by(self._tx.session, [opd]) if ticket.id not in known]
        said: list[Any] = []
        for ticket in (*missed, *held):
            await asyncio.sleep(0)
            whole = ticket.id in known
            said += await (self._cards.posted(ticket, again=True) if whole else self._cards.caught_up(ticket))
        return tuple(said)

    async def _told(self, turned: Sequence[Group], key: str, **about: object) -> list[Notice]:
        reads = Reading(self._regency, self._words)
        chats = await admins(self._regency, self._tx) if turned else []
        return [
            Notice(chat, reads.words(key, opd=reads.opd_called(group.opd), **about), urgency=Urgency.CARD)
            for group in turned
            for chat in chats
        ]


def _is(group: Group, standing: Mapping[str, bool]) -> bool:
    return all(getattr(group, name) == value for name, value in standing.items())
