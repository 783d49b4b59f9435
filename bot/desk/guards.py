"""What the table of verbs cannot say: conditions on the ticket beside its status."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from bot.desk.acts import Act
from bot.desk.reading import is_restricted
from bot.regency import Regency
from bot.tickets.status import Reason, Status
from bot.tickets.verbs import Verb
from storage.models import Ticket

Guard = Callable[[Regency, datetime, Ticket, Act], str | None]
"""The key of what is said to who may not; None when they may."""


def objection(regency: Regency, now: datetime, ticket: Ticket, act: Act) -> str | None:
    """Why the act cannot be done to this ticket now, as a key of the texts."""
    guard = GUARDS.get(act.verb)
    return guard(regency, now, ticket, act) if guard else None


def _in_time(regency: Regency, now: datetime, ticket: Ticket, _act: Act) -> str | None:
    """Reopened within ``close_days`` of being closed (SP4N-LAPOR: ten working days)."""
    if ticket.closed_at is None:
        return None
    days = regency.settings.sla.close_days
    return "refused.too_late" if regency.calendar.add_days(ticket.closed_at, days) < now else None


def _was_incomplete(_regency: Regency, _now: datetime, ticket: Ticket, _act: Act) -> str | None:
    """What an admin put away for a reason is not the reporter's to bring back."""
    return None if ticket.archive_reason == Reason.INCOMPLETE else "refused.stands"


def _is_undecided(_regency: Regency, _now: datetime, ticket: Ticket, _act: Act) -> str | None:
    """The overseer decides once whether a report accuses an official."""
    return None if ticket.oversight and not ticket.upheld else "refused.no_oversight"


def _is_oversight(_regency: Regency, _now: datetime, ticket: Ticket, _act: Act) -> str | None:
    return None if ticket.oversight else "refused.stands"


def _has_reporter(_regency: Regency, _now: datetime, ticket: Ticket, _act: Act) -> str | None:
    """Nobody waits for an answer that cannot come: software filed it, or its reporter has left."""
    return None if ticket.resident_id is not None else "refused.nobody_to_ask"


def _may_be_shared(_regency: Regency, _now: datetime, ticket: Ticket, _act: Act) -> str | None:
    """What only its OPD may read is not worked on jointly."""
    return "refused.not_shared" if is_restricted(ticket) else None


def _was_read(_regency: Regency, _now: datetime, ticket: Ticket, _act: Act) -> str | None:
    """What only its OPD may read is put away only once that OPD gave it back."""
    unread = is_restricted(ticket) and ticket.status != Status.RETURNED
    return "refused.unread" if unread else None


def _is_readable(_regency: Regency, _now: datetime, ticket: Ticket, _act: Act) -> str | None:
    """Nobody is blocked for what no admin may read."""
    return "refused.unread" if is_restricted(ticket) else None


GUARDS: Final[Mapping[Verb, Guard]] = {
    Verb.DISPUTE: _in_time,
    Verb.RATE: _in_time,
    Verb.REMARK: _in_time,
    Verb.REOPEN: _was_incomplete,
    Verb.ASK: _has_reporter,
    Verb.UPHOLD: _is_undecided,
    Verb.CLEAR: _is_undecided,
    Verb.AGREE: _is_oversight,
    Verb.INSIST: _is_oversight,
    Verb.SUPPORT: _may_be_shared,
    Verb.ARCHIVE: _was_read,
    Verb.OUTSIDE: _was_read,
    Verb.MERGE: _was_read,
    Verb.ABSORB: _was_read,
    Verb.BLOCK: _is_readable,
}
