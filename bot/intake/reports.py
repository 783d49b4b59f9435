"""The timeline of a report, for its reporter and for those who joined it."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Final

from bot import wording
from bot.desk import offers
from bot.desk.changes import Changes
from bot.desk.finding import Tie, tie
from bot.desk.reading import Reading, is_late
from bot.intake.visit import Visit
from bot.notices import Notice, Purpose
from bot.texts import Html, lines, paragraphs
from bot.tickets import numbers
from bot.tickets.status import OPEN, Status
from bot.tickets.verbs import Role, Verb
from storage import history, tickets
from storage.models import Event, Ticket

_BEGINNING: Final = 100
_EVENTS: Final = 30
_TOLD: Final = frozenset(
    {
        Verb.FILE, Verb.ASSIGN, Verb.TAKE, Verb.RELEASE, Verb.REPLY, Verb.ASK, Verb.ANSWER, Verb.JOIN,
        Verb.RETURN, Verb.RESOLVE, Verb.CONFIRM, Verb.DISPUTE, Verb.LAPSE, Verb.HANDOVER, Verb.RATE,
        Verb.REMARK, Verb.WITHDRAW, Verb.REOPEN, Verb.AGREE, Verb.INSIST, Verb.KEEP, Verb.UPHOLD, Verb.CLEAR,
        Verb.ARCHIVE, Verb.OUTSIDE, Verb.MERGE, Verb.SP4N, Verb.NUDGE, Verb.EXPIRE, Verb.PETITION,
        Verb.DECIDE, Verb.REVEAL, Verb.ERASE,
    }
)  # fmt: skip
"""What a reporter may know of the history; notes and reminders stay inside, and what a law says must."""

_FOLLOWED: Final = frozenset(
    {
        Verb.ASSIGN, Verb.TAKE, Verb.RETURN, Verb.RESOLVE, Verb.DISPUTE, Verb.CONFIRM, Verb.LAPSE,
        Verb.WITHDRAW, Verb.REOPEN, Verb.ARCHIVE, Verb.OUTSIDE, Verb.EXPIRE,
    }
)  # fmt: skip
"""What someone who reported the same may know of it: how it goes, not when it came nor what was said."""


async def status(at: Visit, written: str) -> Notice:
    """/status NOMOR: where it stands and what was done; without a number, the newest."""
    if not written:
        newest = await tickets.of_resident(at.tx.session, at.resident.id, 1)
        return await _own(at, newest[0]) if newest else Notice(at.person.id, at.words("intake.mine.none"))
    number = numbers.read(written, at.regency.settings.service.prefix, at.regency.today(at.tx.now).year)
    return await _shown(at, await tickets.numbered(at.tx, number) if number else None)


async def page(at: Visit, ticket_id: int) -> Notice:
    """As ``status``, of the ticket with this id."""
    return await _shown(at, await tickets.get(at.tx, ticket_id))


async def _shown(at: Visit, ticket: Ticket | None) -> Notice:
    """As far as it is theirs to see; another's ticket and none answer alike."""
    theirs = await tie(at.tx, at.resident, ticket)
    if ticket is None or theirs is None:
        return Notice(at.person.id, at.words("intake.status.unknown"))
    return await (_own if theirs == Tie.OWN else _followed)(at, ticket)


def _speak_as_of(at: Visit, ticket: Ticket) -> None:
    """Who is at no form is spoken to as when they filed."""
    at.form.language = at.form.language or ticket.language


async def _own(at: Visit, ticket: Ticket) -> Notice:
    """All of it, and what can be done."""
    _speak_as_of(at, ticket)
    words, reads = at.words, Reading(at.regency, at.words)
    title = lines(
        words("intake.status.title", number=reads.number(ticket), category=reads.category(ticket)),
        words("intake.status.said", words=reads.beginning(ticket, _BEGINNING)),
    )
    standing = lines(
        words("intake.status.now", status=reads.status(ticket)),
        words("intake.status.holder", opd=reads.opd(ticket)),
        _due(at, ticket),
        _rating(at, ticket),
        *await _put_away(at, ticket),
    )
    buttons = await offers.on_page(at.tx, Changes(at.regency, at.tx), words, ticket)
    text = paragraphs(title, standing, await _timeline(at, ticket, _TOLD, "event"))
    return Notice(at.person.id, text, buttons, purpose=Purpose.NEWS, ticket_id=ticket.id)


