"""The due times of a ticket: which run in which status, and how long a pause puts them off."""

from __future__ import annotations

from datetime import datetime

from bot.regency import Regency
from bot.reminders import Schedule, Waiting
from bot.tickets.status import REMINDED, Status
from storage.models import Ticket


def schedule(regency: Regency, ticket: Ticket) -> Schedule:
    """The reminders of a ticket in the status it has."""
    calendar = regency.calendar_of(ticket.opd)
    return Schedule(ticket.entered_at, regency.settings.reminders, calendar, ticket.emergency)


def waiting(regency: Regency, ticket: Ticket) -> Waiting:
    """The nudges of a ticket whose resident was asked something."""
    return Waiting(ticket.entered_at, regency.settings.sla.waiting_days)


def enter(regency: Regency, ticket: Ticket, after: Status, now: datetime) -> None:
    """A status is entered: the clocks that belong to it start, those of the one before stop."""
    if ticket.status == Status.WAITING_REPORTER:
        _put_off(regency, ticket, now)
    ticket.closed_at = now if after == Status.CLOSED else None
    if after != Status.CLOSED:
        ticket.resolved_at = now if after == Status.RESOLVED else None
    ticket.status, ticket.entered_at, ticket.reminded_slot = after, now, 0
    ticket.remind_at, ticket.lapse_at = _reminded(regency, ticket), _lapses(regency, ticket)


def restart(regency: Regency, ticket: Ticket, now: datetime) -> None:
    """Another OPD has it: its own first response is due anew; the whole clock runs on."""
    if ticket.responded_at is None:
        calendar = regency.calendar_of(ticket.opd)
        ticket.respond_due_at = calendar.add_days(now, regency.settings.sla.respond_days)


def hasten(regency: Regency, ticket: Ticket, now: datetime) -> None:
    """It accuses nobody after all: the longer time of an examination is over."""
    days = getattr(regency.settings.sla.resolve_days, ticket.kind)
    ticket.due_at = min(ticket.due_at, regency.calendar_of(ticket.opd).add_days(now, days))


def _put_off(regency: Regency, ticket: Ticket, now: datetime) -> None:
    """The OPD's clocks stood while its resident was asked: whole working days, the begun one with them."""
    calendar = regency.calendar_of(ticket.opd)
    waited = round(calendar.days_between(ticket.entered_at, now))
    if waited > 0:
        ticket.due_at = calendar.add_days(ticket.due_at, waited)


def _reminded(regency: Regency, ticket: Ticket) -> datetime | None:
    if ticket.status in REMINDED:
        return schedule(regency, ticket).due(1)
    if ticket.status == Status.WAITING_REPORTER:
        return waiting(regency, ticket).next_after(ticket.entered_at)
    return None


def _lapses(regency: Regency, ticket: Ticket) -> datetime | None:
    if ticket.status == Status.RESOLVED:
        calendar = regency.calendar_of(ticket.opd)
        return calendar.add_days(ticket.entered_at, regency.settings.sla.close_days)
    return waiting(regency, ticket).ends if ticket.status == Status.WAITING_REPORTER else None
