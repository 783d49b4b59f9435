"""Tells who has to know of what was done to a ticket, by the table in ``bot.tickets.audience``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from msgspec import structs

from bot.desk import offers, topics
from bot.desk.above import Above
from bot.desk.acts import Act
from bot.desk.cards import Cards
from bot.desk.faces import Face
from bot.desk.masking import masked
from bot.desk.quotes import blocks
from bot.desk.reading import Reading, is_restricted, named
from bot.desk.spots import Spot, admin_chat, spot_of, spots_of
from bot.files import ALBUM_SETTLES, File, albums
from bot.notices import Media, Notice, Purpose, Rows, Said, Urgency
from bot.regency import Regency
from bot.texts import Html, lines, paragraphs
from bot.tickets.audience import FOLLOWED, TOLD, Told
from bot.tickets.verbs import Role, Verb
from storage import followers, residents
from storage.models import Event, Ticket
from storage.transaction import Transaction

SPOKEN: Final = frozenset({Verb.REPLY, Verb.ASK, Verb.RESOLVE})
"""What the officer wrote is the reporter's to read."""

ANSWERABLE: Final = frozenset({Verb.ANSWER, Verb.DISPUTE, Verb.REOPEN})
"""What the reporter says to the OPD: how to answer stands below it."""

_QUOTED: Final = 3000
"""UTF-16 units of a person's words that share a message with ours."""


class Telling:
    """Makes the notices that follow from an act."""

    def __init__(self, regency: Regency, tx: Transaction, cards: Cards) -> None:
        self._regency = regency
        self._tx = tx
        self._cards = cards
        self._face = Face(regency, tx, Reading(regency, regency.texts.main))
        self._above = Above(regency, tx)

    async def of(self, ticket: Ticket, act: Act) -> Said:
        """Everyone the table names; ``ticket`` is as the act left it."""
        told, turned = TOLD[act.verb], await topics.turned(self._regency, self._tx, ticket)
        return (
            *(deed for deed in turned if deed.purpose == Purpose.OPENS_TOPIC),
            *(await self._residents(ticket, act, told)),
            *(await self._card(ticket, told)),
            *(await self._group(ticket, act, told)),
            *(await self._admins(ticket) if told.admins else ()),
            *(await self._above.of(ticket, act, told)),
            *(deed for deed in turned if deed.purpose == Purpose.SHUTS_TOPIC),
        )

    async def more(self, ticket: Ticket, event: Event, files: Sequence[File]) -> Said:
        """More files of what an officer wrote; those that have not left yet go together."""
        if event.verb not in SPOKEN:
            return ()
        chat = await self.reporter_of(ticket)
        if chat is None:
            return ()
        settled = self._tx.now + ALBUM_SETTLES
        return tuple(
            structs.replace(_picture(chat, ticket, album), key=f"more:{event.id}:{at}", not_before=settled)
            for at, album in enumerate(albums(files))
        )

    async def reporter_of(self, ticket: Ticket) -> int | None:
        """The reporter's private chat, while they can be reached and want to be."""
        return await self._chat_of(ticket.resident_id)

    async def _chat_of(self, resident_id: int | None) -> int | None:
        resident = await residents.get(self._tx, resident_id) if resident_id is not None else None
        return residents.chat_of(self._tx, resident) if resident is not None else None

    async def _residents(self, ticket: Ticket, act: Act, told: Told) -> list[Notice]:
        """The reporter, and those who reported the same; what an officer wrote is the reporter's alone."""
        if told.reporter is None:
            return []
        said = await self._news(await self.reporter_of(ticket), ticket.language, ticket, act, told)
        follows = replace(told, reporter=FOLLOWED.get(act.verb, told.reporter), offers=(), rates=False)
        unsaid = replace(act, text="", files=())
        for one in await followers.of(self._tx, ticket.id) if told.followers else ():
            chat = await self._chat_of(one.resident_id)
            said += await self._news(chat, one.language, ticket, unsaid, follows)
        return said

    async def _news(
        self, chat: int | None, language: str, ticket: Ticket, act: Act, told: Told
    ) -> list[Notice]:
        if chat is None or told.reporter is None:
            return []
        words = self._regency.texts(language)
        heading = words(told.reporter, **Reading(self._regency, words).about(ticket))
        says = act.text if act.role == Role.OFFICER and act.verb in SPOKEN else ""
        texts = _under_heading(heading, says)
        rows = offers.rows(words, ticket, told.offers, rates=told.rates)
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
        if told.group is None:
            return []
        words = self._regency.texts.main
        heading = words(told.group, **Reading(self._regency, words).about(ticket), name=named(act.name))
        texts = _under_heading(lines(heading, self._face.sealed(ticket, act.files)), masked(act.text))
        return [
            notice
            for spot in await spots_of(self._regency, self._tx, ticket)
            if spot.chat != act.chat and (spot.is_home or not is_restricted(ticket))
            for notice in (
                *self._under(spot, ticket, texts, self._answers(spot, ticket, act), aloud=told.aloud),
                *self._cards.shown(spot.chat, ticket, act.files),
            )
        ]

    def _under(
        self, spot: Spot, ticket: Ticket, texts: Sequence[Html], rows: Rows, *, aloud: bool
    ) -> list[Notice]:
        last = len(texts) - 1
        return [
            self._cards.under(spot.chat, ticket, text, aloud=aloud, rows=rows if at == last else ())
            for at, text in enumerate(texts)
        ]

    def _answers(self, spot: Spot, ticket: Ticket, act: Act) -> Rows:
        """Buttons for those who work on it."""
        works = spot.is_home and not spot.helps and act.verb in ANSWERABLE
        return self._face.answers(ticket) if works else ()

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


def _news(chat: int, ticket: Ticket, text: Html, rows: Rows) -> Notice:
    return Notice(chat, text, rows, purpose=Purpose.NEWS, urgency=Urgency.PROMPT, ticket_id=ticket.id)


def _picture(chat: int, ticket: Ticket, album: tuple[Media, ...]) -> Notice:
    return Notice(chat, media=album, purpose=Purpose.NEWS, urgency=Urgency.PROMPT, ticket_id=ticket.id)
