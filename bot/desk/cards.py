"""The messages that show a ticket: its card, made from the database alone, and what stands under it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from bot.desk import proofs
from bot.desk.faces import QUOTED, REASON, Face
from bot.desk.masking import masked
from bot.desk.quotes import blocks
from bot.desk.reading import Reading, is_restricted
from bot.desk.spots import Spot, spot_of, spots_of
from bot.files import File, albums, showable
from bot.notices import Notice, Purpose, Rows, Said, Urgency, used
from bot.regency import Regency
from bot.texts import Html, lines, paragraphs
from bot.tickets.status import Status
from bot.tickets.verbs import Verb
from storage import history, posts, tickets
from storage.models import Ticket
from storage.transaction import Transaction

_TAKEN_BACK: Final = 300
"""Messages, the newest; at 19 a minute a quarter of an hour."""


class Cards:
    """Makes cards for groups and for admins, in the main language."""

    def __init__(self, regency: Regency, tx: Transaction) -> None:
        self._regency = regency
        self._tx = tx
        self._words = regency.texts.main
        self._reads = Reading(regency, self._words)
        self._face = Face(regency, tx, self._reads)

    async def posted(self, ticket: Ticket, *, again: bool = False) -> Said:
        """The card, the rest of the report and its files; ``again``: afresh, with all that was answered."""
        spot = await spot_of(self._regency, self._tx, ticket)
        return await self.at(spot, ticket, again=again) if spot else ()

    async def at(self, spot: Spot, ticket: Ticket, *, again: bool = False) -> Said:
        """As ``posted``, in a certain chat."""
        files = await self._files(ticket)
        card = await self._card(spot, ticket, files, fresh=again)
        older = await self._older(spot, ticket) if again else ()
        if is_restricted(ticket) and not spot.is_home:
            return (card, *older)
        rest = blocks(masked(ticket.description), QUOTED)[1:]
        texts = [self.under(spot.chat, ticket, block) for block in rest]
        answers = await self._answers(spot, ticket) if again else ()
        returned = () if spot.is_home else await self._returned(spot, ticket)
        resolved = await self._resolved(spot, ticket) if again else ()
        return (card, *texts, *self.shown(spot.chat, ticket, files), *answers, *returned, *resolved, *older)

    async def edited(self, ticket: Ticket) -> Said:
        """The card as it is now, also where others help; posted where there is none."""
        spots = await spots_of(self._regency, self._tx, ticket)
        return tuple([await self.card(spot, ticket) for spot in spots])

    async def card(self, spot: Spot, ticket: Ticket) -> Notice:
        """As ``edited``, in a certain chat."""
        return await self._card(spot, ticket, await self._files(ticket))

    async def refreshed(self, found: Iterable[Ticket]) -> Said:
        """The cards that stand somewhere, as they are now; none is posted where there is none."""
        lane = self._tx.seal.lane
        spots = [
            (spot, ticket) for ticket in found for spot in await spots_of(self._regency, self._tx, ticket)
        ]
        known = await posts.cards(self._tx, [(ticket.id, lane(spot.chat)) for spot, ticket in spots])
        standing = [(spot, ticket) for spot, ticket in spots if (ticket.id, lane(spot.chat)) in known]
        return tuple([await self.card(spot, ticket) for spot, ticket in standing])

    async def caught_up(self, ticket: Ticket) -> Said:
        """The card as it is now; where there is none yet, with all that belongs to it."""
        spot = await spot_of(self._regency, self._tx, ticket)
        if spot is None:
            return ()
        lane = self._tx.seal.lane(spot.chat)
        known = await posts.cards(self._tx, [(ticket.id, lane)])
        return await self.edited(ticket) if known else await self.at(spot, ticket, again=True)

    def moved_on(self, chat: int, ticket: Ticket) -> Notice:
        """In the group that had the ticket before: only that another OPD has it now."""
        about = {"number": self._reads.number(ticket), "opd": self._reads.opd(ticket)}
        return self._notice(chat, ticket, self._words("card.moved_on", **about))

    def hidden(self, chat: int, ticket: Ticket) -> Notice:
        """In a group that strangers can read: nothing but the number."""
        return self._notice(chat, ticket, self._words("card.hidden", number=self._reads.number(ticket)))

    async def hidden_at(self, chat: int) -> list[Notice]:
        """Every card that ever stood in a group, as ``hidden``; what stood under them is taken back.

        Telegram lets a bot delete what is at most 48 hours old (deleteMessage); of older, nothing happens.
        """
        lane = self._tx.seal.lane(chat)
        found = await tickets.carded(self._tx.session, lane)
        beside = await posts.take_beside_cards(self._tx, lane, _TAKEN_BACK)
        return [*(self.hidden(chat, ticket) for ticket in found), *(_deleted(chat, one) for one in beside)]

    def under(
        self,
        chat: int,
        ticket: Ticket,
        text: Html,
        *,
        aloud: bool = False,
        rows: Rows = (),
        purpose: Purpose = Purpose.NEWS,
    ) -> Notice:
        """A text under the card."""
        return Notice(
            chat,
            text,
            rows,
            purpose=purpose,
            urgency=Urgency.CARD,
            ticket_id=ticket.id,
            under_card=True,
            silent=not aloud and self._is_quiet(ticket),
            protected=ticket.confidential,
        )

    def shown(self, chat: int, ticket: Ticket, files: Sequence[File]) -> list[Notice]:
        """The reporter's files that officers may see, under the card."""
        return self._albums(chat, ticket, showable(files, ticket.confidential)[0])

    def _albums(self, chat: int, ticket: Ticket, files: Sequence[File]) -> list[Notice]:
        return [
            Notice(
                chat,
                media=album,
                purpose=Purpose.FILES,
                urgency=Urgency.CARD,
                ticket_id=ticket.id,
                under_card=True,
                silent=True,
                protected=ticket.confidential,
            )
            for album in albums(files)
        ]

    async def _card(
        self, spot: Spot, ticket: Ticket, files: Sequence[File], *, fresh: bool = False
    ) -> Notice:
        face = self._face
        acts = await self._acts(spot, ticket)
        if is_restricted(ticket) and not spot.is_home:
            return self._notice(spot.chat, ticket, await face.clock(ticket), acts, fresh=fresh)
        text = await face.whole(ticket, files, noted=not spot.is_home)
        return self._notice(spot.chat, ticket, text, (*acts, *face.map(ticket)), fresh=fresh)

    async def _older(self, spot: Spot, ticket: Ticket) -> tuple[Notice, ...]:
        """The card that stood there so far is one to read: what can be done, the newest offers."""
        lane = self._tx.seal.lane(spot.chat)
        known = await posts.cards(self._tx, [(ticket.id, lane)])
        return used(spot.chat, known.get((ticket.id, lane)), ticket.id)

    async def _acts(self, spot: Spot, ticket: Ticket) -> Rows:
        """What can be done from the card there; those who only help note what they did."""
        if not spot.is_home:
            return await self._face.routes(ticket)
        return () if spot.helps else self._face.actions(ticket)

    def _notice(
        self, chat: int, ticket: Ticket, text: Html, rows: Rows = (), *, fresh: bool = False
    ) -> Notice:
        return Notice(
            chat,
            text,
            rows,
            purpose=Purpose.CARD,
            urgency=Urgency.CARD,
            ticket_id=ticket.id,
            fresh=fresh,
            silent=self._is_quiet(ticket),
            protected=ticket.confidential,
            key=None if fresh else f"card:{ticket.id}:{chat}",
        )

    async def _files(self, ticket: Ticket) -> Sequence[File]:
        return await history.reporters_files(self._tx, ticket.id)

    async def _answers(self, spot: Spot, ticket: Ticket) -> list[Notice]:
        """What the reporter and those who joined added so far."""
        number = self._reads.number(ticket)
        return [
            self.under(
                spot.chat, ticket, paragraphs(self._words(f"desk.said.{event.verb}", number=number), block)
            )
            for event in await history.answers(self._tx.session, ticket.id)
            if event.text
            for block in blocks(masked(event.text))
        ]

    async def _returned(self, spot: Spot, ticket: Ticket) -> list[Notice]:
        """What the OPD said and sent with it when it gave it back, besides what the card shows."""
        if ticket.status != Status.RETURNED:
            return []
        event = await history.last(self._tx.session, ticket.id, Verb.RETURN)
        if event is None:
            return []
        files = await history.files_of(self._tx.session, self._tx.seal, event)
        rest = blocks(masked(event.text or ""), REASON)[1:]
        texts = [self.under(spot.chat, ticket, block) for block in rest]
        return [*texts, *self._albums(spot.chat, ticket, files)]

    def _is_quiet(self, ticket: Ticket) -> bool:
        calendar = self._regency.calendar_of(ticket.opd)
        return not ticket.emergency and not calendar.is_open(self._tx.now)

    async def _resolved(self, spot: Spot, ticket: Ticket) -> list[Notice]:
        """What the OPD says was done, with its proofs, and whether these could be checked."""
        if ticket.status not in (Status.RESOLVED, Status.CLOSED):
            return []
        event = await history.last(self._tx.session, ticket.id, Verb.RESOLVE)
        if event is None:
            return []
        files = await history.files_of(self._tx.session, self._tx.seal, event)
        unchecked = None if proofs.are_checked(files) else self._words("card.unchecked")
        first, *rest = blocks(event.text or "", QUOTED)
        texts = [lines(self._words("card.resolved"), first), *rest]
        texts[-1] = lines(texts[-1], unchecked)
        return [
            *(self.under(spot.chat, ticket, text) for text in texts),
            *self._albums(spot.chat, ticket, files),
        ]


def _deleted(chat: int, message: int) -> Notice:
    return Notice(chat, purpose=Purpose.DELETES, urgency=Urgency.REMINDER, edits=message)
