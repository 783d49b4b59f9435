"""Answers `/cari`: tickets by their number, by what they say and by their place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import Final

from bot.desk.masking import masked
from bot.errors import Refused
from bot.notices import Notice, Purpose, Said
from bot.protocols import Question
from bot.recap.search import Wanted, nearest, says, wanted, words_of
from bot.recaps.asked import Asked
from bot.recaps.lines import ROOM, Listed
from bot.regency import Regency
from bot.sanitise import one_line
from bot.texts import Html, fitting, paragraphs
from bot.tickets import numbers
from storage import searching
from storage.database import Database, Reader
from storage.models import Ticket

SHOWN: Final = 15


class Search:
    """Finds within what the asker may see: by its words no protected ticket is ever found."""

    def __init__(self, regency: Regency, database: Database) -> None:
        self._regency = regency
        self._database = database

    def ask(self, text: str, asked: Asked) -> Question:
        """What ``text`` looks for, the newest first. Raises Refused when that is nothing."""
        text = one_line(text)
        sought = wanted(text, self._regency.policy)
        number = numbers.read(
            text, self._regency.settings.service.prefix, self._regency.today(asked.now).year
        )
        if number is None and not sought.words and not sought.kecamatans:
            raise Refused("listing.refused.nothing")
        return partial(self._answer, text, sought, number, asked)

    async def _answer(self, text: str, sought: Wanted, number: numbers.Number | None, asked: Asked) -> Said:
        async with self._database.read() as session:
            found = await self._numbered(session, number, asked) if number else ()
            found = found or await self._saying(session, sought, asked)
            found = found or await self._saying(session, Wanted(words_of(text)), asked)
        return (
            Notice(
                asked.chat, self._listed(text, found, asked), purpose=Purpose.REPORT, reply_to=asked.message
            ),
        )

    async def _numbered(self, session: Reader, number: numbers.Number, asked: Asked) -> Sequence[Ticket]:
        found = await searching.numbered(session, number)
        mine = asked.reader.opds
        return [found] if found is not None and (mine is None or found.opd in mine) else []

    async def _saying(self, session: Reader, sought: Wanted, asked: Asked) -> Sequence[Ticket]:
        """As written; where nothing says so, as it may have been meant."""
        if not sought.words and not sought.kecamatans:
            return ()
        looks = partial(self._looks, session, sought, asked)
        exact = await looks([[word] for word in sought.words])
        if exact or not sought.words:
            return exact
        meant = [
            [word, *nearest(word, await searching.words_from(session, word[0]))] for word in sought.words
        ]
        return await looks(meant)

    async def _looks(
        self, session: Reader, sought: Wanted, asked: Asked, terms: Sequence[Collection[str]]
    ) -> Sequence[Ticket]:
        """By what groups may read of it: nobody is found by a number that identifies them."""
        found = await searching.saying(session, terms, asked.reader.opds, sought.kecamatans, SHOWN)
        return [ticket for ticket in found if _says_openly(ticket, terms)]

    def _listed(self, text: str, found: Sequence[Ticket], asked: Asked) -> Html:
        words = self._regency.texts(asked.language)
        if not found:
            return words("listing.found.none", words=text[:60])
        listed = Listed(self._regency, words, asked.now)
        more = words("listing.found.first", count=SHOWN) if len(found) == SHOWN else None
        title = words("listing.found.title", words=text[:60])
        return paragraphs(title, *fitting((listed.found(ticket) for ticket in found), ROOM), more)


def _says_openly(ticket: Ticket, terms: Sequence[Collection[str]]) -> bool:
    said = (ticket.description, ticket.landmark or "")
    shown = tuple(map(masked, said))
    return shown == said or says("\n".join(shown), terms)
