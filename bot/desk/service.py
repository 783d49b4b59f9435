"""What is done to tickets: by the system, by residents, and by officers in the group of their OPD."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.desk import consents, holders
from bot.desk.acts import Act
from bot.desk.admin import Admins
from bot.desk.admin.doing import Doing
from bot.desk.bindings import Bindings
from bot.desk.cards import Cards
from bot.desk.changes import Changes
from bot.desk.clocks import schedule
from bot.desk.finding import Finding
from bot.desk.joining import Joining
from bot.desk.pieces import Pieces
from bot.desk.proposing import Proposing
from bot.desk.reading import Reading, named
from bot.desk.spots import Spot
from bot.desk.tasks import Tasks
from bot.desk.telling import Telling
from bot.desk.verdicts import Verdicts
from bot.errors import Refused
from bot.files import File
from bot.notices import Notice, Said, Urgency, sooner
from bot.people import Officer
from bot.regency import Regency
from bot.texts import lines
from bot.tickets.numbers import leading, names_several
from bot.tickets.verbs import RESPONDS, RULES, Role, Verb
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
        self.proposing = Proposing(regency, tx, self._find, self._changes, self.act)
        self.pieces = Pieces(tx, self._find, self._telling, self.proposing)
        self.verdicts = Verdicts(regency, tx, self._cards, self._find, self._changes, self._telling)
        self.joining = Joining(tx, self._cards, self._changes, self._telling)
        self.bindings = Bindings(regency, tx, self._cards)
        doing = Doing(regency, tx, self._cards, self._find, self._changes, self._telling)
        self.admins = Admins(doing, self.bindings)

    async def open(self, ticket: Ticket) -> Said:
        """A ticket was stored: it goes to its OPD, or to the admins first when they verify.

        What only its OPD may read cannot be verified by others: it goes there at once.
        """
        by_hand = self._regency.settings.routing.verify_first and not (ticket.sensitive or ticket.oversight)
        if by_hand:
            ticket.remind_at = schedule(self._regency, ticket).due(1)
        else:
            await self._changes.make(ticket, Act(Verb.ASSIGN, Role.SYSTEM, about={"opd": ticket.opd}))
        return await self._cards.posted(ticket)

    async def lapse(self, ticket: Ticket) -> Said:
        """The resident kept silent long enough after it was resolved."""
        return await self._do(ticket, Act(Verb.LAPSE, Role.SYSTEM))

    async def nudge(self, ticket: Ticket) -> Said:
        """The resident was asked something and is silent so far; where silence means no, that will do."""
        if await consents.is_asked(self._tx, ticket):
            return ()
        return await self._do(ticket, Act(Verb.NUDGE, Role.SYSTEM))

    async def expire(self, ticket: Ticket) -> Said:
        """The resident was asked something and kept silent too long."""
        verb = Verb.KEEP if await consents.is_asked(self._tx, ticket) else Verb.EXPIRE
        return await self._do(ticket, Act(verb, Role.SYSTEM))

    async def hear(self, ticket: Ticket, verb: Verb, text: str, files: Sequence[File] = ()) -> Said:
        """The resident's own words or files: an answer, by which a waiting ticket goes on, or a remark."""
        return await self._do(ticket, Act(verb, Role.REPORTER, text=text, files=files))

    async def command(
        self, officer: Officer, verb: Verb, rest: str, file: File | None = None, album: str | None = None
    ) -> Said:
        """A command and what follows it: one number and, where the verb says something, words and a file.

        ``album`` names the one that the file is the first piece of.
        """
        number, text = leading(rest)
        says = RULES[verb].says_something
        if names_several(rest):
            raise Refused("refused.one_number")
        if not number or (says and not text):
            raise Refused(f"refused.usage.{verb}")
        if text and not says:
            raise Refused("refused.number_only", number=number)
        return await self.act(officer, verb, number, text, [file] if file and says else [], album)

    async def act(
        self,
        officer: Officer,
        verb: Verb,
        which: str | int,
        text: str = "",
        files: Sequence[File] = (),
        album: str | None = None,
    ) -> Said:
        """Do a verb to the ticket with this number (text) or id; the group reads that it was done."""
        ticket = await self._find.of_officer(officer, which, helping=verb == Verb.NOTE)
        about = {"album": album} if album else None
        act = Act(verb, Role.OFFICER, officer.id, officer.name, text, files, about, chat=officer.chat)
        former = self._former(ticket, act)
        said = await self._do(ticket, act)
        return (*said, await self._done(officer, act, ticket, former))

    async def hand_over(self, officer: Officer, rest: str, colleague: tuple[int, str] | None) -> Said:
        """The ticket with this number is another officer's of this group from now on."""
        number, _ = leading(rest)
        if not number or colleague is None:
            raise Refused("refused.usage.handover")
        if colleague[0] == officer.id:
            raise Refused("refused.to_yourself")
        ticket = await self._find.of_officer(officer, number)
        act = Act(
            Verb.HANDOVER,
            Role.OFFICER,
            officer.id,
            officer.name,
            about={"to": colleague[0]},
            colleague=colleague,
            chat=officer.chat,
        )
        said = await self._do(ticket, act)
        return (*said, await self._done(officer, act, ticket))

    async def tasks(self, officer: Officer, page: int = 0) -> Said:
        """What the officer's OPDs have in hand, the first due first."""
        return (await Tasks(self._reads, self._tx).page(officer.chat, officer.opds, page),)

    async def show(self, officer: Officer, rest: str) -> Said:
        """The card again, with all that belongs to it."""
        number, _ = leading(rest)
        if not number:
            raise Refused("refused.usage.show")
        ticket = await self._find.of_officer(officer, number, helping=True)
        helps = ticket.opd not in officer.opds
        shown = await self._cards.at(Spot(officer.chat, is_home=True, helps=helps), ticket, again=True)
        return sooner(shown)

    async def _do(self, ticket: Ticket, act: Act) -> Said:
        await self._changes.make(ticket, act)
        return await self._telling.of(ticket, act)

    def _former(self, ticket: Ticket, act: Act) -> str:
        """Whose ticket it is that another officer gives back."""
        if act.verb != Verb.RELEASE or ticket.taken_by in (None, act.actor):
            return ""
        return named(holders.name_of(self._tx, ticket))

    async def _done(self, officer: Officer, act: Act, ticket: Ticket, former: str = "") -> Notice:
        """Under the card, who did what; and whether the reporter cannot be told."""
        lost = act.verb in RESPONDS and await self._telling.reporter_of(ticket) is None
        colleague = named(act.colleague[1]) if act.colleague else former
        about = {"number": self._reads.number(ticket), "name": named(officer.name), "colleague": colleague}
        done = self._words("desk.done.release_of" if former else f"desk.done.{act.verb}", **about)
        text = lines(done, self._words("desk.undelivered") if lost else None)
        return replace(self._cards.under(officer.chat, ticket, text), urgency=Urgency.PROMPT)
