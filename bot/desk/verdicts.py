"""What reporters press about their own tickets: truly done or not, how well, and what cannot be undone."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.buttons import STARS, MenuPress, RatePress, ReporterPress, SurePress
from bot.desk import consents
from bot.desk.acts import Act
from bot.desk.cards import Cards
from bot.desk.changes import Changes
from bot.desk.finding import Finding
from bot.desk.leaving import left
from bot.desk.spots import spot_of
from bot.desk.telling import Telling
from bot.errors import Refused
from bot.notices import Button, Notice, Purpose, Said, Toast, Urgency
from bot.persons import Person
from bot.regency import Regency
from bot.texts import Words
from bot.tickets.verbs import Role, Verb
from storage import residents
from storage.models import Resident, Ticket
from storage.transaction import Transaction

AT_ONCE: Final = frozenset({Verb.CONFIRM, Verb.DISPUTE, Verb.AGREE, Verb.INSIST, Verb.REOPEN})
"""What a button does by itself."""

ASKS: Final = {Verb.ANSWER: Purpose.NEWS, Verb.REMARK: Purpose.ASKS_REMARK}
"""What a button asks words for; a reply to the question, by its purpose, is these words."""

TWICE: Final = frozenset({Verb.WITHDRAW})
"""What is done only once they said that they are sure."""

SAYS_MORE: Final = frozenset({Verb.DISPUTE, Verb.REOPEN})
"""After these, what the reporter writes next belongs to the ticket."""

LASTS: Final = timedelta(days=1)
"""After that, what they write is about something else."""


class Verdicts:
    """The reporter's buttons. Every method raises Refused only before the first change."""

    def __init__(
        self,
        regency: Regency,
        tx: Transaction,
        cards: Cards,
        find: Finding,
        changes: Changes,
        telling: Telling,
    ) -> None:
        self._regency = regency
        self._tx = tx
        self._cards = cards
        self._find = find
        self._changes = changes
        self._telling = telling

    async def pressed(self, person: Person, press: ReporterPress, query: str) -> Said:
        """A button of a ticket as it was at a version; words are asked for at any."""
        resident, ticket = await self._own(person, press.ticket)
        if press.verb not in (*AT_ONCE, *ASKS, *TWICE):
            raise Refused("refused.not_now")
        act = Act(Verb(press.verb), Role.REPORTER)
        if act.verb in ASKS:
            self._changes.check(ticket, act)
            return (self._asked(resident, ticket, person.id, act.verb), Toast(query))
        await self._check(ticket, act, press.version)
        if act.verb in TWICE:
            return (self._sure(ticket, person.id, act.verb), Toast(query))
        return await self._do(resident, ticket, act, query)

    async def sure(self, person: Person, press: SurePress, query: str) -> Said:
        """They mean it."""
        resident, ticket = await self._own(person, press.ticket)
        if press.verb not in TWICE:
            raise Refused("refused.not_now")
        act = Act(Verb(press.verb), Role.REPORTER)
        await self._check(ticket, act, press.version)
        return await self._do(resident, ticket, act, query)

    async def rate(self, person: Person, press: RatePress, query: str) -> Said:
        """How a closed ticket was handled, 1 to 5; the last rating counts, the same again says nothing."""
        resident, ticket = await self._own(person, press.ticket)
        if press.stars not in STARS:
            raise Refused("refused.not_now")
        act = Act(Verb.RATE, Role.REPORTER, about={"stars": press.stars})
        self._changes.check(ticket, act)
        if ticket.rating == press.stars:
            return (self._toast(ticket, act.verb, query),)
        return await self._do(resident, ticket, act, query)

    async def _own(self, person: Person, ticket_id: int) -> tuple[Resident, Ticket]:
        """Raises NotFound. Any button ends what was waited for."""
        resident = await residents.find(self._tx, person.id)
        resident, ticket = await self._find.of_reporter(resident, ticket_id)
        residents.expect_nothing(self._tx, resident)
        return resident, ticket

    async def _check(self, ticket: Ticket, act: Act, version: int) -> None:
        asks = act.verb in (Verb.AGREE, Verb.INSIST) and not await consents.is_asked(self._tx, ticket)
        if ticket.version != version or asks:
            raise self._changes.stale(ticket, act)
        self._changes.check(ticket, act)

    async def _do(self, resident: Resident, ticket: Ticket, act: Act, query: str) -> Said:
        before = await spot_of(self._regency, self._tx, ticket)
        await self._changes.make(ticket, act)
        told = await self._telling.of(ticket, act)
        if act.verb in SAYS_MORE:
            residents.expect(self._tx, resident, ticket.id, Verb.ANSWER, self._tx.now + LASTS)
        gone = await left(self._regency, self._tx, self._cards, before, ticket)
        return (*told, *gone, self._toast(ticket, act.verb, query))

    def _asked(self, resident: Resident, ticket: Ticket, chat: int, verb: Verb) -> Notice:
        residents.expect(self._tx, resident, ticket.id, verb, self._tx.now + LASTS)
        text = self._words(ticket)(f"news.asks.{verb}", number=self._find.number(ticket))
        return Notice(
            chat, text, purpose=ASKS[verb], urgency=Urgency.PROMPT, ticket_id=ticket.id, force_reply=True
        )

    def _sure(self, ticket: Ticket, chat: int, verb: Verb) -> Notice:
        words = self._words(ticket)
        yes = Button(words.plain("news.sure.yes"), SurePress(ticket.id, ticket.version, verb).pack())
        no = Button(words.plain("news.sure.no"), MenuPress("status", str(ticket.id)).pack())
        text = words(f"news.asks.{verb}", number=self._find.number(ticket))
        return Notice(chat, text, ((yes,), (no,)), ticket_id=ticket.id, purpose=Purpose.NEWS)

    def _toast(self, ticket: Ticket, verb: Verb, query: str) -> Toast:
        return Toast(query, self._words(ticket).plain(f"news.toast.{verb}"))

    def _words(self, ticket: Ticket) -> Words:
        return self._regency.texts(ticket.language)
