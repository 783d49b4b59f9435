"""What a resident writes about a report that has a number already."""

from __future__ import annotations

from bot.desk import Desk
from bot.files import File
from bot.intake.sent import Sent
from bot.intake.visit import Visit
from bot.notices import Notice, Purpose, Said
from bot.tickets.verbs import RULES, Verb
from storage import posts, residents, tickets
from storage.models import Ticket


async def answer(at: Visit, sent: Sent, text: str, file: File | None = None) -> Said | None:
    """Pass on what answers one of our messages about a ticket; None when it is about none.

    Of an album more pieces may follow: the next message of another kind ends the answer.
    """
    ticket = await _about(at, sent.answers)
    if ticket is None:
        return None
    if sent.album is None and at.resident.answering == ticket.id:
        asks_no_more(at)
    return await _passed_on(at, ticket, text, [file] if file else [])


def asks_no_more(at: Visit) -> None:
    """What the resident writes next is no answer to **Belum** any more."""
    if at.resident.answering is not None:
        at.resident.answering = None
        residents.keep(at.tx, at.resident)


async def answer_with_draft(at: Visit, ticket_id: str) -> Said | None:
    """What stands in the draft was an answer, the resident says; None when the ticket is closed meanwhile.

    Raises ValueError for a ticket the draft does not name.
    """
    named = next((id_ for id_, _ in at.form.waiting if str(id_) == ticket_id), None)
    ticket = await tickets.get(at.tx, named) if named else None
    if ticket is None or ticket.resident_id != at.resident.id:
        raise ValueError(ticket_id)
    if ticket.status not in RULES[Verb.ANSWER].begins:
        return None
    pin = pinned(*at.form.pin) if at.form.pin else ""
    text = "\n".join(filter(None, (at.form.description, pin)))
    told = await _passed_on(at, ticket, text, at.form.files)
    at.drop()
    return told


def pinned(latitude: float, longitude: float) -> str:
    """A pin as text, for who answers with one."""
    return f"📍 {latitude:.5f}, {longitude:.5f}"


async def ask_whether_answer(at: Visit) -> None:
    """A new message while tickets wait for their resident: have them say what it is."""
    if at.draft is not None or not at.consents:
        return
    at.form.waiting = [
        (ticket.id, at.regency.number(ticket))
        for ticket in await tickets.waiting_for(at.tx.session, at.resident.id)
    ]


async def _about(at: Visit, answers_to: int | None) -> Ticket | None:
    post = await posts.at(at.tx, at.person.id, answers_to) if answers_to else None
    asked = at.resident.answering if at.draft is None else None
    ticket_id = post.ticket_id if post else asked
    ticket = await tickets.get(at.tx, ticket_id) if ticket_id else None
    return ticket if ticket and ticket.resident_id == at.resident.id else None


async def _passed_on(at: Visit, ticket: Ticket, text: str, files: list[File]) -> Said:
    number = at.regency.number(ticket)
    if ticket.status not in RULES[Verb.ANSWER].begins:
        return (Notice(at.person.id, at.words("intake.answered.closed", number=number)),)
    told = await Desk(at.regency, at.tx).answer(ticket, text, files)
    done = Notice(
        at.person.id,
        at.words("intake.answered.done", number=number),
        purpose=Purpose.NEWS,
        ticket_id=ticket.id,
        key=f"answered:{ticket.id}",
    )
    return (*told, done)
