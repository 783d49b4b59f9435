"""Tells who has to know of what was done to a ticket, by the table in ``bot.tickets.audience``."""

from __future__ import annotations

from typing import Final

from bot.buttons import ReporterPress
from bot.desk.cards import Cards
from bot.desk.changes import Act
from bot.desk.faces import Face
from bot.desk.masking import masked
from bot.desk.quotes import blocks
from bot.desk.reading import Reading, is_restricted
from bot.desk.spots import Spot, admin_chat, spot_of
from bot.files import albums
from bot.notices import Button, Media, Notice, Purpose, Rows, Said, Urgency
from bot.regency import Regency
from bot.texts import Html, Words, lines, paragraphs
from bot.tickets.audience import TOLD, Told
from bot.tickets.verbs import Role, Verb
from storage import residents
from storage.models import Ticket
from storage.transaction import Transaction

_QUOTED: Final = 3000
"""UTF-16 units of a person's words that share a message with ours."""


class Telling:
    """Makes the notices that follow from an act."""

    def __init__(self, regency: Regency, tx: Transaction, cards: Cards) -> None:
        self._regency = regency
        self._tx = tx
        self._cards = cards
        self._face = Face(regency, tx, Reading(regency, regency.texts.main))

    async def of(self, ticket: Ticket, act: Act) -> Said:
        """Everyone the table names; ``ticket`` is as the act left it."""
        told = TOLD[act.verb]
        return (
            *(await self._reporter(ticket, act, told)),
            *(await self._card(ticket, told)),
            *(await self._group(ticket, act, told)),
            *(await self._admins(ticket) if told.admins else ()),
        )

    async def reporter_of(self, ticket: Ticket) -> int | None:
        """The reporter's private chat, while they can be reached."""
        if ticket.resident_id is None:
            return None
        resident = await residents.get(self._tx, ticket.resident_id)
        if resident is None or not resident.reachable:
            return None
        return residents.identity(self._tx.seal, resident).id

    async def _reporter(self, ticket: Ticket, act: Act, told: Told) -> list[Notice]:
        chat = await self.reporter_of(ticket) if told.reporter else None
        if chat is None or told.reporter is None:
            return []
        words = self._regency.texts(ticket.language)
        reads = Reading(self._regency, words)
        heading = words(told.reporter, number=reads.number(ticket), opd=reads.opd(ticket))
        says = act.text if act.role == Role.OFFICER and act.verb != Verb.RETURN else ""
        texts = _under_heading(heading, says)
        rows = _offers(words, ticket, told)
        last = len(texts) - 1
        return [
            *(_news(chat, ticket, text, rows if at == last else ()) for at, text in enumerate(texts)),
            *(_picture(chat, ticket, album) for album in albums(act.files if says else ())),
        ]

    async def _card(self, ticket: Ticket, told: Told) -> Said:
        if told.whole:
            return await self._cards.posted(ticket, again=True)
        return await self._cards.edited(ticket) if told.card else ()

    async def _group(self, ticket: Ticket, act: Act, told: Told) -> list[Notice]:
        """What the reporter did, told under the card; not to admins when only the OPD may read it."""
        spot = await spot_of(self._regency, self._tx, ticket) if told.group else None
        if spot is None or told.group is None or (is_restricted(ticket) and not spot.is_home):
            return []
        words = self._regency.texts.main
        heading = words(told.group, number=Reading(self._regency, words).number(ticket))
        texts = _under_heading(lines(heading, self._face.sealed(ticket, act.files)), masked(act.text))
        return [
            *(self._cards.under(spot.chat, ticket, text, aloud=told.aloud) for text in texts),
            *self._cards.shown(spot.chat, ticket, act.files),
        ]

    async def _admins(self, ticket: Ticket) -> Said:
        """The card in the admins' chat, unless that is where it stands anyway."""
        chat = await admin_chat(self._regency, self._tx)
        spot = await spot_of(self._regency, self._tx, ticket)
        if chat is None or (spot and spot.chat == chat):
            return ()
        return await self._cards.at(Spot(chat, is_home=False), ticket, again=True)


def _under_heading(heading: Html, text: str) -> list[Html]:
    if not text:
        return [heading]
    first, *rest = blocks(text, _QUOTED)
    return [paragraphs(heading, first), *rest]


def _offers(words: Words, ticket: Ticket, told: Told) -> Rows:
    buttons = (
        Button(words.plain(f"news.button.{verb}"), ReporterPress(ticket.id, ticket.version, verb).pack())
        for verb in told.offers
    )
    row = tuple(buttons)
    return (row,) if row else ()


def _news(chat: int, ticket: Ticket, text: Html, rows: Rows) -> Notice:
    return Notice(chat, text, rows, purpose=Purpose.NEWS, urgency=Urgency.PROMPT, ticket_id=ticket.id)


def _picture(chat: int, ticket: Ticket, album: tuple[Media, ...]) -> Notice:
    return Notice(chat, media=album, purpose=Purpose.NEWS, urgency=Urgency.PROMPT, ticket_id=ticket.id)
