"""A resident's own reports: the list, and the timeline of one."""

from __future__ import annotations

from typing import Final

from bot import wording
from bot.intake.visit import Visit
from bot.notices import Notice, Purpose
from bot.texts import Html, lines, paragraphs
from bot.tickets import numbers
from bot.tickets.status import OPEN
from bot.tickets.verbs import Verb
from storage import history, tickets
from storage.models import Event, Ticket

_LISTED: Final = 15
_EVENTS: Final = 30
_TOLD: Final = frozenset(
    {
        Verb.FILE, Verb.ASSIGN, Verb.TAKE, Verb.RELEASE, Verb.REPLY, Verb.ASK, Verb.ANSWER, Verb.RETURN,
        Verb.RESOLVE, Verb.CONFIRM, Verb.DISPUTE, Verb.LAPSE,
    }
)  # fmt: skip
"""What a reporter may know of the history; notes and reminders stay inside."""


async def mine(at: Visit) -> Notice:
    """/laporanku: the newest first."""
    found = await tickets.of_resident(at.tx.session, at.resident.id, _LISTED)
    if not found:
        return Notice(at.person.id, at.words("intake.mine.none"))
    _speak_as_of(at, found[0])
    listed = (_line(at, ticket) for ticket in found)
    text = paragraphs(at.words("intake.mine.title"), *listed, at.words("intake.mine.hint"))
    return Notice(at.person.id, text)


async def status(at: Visit, written: str) -> Notice:
    """/status NOMOR: where it stands and what was done; another's ticket and none answer alike."""
    if not written:
        newest = await tickets.of_resident(at.tx.session, at.resident.id, 1)
        return (
            await _timeline(at, newest[0]) if newest else Notice(at.person.id, at.words("intake.mine.none"))
        )
    number = numbers.read(written, at.regency.settings.service.prefix, at.regency.today(at.tx.now).year)
    ticket = await tickets.numbered(at.tx, number) if number else None
    if ticket is None or ticket.resident_id != at.resident.id:
        return Notice(at.person.id, at.words("intake.status.unknown"))
    return await _timeline(at, ticket)


def _line(at: Visit, ticket: Ticket) -> Html:
    return at.words(
        "intake.mine.line",
        number=at.regency.number(ticket),
        category=wording.category(at.words, at.regency.policy, ticket.category),
        status=at.words(f"word.status.{ticket.status}"),
        date=wording.short_day(at.words, at.regency.local(ticket.filed_at).date()),
    )


def _speak_as_of(at: Visit, ticket: Ticket) -> None:
    """Who is at no form is spoken to as when they filed."""
    at.form.language = at.form.language or ticket.language


async def _timeline(at: Visit, ticket: Ticket) -> Notice:
    _speak_as_of(at, ticket)
    words, regency = at.words, at.regency
    events = await history.of_ticket(at.tx.session, ticket.id)
    told = [_event(at, ticket, event) for event in events if event.verb in _TOLD][-_EVENTS:]
    due = wording.day(words, regency.local(ticket.due_at).date())
    text = paragraphs(
        words(
            "intake.status.title",
            number=regency.number(ticket),
            category=wording.category(words, regency.policy, ticket.category),
        ),
        lines(
            words("intake.status.now", status=words(f"word.status.{ticket.status}")),
            words("intake.status.holder", opd=wording.opd(regency.policy, ticket.opd)),
            words("intake.status.due", due=due) if ticket.status in OPEN else None,
        ),
        lines(*told),
    )
    return Notice(at.person.id, text, purpose=Purpose.NEWS, ticket_id=ticket.id)


def _event(at: Visit, ticket: Ticket, event: Event) -> Html:
    opd = wording.opd(at.regency.policy, (event.about or {}).get("opd", ticket.opd))
    return at.words(
        "intake.status.event",
        date=wording.stamp(at.words, event.at, at.regency.settings.service.zone),
        what=at.words(f"intake.event.{event.verb}", opd=opd),
    )
