"""A resident reports what someone else reported already: they are offered to join it."""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from bot.desk import Desk
from bot.errors import Stale
from bot.form import Twin
from bot.intake.visit import Visit
from bot.notices import Notice, Purpose, Said, Urgency
from bot.pins import Pin
from bot.settings import Twins
from bot.tickets.status import OPEN
from bot.twins import Likeness, Telling, words_of
from storage import followers, residents, tickets, twins
from storage.models import Ticket


async def find_twin(at: Visit) -> bool:
    """Look for an open ticket that tells of the same; if there is one, it is offered from now on."""
    if at.sensitive:
        return False
    limits = at.regency.settings.twins
    near = await twins.near(at.tx, _sought(at, limits), at.resident.id)
    likeness = Likeness(_mine(at), _common(at), limits)
    sure = [likeness(_theirs(ticket)) for ticket in near]
    surest = max(sure, default=0)
    if not surest:
        return False
    best = near[sure.index(surest)]
    status, filed_at = await twins.standing(at.tx, best.id)
    month = at.regency.local(filed_at).date().replace(day=1)  # the day could tell a neighbour who reported
    at.form.twin = Twin(best.id, best.desa, month, status)
    return True


async def join(at: Visit) -> Said | None:
    """The draft joins the ticket that was offered; None when that is no longer open, or tells of another."""
    ticket = await tickets.get(at.tx, at.form.twin.ticket) if at.form.twin else None
    if ticket is None or not _is_open_to_all(ticket) or not _is_same_matter(at, ticket):
        return None
    form = at.form
    landmark = form.landmark if form.landmark and form.landmark not in form.description else None
    said = "\n".join(filter(None, (form.description, landmark)))
    told = await Desk(at.regency, at.tx).joining.join(ticket, at.resident, at.language, said, at.form.files)
    residents.count_filed(at.tx, at.resident, at.regency.today(at.tx.now))
    words = at.words
    at.drop()
    text = words("intake.joined.done", number=at.regency.number(ticket))
    return (Notice(at.person.id, text, purpose=Purpose.NEWS, urgency=Urgency.CONFIRMATION), *told)


async def leave(at: Visit, ticket_id: int) -> Said:
    """They follow a ticket no more. Raises Stale where they did not."""
    ticket = await tickets.get(at.tx, ticket_id)
    if ticket is None or not await followers.follows(at.tx, ticket_id, at.resident.id):
        raise Stale("intake.failed.expired")
    told = await Desk(at.regency, at.tx).joining.leave(ticket, at.resident)
    return (Notice(at.person.id, at.words("intake.joined.left", number=at.regency.number(ticket))), *told)


async def joined_already(at: Visit, ticket_id: int) -> Said | None:
    """The button of an offer that was taken, pressed once more; None if they never joined."""
    ticket = await tickets.get(at.tx, ticket_id)
    if ticket is None or not await followers.follows(at.tx, ticket_id, at.resident.id):
        return None
    return (Notice(at.person.id, at.words("intake.joined.again", number=at.regency.number(ticket))),)


def _is_same_matter(at: Visit, ticket: Ticket) -> bool:
    """The draft may have changed since the offer, and may be for other eyes by now."""
    form = at.form
    is_same = (form.category, form.kecamatan) == (ticket.category, ticket.kecamatan)
    return is_same and not at.sensitive


def _is_open_to_all(ticket: Ticket) -> bool:
    return ticket.status in OPEN and not ticket.sensitive and not ticket.oversight


def _sought(at: Visit, limits: Twins) -> twins.Sought:
    form = at.form
    return twins.Sought(
        category=form.category or "",
        kecamatan=form.kecamatan,
        desa=form.desa or None,
        square=form.pin.around(limits.radius) if form.pin else None,
        since=at.tx.now - timedelta(days=limits.days),
    )


def _mine(at: Visit) -> Telling:
    form = at.form
    words = f"{form.description} {form.landmark or ''}"
    return Telling(words, form.desa or None, form.pin, form.landmark)


def _theirs(ticket: twins.Near) -> Telling:
    located = ticket.latitude is not None and ticket.longitude is not None
    pin = Pin(ticket.latitude or 0, ticket.longitude or 0) if located else None
    words = f"{ticket.description} {ticket.landmark or ''}"
    return Telling(words, ticket.desa, pin, ticket.landmark)


def _common(at: Visit) -> frozenset[str]:
    """Words that any report of the category in this kecamatan may hold."""
    policy, form = at.regency.policy, at.form
    place = policy.kecamatans.get(form.kecamatan or "")
    named = (place.name, *place.aliases) if place else ()
    return _words_in((*policy.category(form.category or "").keywords, *named))


@cache
def _words_in(said: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for words in said for word in words_of(words))
