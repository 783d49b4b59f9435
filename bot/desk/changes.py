"""A verb is done to a ticket: guard, then the change, then its event."""

from __future__ import annotations

from bot.desk import clocks, effects, holders, proofs
from bot.desk.acts import Act
from bot.desk.guards import objection
from bot.desk.reading import Reading
from bot.desk.sentences import is_answer
from bot.errors import Refused, Stale
from bot.regency import Regency
from bot.reminded import AFRESH
from bot.reminders import key_of
from bot.tickets.status import Status
from bot.tickets.verbs import RESPONDS, RULES, Role, Verb, leads_to
from storage import history, outbox
from storage.models import Event, Ticket
from storage.records import made
from storage.transaction import Transaction


class Changes:
    """Keeps status, clocks, holder and history of a ticket in step."""

    def __init__(self, regency: Regency, tx: Transaction) -> None:
        self._regency = regency
        self._tx = tx

    def check(self, ticket: Ticket, act: Act) -> Status:
        """The status it leads to. Raises Refused, and nothing has changed."""
        try:
            after = leads_to(act.verb, ticket.status, act.role)
        except Stale:
            raise self.stale(ticket, act) from None
        objected = objection(self._regency, self._tx.now, ticket, act)
        if objected is not None:
            reads = self._reading(act.role, ticket)
            raise Stale(objected, number=reads.number(ticket), status=reads.status(ticket))
        return after

    def allows(self, ticket: Ticket, act: Act) -> bool:
        """It could be done now, as far as the ticket is concerned."""
        try:
            self.check(ticket, act)
        except Refused:
            return False
        return True

    def stale(self, ticket: Ticket, act: Act) -> Stale:
        """How the ticket stands now, for someone who thought otherwise."""
        if act.verb == Verb.TAKE and ticket.status == Status.IN_PROGRESS and ticket.taken_by is not None:
            mine = ticket.taken_by == act.actor
            name = holders.name_of(self._tx, ticket) or ""
            return Stale("refused.yours_already" if mine else "refused.taken", name=name)
        reads = self._reading(act.role, ticket)
        return Stale("refused.stands", number=reads.number(ticket), status=reads.status(ticket))

    async def make(self, ticket: Ticket, act: Act) -> Event:
        """Do it. Raises Refused before the first change."""
        after = self.check(ticket, act)
        if RULES[act.verb].says_something and not (act.text or (act.role == Role.REPORTER and act.files)):
            raise Refused("refused.needs_words")
        if act.verb == Verb.RESOLVE and not is_answer(act.text):
            raise Refused("refused.needs_sentence")
        await proofs.check(self._regency, self._tx, ticket, act)
        came_from = ticket.status
        if RULES[act.verb].leads_to is not None or after != came_from:
            ticket.version += 1
        effects.apply(self._regency, self._tx, ticket, act)
        if after != came_from or act.verb in AFRESH:
            clocks.enter(self._regency, ticket, after, self._tx.now)
            await self._remind_no_more(ticket)
        if act.verb in (Verb.ASSIGN, Verb.AGREE):
            clocks.restart(self._regency, ticket, self._tx.now)
        if act.verb == Verb.AGREE:
            clocks.hasten(self._regency, ticket, self._tx.now)
        if act.verb in RESPONDS and ticket.responded_at is None:
            ticket.responded_at = self._tx.now
        return await self._record(ticket, act, came_from)

    async def _remind_no_more(self, ticket: Ticket) -> None:
        """Of what it was before; nobody was ever reminded of one that was filed just now."""
        if ticket.id not in self._tx.unwritten.tickets:
            await outbox.withdraw(self._tx, key_of(ticket.id))

    async def _record(self, ticket: Ticket, act: Act, came_from: Status) -> Event:
        event = made(
            Event,
            ticket_id=ticket.id,
            at=self._tx.now,
            verb=act.verb,
            role=act.role,
            actor=act.actor,
            came_from=came_from,
            led_to=ticket.status,
            text=act.text or None,
            about=act.about,
        )
        await history.record(self._tx, event)
        history.attach(self._tx, ticket, event, act.files)
        await proofs.keep(self._tx, ticket, event, act.files)
        return event

    def _reading(self, role: Role, ticket: Ticket) -> Reading:
        texts = self._regency.texts
        return Reading(self._regency, texts(ticket.language) if role == Role.REPORTER else texts.main)
