"""The messages that show a ticket: its card, made from the database alone, and what stands under it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk.faces import QUOTED, REASON, Face
from bot.desk.masking import masked
from bot.desk.quotes import blocks
from bot.desk.reading import Reading, is_restricted
from bot.desk.spots import Spot, spot_of
from bot.files import File, albums, showable
from bot.notices import Notice, Purpose, Rows, Said, Urgency
from bot.regency import Regency
from bot.texts import Html, paragraphs
from bot.tickets.status import Status
from bot.tickets.verbs import Verb
from storage import history, posts
from storage.models import Ticket
from storage.transaction import Transaction


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
        if is_restricted(ticket) and not spot.is_home:
            return (card,)
        rest = blocks(masked(ticket.description), QUOTED)[1:]
        texts = [self.under(spot.chat, ticket, block) for block in rest]
        answers = await self._answers(spot, ticket) if again else ()
        returned = () if spot.is_home else await self._returned(spot, ticket)
        return (card, *texts, *self.shown(spot.chat, ticket, files), *answers, *returned)

    async def edited(self, ticket: Ticket) -> Said:
        """The card as it is now; posted where there is none."""
        spot = await spot_of(self._regency, self._tx, ticket)
        return (await self.card(spot, ticket),) if spot else ()

    async def card(self, spot: Spot, ticket: Ticket) -> Notice:
        """As ``edited``, in a certain chat."""
        return await self._card(spot, ticket, await self._files(ticket))

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

    def under(
        self,
        chat: int,
        ticket: Ticket,
        text: Html,
        *,
        aloud: bool = False,
        purpose: Purpose = Purpose.NEWS,
    ) -> Notice:
        """A text under the card."""
        return Notice(
            chat,
            text,
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
        if is_restricted(ticket) and not spot.is_home:
            return self._notice(spot.chat, ticket, await face.clock(ticket), fresh=fresh)
        text = await face.whole(ticket, files, noted=not spot.is_home)
        rows = (*(face.actions(ticket) if spot.is_home else ()), *face.map(ticket))
        return self._notice(spot.chat, ticket, text, rows, fresh=fresh)

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

    async def _files(self, ticket: Ticket) -> list[File]:
        return await history.reporters_files(self._tx.session, self._tx.seal, ticket.id)

    async def _answers(self, spot: Spot, ticket: Ticket) -> list[Notice]:
        """What the reporter added so far."""
        said = [event.text or "" for event in await history.answers(self._tx.session, ticket.id)]
        heading = self._words("desk.said.answer", number=self._reads.number(ticket))
        return [
            self.under(spot.chat, ticket, paragraphs(heading, block))
            for text in said
            for block in blocks(masked(text))
            if text
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
        return not ticket.emergency and not self._regency.calendar.is_open(self._tx.now)
