"""What a reminder says: one for a ticket, a digest for many, and a list for those above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from bot.desk import holders
from bot.desk.cards import Cards
from bot.desk.faces import Face
from bot.desk.lists import SHOWN, Lists
from bot.desk.reading import Reading, is_late, is_restricted, named
from bot.desk.spots import Spot
from bot.notices import Notice, Purpose, Urgency
from bot.regency import Regency
from bot.reminders import Audience, key_of
from bot.texts import Html, lines, mention, paragraphs
from storage import clocks, groups
from storage.models import Ticket
from storage.transaction import Transaction

_MENTIONED: Final = 5
"""Officers named in one digest; to more than these Telegram gives no notice."""


class Below(NamedTuple):
    """A chat whose people have to act; ``routes``: by saying where the ticket goes."""

    spot: Spot
    routes: bool


@dataclass(frozen=True, slots=True)
class Due:
    """A ticket, the slot that is due, and who hears of it: nobody if that slot was told already."""

    ticket: Ticket
    slot: int
    rung: tuple[Audience, ...]


class Writing:
    """Writes in the main language. A newer reminder takes the place of one that has not left yet."""

    def __init__(self, regency: Regency, tx: Transaction) -> None:
        self._tx = tx
        self._words = regency.texts.main
        self._reads = Reading(regency, self._words)
        self._lists = Lists(self._reads, tx.now)
        self._cards = Cards(regency, tx)
        self._face = Face(regency, tx, self._reads)
        self._digest_from = regency.settings.reminders.digest_from

    async def reminders(self, below: Below, due: Sequence[Due]) -> list[Notice]:
        """A reminder each, with its card in case that is gone; or one digest. Admins get a list of theirs."""
        spot = below.spot
        if below.routes:
            return [await self._to_route(spot.chat)]
        if len(due) >= self._digest_from:
            return [await self._digest(spot, due)]
        cards = [await self._cards.card(spot, one.ticket) for one in due]
        singles = [self._single(spot, one) for one in due]
        return [notice for pair in zip(cards, singles, strict=True) for notice in pair]

    def ladder(self, chat: int, due: Sequence[Due]) -> Notice:
        """What those above an OPD hear: number, clock and status of what is sensitive, more of the rest."""
        heading = self._words("reminder.ladder", count=len(due))
        listed = self._lists.whole(heading, _tickets(due), len(due), full=False)
        return _listed(chat, paragraphs(listed, self._words("reminder.ladder_how")))

    async def _digest(self, spot: Spot, due: Sequence[Due]) -> Notice:
        """All that a group was reminded of and has not dealt with: so a newer digest may replace an older."""
        if not spot.is_home:
            heading = self._words("reminder.digest", count=len(due))
            listed = self._lists.whole(heading, _tickets(due), len(due), full=False)
            return _listed(spot.chat, paragraphs(listed, self._words("reminder.no_group_how")))
        opds = [group.opd for group in await groups.at(self._tx, spot.chat)]
        waiting, total = await clocks.reminded_of(self._tx.session, opds, SHOWN)
        listed = self._lists.whole(self._words("reminder.digest", count=total), waiting, total)
        text = paragraphs(listed, self._holders(due), self._words("reminder.how"))
        return _listed(spot.chat, text, f"digest:{spot.chat}")

    async def _to_route(self, chat: int) -> Notice:
        """All that the admins were reminded of and have not routed."""
        waiting, total = await clocks.to_route(self._tx.session, SHOWN)
        listed = self._lists.whole(self._words("reminder.route", count=total), waiting, total, full=False)
        return _listed(chat, paragraphs(listed, self._words("reminder.route_how")), f"route:{chat}")

    def _holders(self, due: Sequence[Due]) -> Html | None:
        """Those who took what is due now: a mention reaches also who silenced the group."""
        found = list(dict.fromkeys(holder for one in due if (holder := self._holder(one.ticket))))
        names = Html(", ".join(found[:_MENTIONED]))
        return self._words("reminder.holder", name=names) if names else None

    def _holder(self, ticket: Ticket) -> Html | None:
        name = named(holders.name_of(self._tx, ticket))
        return mention(ticket.taken_by, name) if name and ticket.taken_by is not None else None

    def _single(self, spot: Spot, due: Due) -> Notice:
        ticket = due.ticket
        return Notice(
            spot.chat,
            self._text(spot, due),
            self._face.actions(ticket) if spot.is_home else (),
            purpose=Purpose.REMINDER,
            urgency=Urgency.REMINDER,
            ticket_id=ticket.id,
            under_card=True,
            key=key_of(ticket.id),
        )

    def _text(self, spot: Spot, due: Due) -> Html:
        ticket, reads = due.ticket, self._reads
        late = "late" if is_late(ticket, self._tx.now) else "due"
        holder = self._holder(ticket) if spot.is_home else None
        shows = spot.is_home or not is_restricted(ticket)
        return lines(
            self._words("reminder.single", count=due.slot, number=reads.number(ticket)),
            self._words("reminder.category", category=reads.category(ticket)) if shows else None,
            self._words(f"reminder.{late}", due=reads.due(ticket)),
            self._words("reminder.holder", name=holder) if holder else None,
            self._next_step(spot, ticket),
        )

    def _next_step(self, spot: Spot, ticket: Ticket) -> Html:
        """What to do now."""
        if not spot.is_home:
            return self._words("reminder.no_group_how")
        return self._words(f"reminder.how_to.{ticket.status}", number=self._reads.number(ticket))


def _tickets(due: Sequence[Due]) -> list[Ticket]:
    return [one.ticket for one in due]


def _listed(chat: int, text: Html, key: str | None = None) -> Notice:
    return Notice(chat, text, purpose=Purpose.REMINDER, urgency=Urgency.DIGEST, key=key)
