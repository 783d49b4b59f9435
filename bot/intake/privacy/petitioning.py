"""What needs a person: a resident chooses what they want and of which report, and can say more in words."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot import wording
from bot.buttons import id_in
from bot.desk import Desk
from bot.desk.finding import Tie, tie
from bot.desk.quotes import blocks
from bot.desk.reading import Reading
from bot.errors import Stale
from bot.intake.privacy import pages
from bot.intake.visit import Visit
from bot.notices import Button, Notice, Said
from bot.rights import DECIDED_WITHIN, REMINDED_BEFORE, Right
from bot.texts import paragraphs
from bot.tickets.verbs import Verb
from storage import petitions, residents, tickets
from storage.models import Petition, Ticket

BEGINS: Final = "ask-"
AGAIN: Final = "again"
OF_A_REPORT: Final = frozenset({Right.ERASE, Right.CORRECT})
_WAITS: Final = timedelta(days=1)
"""How long the next words belong to a petition."""

_AT_MOST: Final = 5
"""Petitions of one resident that wait at a time."""

_LISTED: Final = 8
_QUOTED: Final = 3000


async def kinds(at: Visit) -> Said:
    """What they can ask for."""
    rows = tuple((pages.button(at, f"{BEGINS}{right}"),) for right in Right)
    return (Notice(at.person.id, at.words("privacy.ask.kind"), (*rows, *pages.back(at))),)


async def chosen(at: Visit, value: str) -> Said:
    """A right, or a right and a ticket: ``erase``, ``erase-12``; ``again-3``: other words. Raises Stale."""
    kind, _, number = value.partition("-")
    if kind == AGAIN:
        return await _again(at, id_in(number))
    if kind not in list(Right):
        raise Stale("intake.failed.expired")
    right = Right(kind)
    if right in OF_A_REPORT and not number:
        return (await _which(at, right),)
    ticket = await tickets.get(at.tx, id_in(number)) if number else None
    if number and await tie(at.tx, at.resident, ticket) != Tie.OWN:
        raise Stale("intake.failed.expired")
    return await _asked(at, right, ticket)


async def heard(at: Visit, text: str) -> Said | None:
    """Words that belong to a petition made a moment ago; None when none waits for any."""
    who, until = at.resident, at.resident.answering_until
    if who.awaits != Verb.PETITION or until is None or until <= at.tx.now or not text:
        return None
    petition = await _mine(at, who.answering or 0)
    residents.expect_nothing(at.tx, who)
    if petition is None:
        return None
    petitions.say(at.tx, petition, text)
    told = await Desk(at.regency, at.tx).admins.petitioning.told(petition)
    return (*told, _noted(at, petition, text))


def _noted(at: Visit, petition: Petition, text: str) -> Notice:
    """What it says now, shown back: it waits for no yes, as its time runs, and can be written anew."""
    replaces = at.words("privacy.ask.replaces") if petition.kind == Right.CORRECT else None
    shown = paragraphs(
        at.words("privacy.ask.noted", petition=petition.id), blocks(text, _QUOTED)[0], replaces
    )
    return Notice(at.person.id, shown, ((pages.button(at, AGAIN, f"{BEGINS}{AGAIN}-{petition.id}"),),))


async def _again(at: Visit, number: int) -> Said:
    petition = await _mine(at, number)
    if petition is None:
        raise Stale("intake.failed.expired")
    _awaits(at, petition)
    return (Notice(at.person.id, at.words("privacy.asked.again", petition=petition.id)),)


async def _mine(at: Visit, number: int) -> Petition | None:
    """Theirs, and not decided."""
    found = await petitions.get(at.tx, number)
    return found if found and found.resident_id == at.resident.id and found.decided_at is None else None


def _awaits(at: Visit, petition: Petition) -> None:
    residents.expect(at.tx, at.resident, petition.id, Verb.PETITION, at.tx.now + _WAITS)


async def _which(at: Visit, right: Right) -> Notice:
    found = await tickets.of_resident(at.tx.session, at.resident.id, _LISTED)
    if not found:
        return Notice(at.person.id, at.words("privacy.ask.none"), pages.back(at))
    rows = tuple((_ticket(at, right, ticket),) for ticket in found)
    return Notice(at.person.id, at.words("privacy.ask.which"), (*rows, *pages.back(at)))


def _ticket(at: Visit, right: Right, ticket: Ticket) -> Button:
    """Its number and what it is about: nobody knows all their numbers by heart."""
    about = {"number": at.regency.number(ticket), "category": Reading(at.regency, at.words).category(ticket)}
    return pages.button(at, "ticket", f"{BEGINS}{right}-{ticket.id}", **about)


async def _asked(at: Visit, right: Right, ticket: Ticket | None) -> Said:
    """It is stored before anything else is asked: its time runs from now."""
    mine = [one for one in await petitions.of_resident(at.tx.session, at.resident.id) if not one.decided_at]
    about = ticket.id if ticket else None
    known = next((one for one in mine if (one.kind, one.ticket_id) == (right, about)), None)
    if known is None and len(mine) >= _AT_MOST:
        return (Notice(at.person.id, at.words("privacy.ask.enough", count=_AT_MOST)),)
    petition = known or await _made(at, right, ticket)
    _awaits(at, petition)
    told = () if known else await Desk(at.regency, at.tx).admins.petitioning.told(petition)
    due = wording.moment(at.words, petition.due_at, at.regency.settings.service.zone)
    text = at.words(f"privacy.asked.{right}", petition=petition.id, due=due)
    return (*told, Notice(at.person.id, text))


async def _made(at: Visit, right: Right, ticket: Ticket | None) -> Petition:
    due = at.tx.now + DECIDED_WITHIN
    petition = Petition(
        resident_id=at.resident.id,
        ticket_id=ticket.id if ticket else None,
        kind=right,
        asked_at=at.tx.now,
        due_at=due,
        reminds_at=due - REMINDED_BEFORE[0],
    )
    return await petitions.add(at.tx, petition)
