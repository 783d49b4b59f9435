"""A verb is done to a ticket: guard, then the change, then its event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.desk import holders
from bot.desk.reading import Reading
from bot.errors import Refused, Stale
from bot.files import File
from bot.regency import Regency
from bot.reminders import Schedule, key_of
from bot.tickets.status import DESK, Status
from bot.tickets.verbs import RESPONDS, RULES, TAKES, Role, Verb, leads_to
from storage import history, outbox
from storage.models import Event, Ticket
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Act:
    """A verb, who does it and with what. ``actor`` and ``name`` are an officer's or an admin's alone."""

    verb: Verb
    role: Role
    actor: int | None = None
    name: str = ""
    text: str = ""
    files: Sequence[File] = ()
    about: dict[str, Any] | None = None


def schedule(regency: Regency, ticket: Ticket) -> Schedule:
    """The reminders of a ticket in the status it has."""
    return Schedule(ticket.entered_at, regency.settings.reminders, regency.calendar, ticket.emergency)


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
        if act.verb == Verb.DISPUTE and self._is_past(ticket):
            raise Stale("refused.too_late", number=self._reading(act.role, ticket).number(ticket))
        return after

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
        came_from = ticket.status
        if RULES[act.verb].leads_to is not None or after != came_from:
            ticket.version += 1
        self._hold(ticket, act)
        if after != came_from or act.verb == Verb.ASSIGN:
            self._enter(ticket, after)
            await outbox.withdraw(self._tx, key_of(ticket.id))
        if act.verb in RESPONDS and ticket.responded_at is None:
            ticket.responded_at = self._tx.now
        return await self._record(ticket, act, came_from)

    def _hold(self, ticket: Ticket, act: Act) -> None:
        if act.verb in TAKES and ticket.taken_by is None and act.actor is not None:
            holders.hold(self._tx, ticket, act.actor, act.name)
        elif act.verb in (Verb.RELEASE, Verb.RETURN, Verb.ASSIGN):
            holders.let_go(ticket)

    def _enter(self, ticket: Ticket, after: Status) -> None:
        """A status is entered: the clocks that belong to it start, those of the one before stop."""
        now, calendar = self._tx.now, self._regency.calendar
        if ticket.status == Status.WAITING_REPORTER:
            waited = round(calendar.days_between(ticket.entered_at, now))
            ticket.due_at = calendar.add_days(ticket.due_at, waited) if waited > 0 else ticket.due_at
        close_days = self._regency.settings.sla.close_days
        ticket.closed_at = now if after == Status.CLOSED else None
        if after != Status.CLOSED:
            ticket.resolved_at = now if after == Status.RESOLVED else None
        ticket.lapse_at = calendar.add_days(now, close_days) if after == Status.RESOLVED else None
        ticket.status, ticket.entered_at, ticket.reminded_slot = after, now, 0
        ticket.remind_at = schedule(self._regency, ticket).due(1) if after in DESK else None

    async def _record(self, ticket: Ticket, act: Act, came_from: Status) -> Event:
        event = Event(
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
        return event

    def _is_past(self, ticket: Ticket) -> bool:
        """Closed for so long that it is not reopened."""
        if ticket.closed_at is None:
            return False
        days = self._regency.settings.sla.close_days
        return self._regency.calendar.add_days(ticket.closed_at, days) < self._tx.now

    def _reading(self, role: Role, ticket: Ticket) -> Reading:
        texts = self._regency.texts
        return Reading(self._regency, texts(ticket.language) if role == Role.REPORTER else texts.main)
