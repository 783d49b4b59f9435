"""Answers `/tunggakan`: what is overdue now, for how long, and who holds it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Final

from bot.errors import Refused
from bot.notices import Notice, Purpose, Said
from bot.policy import Policy
from bot.protocols import Question
from bot.recap.naming import Naming
from bot.recap.readers import Reader as Asker
from bot.recaps.asked import Asked
from bot.recaps.lines import ROOM, Listed
from bot.regency import Regency
from bot.sanitise import cut, one_line
from bot.texts import Html, Words, fitting, lines, paragraphs
from storage import overdue
from storage.database import Database

SHOWN: Final = 40
"""Tickets read for a list; more do not fit into a message."""

OFFICES: Final = 6
_ECHO: Final = 60


class Overdue:
    """Reads beside the writer. Of a protected ticket only number, clock and status are seen.

    The tickets of one office are listed to leaders without its protected ones: their number would say whose
    they are. Its own head sees that there are some.
    """

    def __init__(self, regency: Regency, database: Database) -> None:
        self._regency = regency
        self._database = database

    def ask(self, text: str, asked: Asked) -> Question:
        """The longest first; of one office if ``text`` names one. Raises Refused, NotAllowed."""
        opds = _opds(_office(text, self._regency.policy), asked.reader)
        return partial(self._answer, opds, asked)

    async def _answer(self, opds: tuple[str, ...] | None, asked: Asked) -> Said:
        protected = opds is None or asked.reader.opds is not None
        async with self._database.read() as session:
            offices = await overdue.by_office(session, asked.now, opds)
            total = await overdue.how_many(session, asked.now, opds, protected=protected)
            found = await overdue.longest(session, asked.now, opds, SHOWN, protected=protected)
        words = self._regency.texts(asked.language)
        if not total:
            return (_notice(asked, words("listing.overdue.none")),)
        listed = Listed(self._regency, words, asked.now)
        text = paragraphs(
            words("listing.overdue.title", count=Naming(self._regency, words).count(total)),
            self._offices(words, offices, total - sum(offices.values())) if opds is None else None,
            _fitted(words, [listed.overdue(ticket) for ticket in found], total),
        )
        return (_notice(asked, text),)

    def _offices(self, words: Words, offices: Mapping[str, int], protected: int) -> Html:
        naming = Naming(self._regency, words)
        first = list(offices.items())[:OFFICES]
        others = words("recap.others", count=len(offices) - len(first)) if len(offices) > len(first) else None
        return lines(
            *(
                words("recap.line", label=naming.office(opd), count=naming.count(count))
                for opd, count in first
            ),
            others,
            words("recap.protected", count=protected) if protected else None,
        )


def _office(text: str, policy: Policy) -> str | None:
    words = one_line(text).strip(" ,:")
    found = policy.find_opd(words) if words else None
    if words and found is None:
        raise Refused("listing.refused.opd", words=cut(words, _ECHO)[0])
    return found.code if found else None


def _opds(named: str | None, reader: Asker) -> tuple[str, ...] | None:
    if named is not None:
        reader.check(named)
        return (named,)
    return reader.opds


def _fitted(words: Words, texts: Iterable[Html], total: int) -> Html:
    shown = fitting(texts, ROOM)
    more = words("listing.more", count=total - len(shown)) if total > len(shown) else None
    return paragraphs(lines(*shown), more)


def _notice(asked: Asked, text: Html) -> Notice:
    return Notice(asked.chat, text, purpose=Purpose.REPORT, reply_to=asked.message)
