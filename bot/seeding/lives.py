"""One made-up report: its row and its history, kept in step by the rules that the desk itself follows."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any, NamedTuple, cast

from bot.desk import clocks, effects
from bot.desk.acts import Act
from bot.regency import Regency
from bot.reminded import AFRESH
from bot.tickets.status import REMINDED, WITH_ADMINS, Status
from bot.tickets.verbs import RESPONDS, RULES, Role, Verb, leads_to
from storage.models import Ticket
from storage.sealing import Seal
from storage.transaction import Transaction

Row = dict[str, Any]


class _Moment(NamedTuple):
    """What an effect asks of a transaction."""

    seal: Seal
    now: datetime


class Life:
    """Grows an act at a time, in order of time; ``row`` holds every column of its ticket."""

    def __init__(self, regency: Regency, seal: Seal, row: Row) -> None:
        self._regency = regency
        self._seal = seal
        # making a thousand rows of SQLModel costs as much as all the rest of making ten thousand lives
        self.ticket = cast(Ticket, SimpleNamespace(**row))
        self.events: list[Row] = []
        self._note(row["filed_at"], Verb.FILE, Role.REPORTER, None)

    @property
    def row(self) -> Row:
        """The ticket as it is now, by column."""
        return vars(self.ticket)

    def does(self, act: Act, at: datetime) -> None:
        """As ``bot.desk.changes`` does it. Raises Refused."""
        ticket, came_from = self.ticket, self.ticket.status
        after = leads_to(act.verb, came_from, act.role)
        if RULES[act.verb].leads_to is not None or after != came_from:
            ticket.version += 1
        enters = after != came_from or act.verb in AFRESH
        if enters:
            self.passes(at)
        if act.verb == Verb.ASSIGN:
            ticket.opd = act.named("opd")
        effects.apply(self._regency, cast(Transaction, _Moment(self._seal, at)), ticket, act)
        if enters:
            clocks.enter(self._regency, ticket, after, at)
        if act.verb in (Verb.ASSIGN, Verb.AGREE):
            clocks.restart(self._regency, ticket, at)
        if act.verb in RESPONDS and ticket.responded_at is None:
            ticket.responded_at = at
        self._note(at, act.verb, act.role, came_from, act)

    def passes(self, until: datetime) -> None:
        """What the ticker does before ``until`` while the ticket stays in its status."""
        if self.ticket.status in REMINDED:
            self._reminded(until)
        elif self.ticket.status == Status.WAITING_REPORTER:
            self._nudged(until)

    def _reminded(self, until: datetime) -> None:
        ticket = self.ticket
        planned = clocks.schedule(self._regency, ticket)
        if ticket.remind_at is None or ticket.remind_at >= until:
            return
        for slot, at in planned.told(until):
            rung = planned.rung(slot, with_admins=ticket.status in WITH_ADMINS)
            about = {"slot": slot, "rung": rung[-1]}
            for verb in (Verb.REMIND, Verb.ESCALATE)[: len(rung)]:
                self._note(at, verb, Role.SYSTEM, ticket.status, about=about)
            ticket.reminded_slot = slot
        ticket.remind_at = planned.due(ticket.reminded_slot + 1)

    def _nudged(self, until: datetime) -> None:
        ticket = self.ticket
        planned = clocks.waiting(self._regency, ticket)
        for slot, at in enumerate(planned.nudges, start=1):
            if at < until:
                self._note(at, Verb.NUDGE, Role.SYSTEM, ticket.status)
                ticket.reminded_slot, ticket.remind_at = slot, planned.next_after(at)

    def _note(
        self,
        at: datetime,
        verb: Verb,
        role: Role,
        came_from: Status | None,
        act: Act | None = None,
        about: dict[str, Any] | None = None,
    ) -> None:
        self.events.append(
            {
                "ticket_id": self.ticket.id,
                "at": at,
                "verb": verb,
                "role": role,
                "actor": act.actor if act else None,
                "came_from": came_from,
                "led_to": self.ticket.status,
                "text": (act.text or None) if act else None,
                "about": act.about if act else about,
            }
        )
