"""An admin does a verb to a ticket: found by its number or button, done, told and answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from bot.buttons import ChoicesPress, RulingPress
from bot.desk.acts import Act
from bot.desk.cards import Cards
from bot.desk.changes import Changes
from bot.desk.finding import Finding
from bot.desk.leaving import left
from bot.desk.reading import Reading, is_restricted, named
from bot.desk.spots import admins, spot_of
from bot.desk.telling import Telling
from bot.errors import Refused, Stale
from bot.notices import Notice, Said
from bot.people import Admin
from bot.regency import Regency
from bot.texts import Words
from bot.tickets.numbers import leading, names_several
from bot.tickets.verbs import RULES, Role, Verb
from storage import history
from storage.models import Event, Ticket
from storage.transaction import Transaction

MOVES: Final = frozenset(verb for verb, rule in RULES.items() if rule.leads_to) | {Verb.ANSWER, Verb.UPHOLD}
"""What may make the buttons of a ticket old."""


@dataclass(frozen=True, slots=True)
class Doing:
    """What all that admins do is done with; whether someone is one, the caller has asked."""

    regency: Regency
    tx: Transaction
    cards: Cards
    find: Finding
    changes: Changes
    telling: Telling

    @property
    def words(self) -> Words:
        """Admins are spoken to in the main language."""
        return self.regency.texts.main

    @property
    def reads(self) -> Reading:
        """Tickets as admins read them."""
        return Reading(self.regency, self.words)

    async def read(self, verb: Verb, rest: str) -> tuple[Ticket, str]:
        """The ticket that a command begins with, and the words after its number. Raises Refused."""
        number, words = leading(rest)
        if names_several(rest):
            raise Refused("refused.one_number")
        if not number:
            raise Refused(f"refused.usage.{verb}")
        return await self.find.numbered(number), words

    async def pressed(self, admin: Admin, press: ChoicesPress | RulingPress) -> Ticket:
        """The ticket of a button. Raises Stale, with who did what since the button was made."""
        ticket = await self.find.known(press.ticket)
        if ticket.version != press.version:
            raise await self._overtaken(admin, ticket)
        return ticket

    def act(self, admin: Admin, verb: Verb, text: str = "", **about: Any) -> Act:
        """What the admin is about to do."""
        return Act(verb, Role.ADMIN, admin.id, admin.name, text, about=about or None, chat=admin.chat)

    async def do(self, ticket: Ticket, act: Act, **more: object) -> Said:
        """Do it; where it was done stands what was done, with ``more`` to say. Raises Refused."""
        before = await spot_of(self.regency, self.tx, ticket)
        await self.changes.make(ticket, act)
        told = await self.telling.of(ticket, act)
        gone = await left(self.regency, self.tx, self.cards, before, ticket)
        return (*gone, *told, self._done(ticket, act, more))

    async def admins(self) -> list[int]:
        """Where all admins read: their chat, or each in private while they have none."""
        return await admins(self.regency, self.tx)

    def _done(self, ticket: Ticket, act: Act, more: dict[str, object]) -> Notice:
        about = self.reads.about(ticket) | {"name": named(act.name)} | more
        return Notice(act.chat or 0, self.words(f"admin.done.{act.verb}", **about))

    async def _overtaken(self, admin: Admin, ticket: Ticket) -> Stale:
        event = await history.last(self.tx.session, ticket.id, *MOVES)
        if event is None or is_restricted(ticket):
            return self.changes.stale(ticket, self.act(admin, Verb.ASSIGN))
        reads, words = self.reads, self.words
        opd = reads.opd_called((event.about or {}).get("opd", ticket.opd))
        return Stale(
            "refused.overtaken",
            number=reads.number(ticket),
            what=words.plain(f"admin.did.{event.verb}", opd=opd),
            who=words.plain(f"admin.who.{_who(event, admin)}"),
            at=reads.moment(event.at),
        )


def _who(event: Event, admin: Admin) -> str:
    return "you" if event.role == Role.ADMIN and event.actor == admin.id else event.role
