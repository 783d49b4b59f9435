"""What is done to tickets: by the system, by residents, and by officers in the group of their OPD."""

from __future__ import annotations

from collections.abc import Sequence

from bot.desk.bindings import Bindings
from bot.desk.cards import Cards
from bot.desk.changes import Act, Changes
from bot.desk.finding import Finding
from bot.desk.lists import SHOWN, Lists
from bot.desk.proposing import Proposing
from bot.desk.reading import Reading, named
from bot.desk.routing import Routing
from bot.desk.spots import Spot
from bot.desk.telling import Telling
from bot.errors import Refused
from bot.files import File
from bot.notices import Notice, Purpose, Said
from bot.people import Officer
from bot.persons import Person
from bot.regency import Regency
from bot.texts import lines
from bot.tickets.numbers import leading, names_several
from bot.tickets.verbs import RESPONDS, RULES, Role, Verb
from storage import residents, tickets
from storage.models import Ticket
from storage.transaction import Transaction


class Desk:
    """The officers' half, within one transaction. A method raises Refused only before the first change."""

    def __init__(self, regency: Regency, tx: Transaction) -> None:
        self._regency = regency
        self._tx = tx
        self._words = regency.texts.main
        self._reads = Reading(regency, self._words)
        self._cards = Cards(regency, tx)
        self._find = Finding(regency, tx)
        self._changes = Changes(regency, tx)
        self._telling = Telling(regency, tx, self._cards)
        self.proposing = Proposing(self._words, tx, self._find, self._changes, self.act)
        self.routing = Routing(regency, tx, self._cards, self._find, self._changes, self._telling)
        self.bindings = Bindings(regency, tx, self._cards)

    async def open(self, ticket: Ticket) -> Said:
        """A ticket was stored: it goes to its OPD, or to the admins first when they verify.

        What only its OPD may read cannot be verified by others: it goes there at once.
        """
        by_hand = self._regency.settings.routing.verify_first and not (ticket.sensitive or ticket.oversight)
        if not by_hand:
            await self._changes.make(ticket, Act(Verb.ASSIGN, Role.SYSTEM, about={"opd": ticket.opd}))
        return await self._cards.posted(ticket)

    async def lapse(self, ticket: Ticket) -> Said:
        """The resident kept silent long enough after it was resolved."""
        return await self._do(ticket, Act(Verb.LAPSE, Role.SYSTEM))

    async def answer(self, ticket: Ticket, text: str, files: Sequence[File] = ()) -> Said:
        """The resident adds words or files: they stand under the card, and a waiting ticket goes on."""
        return await self._do(ticket, Act(Verb.ANSWER, Role.REPORTER, text=text, files=files))

    async def judge(self, person: Person, verb: str, ticket_id: int, version: int) -> Said:
        """The reporter confirms or disputes, by a button of this version."""
        resident = await residents.find(self._tx, person.id)
        ticket = await self._find.of_reporter(resident, ticket_id)
        if verb not in (Verb.CONFIRM, Verb.DISPUTE):
            raise Refused("refused.not_now")
        act = Act(Verb(verb), Role.REPORTER)
        if ticket.version != version:
            raise self._changes.stale(ticket, act)
        said = await self._do(ticket, act)
        if act.verb == Verb.DISPUTE and resident is not None:
            resident.answering = ticket.id
            residents.keep(self._tx, resident)
        return said

    async def command(self, officer: Officer, verb: Verb, rest: str, file: File | None = None) -> Said:
        """A command and what follows it: one number and, where the verb says something, words and a file."""
        number, text = leading(rest)
        says = RULES[verb].says_something
        if names_several(rest):
            raise Refused("refused.one_number")
        if not number or (says and not text):
            raise Refused(f"refused.usage.{verb}")
        if text and not says:
            raise Refused("refused.number_only", number=number)
        return await self.act(officer, verb, number, text, [file] if file and says else [])

    async def act(
        self, officer: Officer, verb: Verb, which: str | int, text: str = "", files: Sequence[File] = ()
    ) -> Said:
        """Do a verb to the ticket with this number (text) or id; the group reads that it was done."""
        ticket = await self._find.of_officer(officer, which)
        said = await self._do(ticket, Act(verb, Role.OFFICER, officer.id, officer.name, text, files))
        return (*said, await self._done(officer, verb, ticket))

    async def tasks(self, officer: Officer) -> Said:
        """What the officer's OPDs have in hand, the first due first."""
        held = await tickets.held_by(self._tx.session, officer.opds, SHOWN)
        if not held:
            return (Notice(officer.chat, self._words("desk.list.none")),)
        total = len(held)
        if total == SHOWN:
            total = await tickets.count_held_by(self._tx.session, officer.opds)
        heading = self._words("desk.list.heading", count=total)
        text = Lists(self._reads, self._tx.now).whole(heading, held, total)
        return (Notice(officer.chat, text, purpose=Purpose.REPORT),)

    async def show(self, officer: Officer, rest: str) -> Said:
        """The card again, with all that belongs to it."""
        number, _ = leading(rest)
        if not number:
            raise Refused("refused.usage.show")
        ticket = await self._find.of_officer(officer, number)
        return await self._cards.at(Spot(officer.chat, is_home=True), ticket, again=True)

    async def _do(self, ticket: Ticket, act: Act) -> Said:
        await self._changes.make(ticket, act)
        return await self._telling.of(ticket, act)

    async def _done(self, officer: Officer, verb: Verb, ticket: Ticket) -> Notice:
        """Under the card, who did what; and whether the reporter cannot be told."""
        lost = verb in RESPONDS and await self._telling.reporter_of(ticket) is None
        about = {"number": self._reads.number(ticket), "name": named(officer.name)}
        done = self._words(f"desk.done.{verb}", **about)
        text = lines(done, self._words("desk.undelivered") if lost else None)
        return self._cards.under(officer.chat, ticket, text)