def _rating(at: Visit, ticket: Ticket) -> Html | None:
    """What they gave, or what the stars below ask."""
    if ticket.rating is not None:
        return at.words("intake.status.rated", stars=ticket.rating)
    asks = offers.can_rate(Changes(at.regency, at.tx), ticket)
    return at.words("intake.status.rate") if asks else None


def _due(at: Visit, ticket: Ticket) -> Html | None:
    """Until when, whether that is over, or that the clock stands."""
    if ticket.status not in OPEN:
        return None
    if ticket.status == Status.WAITING_REPORTER:
        return at.words("intake.status.still")
    reads = Reading(at.regency, at.words)
    key = "intake.status.late" if is_late(ticket, at.tx.now) else "intake.status.due"
    return at.words(key, due=reads.due_day(ticket))


async def _followed(at: Visit, ticket: Ticket) -> Notice:
    """How it goes, for who reported the same: nothing that its reporter or an officer wrote."""
    words, reads = at.words, Reading(at.regency, at.words)
    title = words("intake.status.followed", number=reads.number(ticket))
    standing = words("intake.status.now", status=reads.status(ticket))
    return Notice(at.person.id, paragraphs(title, standing, await _timeline(at, ticket, _FOLLOWED, "theirs")))


async def _put_away(at: Visit, ticket: Ticket) -> list[Html]:
    """Why nobody works on it, and where it goes on."""
    words, reads = at.words, Reading(at.regency, at.words)
    found = []
    if ticket.status == Status.ARCHIVED and ticket.archive_reason:
        found.append(words("intake.status.reason", reason=reads.reason(ticket)))
    if ticket.status == Status.OUTSIDE and ticket.outside_body:
        found.append(words("intake.status.body", body=reads.body(ticket)))
    onward = await tickets.get(at.tx, ticket.merged_into) if ticket.merged_into else None
    if onward is not None:
        found.append(words("intake.status.merged", number=reads.number(onward), status=reads.status(onward)))
    return found


async def _timeline(at: Visit, ticket: Ticket, known: AbstractSet[Verb], whose: str) -> Html:
    events = await history.of_ticket(at.tx.session, ticket.id)
    known_of = (event for event in events if event.verb in known and not _is_bound(event))
    told = [event for event in known_of if not (whose == "theirs" and _is_first(event))]
    return lines(*[_event(at, ticket, event, whose) for event in told][-_EVENTS:])


def _is_bound(event: Event) -> bool:
    """Their identity was shown by a legal duty that forbids to say so."""
    return event.verb == Verb.REVEAL and bool((event.about or {}).get("bound"))


def _is_first(event: Event) -> bool:
    """Passed on as it came in: the moment would tell a neighbour who reported it."""
    return event.verb == Verb.ASSIGN and event.role == Role.SYSTEM


def _event(at: Visit, ticket: Ticket, event: Event, whose: str) -> Html:
    """``whose``: ``event`` of their own ticket, ``theirs`` of one they follow."""
    opd = wording.opd(at.regency.policy, (event.about or {}).get("opd", ticket.opd))
    key = f"intake.theirs.{event.verb}" if whose == "theirs" else f"intake.event.{event.verb}"
    return at.words(
        "intake.status.event",
        date=_stamp(at, event, whose),
        what=at.words(key, opd=opd),
    )


def _stamp(at: Visit, event: Event, whose: str) -> str:
    """When it was; of what someone else did, the month alone."""
    if whose == "theirs" and event.role == Role.REPORTER:
        return wording.month(at.words, at.regency.local(event.at).date())
    return wording.stamp(at.words, event.at, at.regency.settings.service.zone)
