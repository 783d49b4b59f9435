"""What a resident writes about a report that has a number already."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.desk import Desk
from bot.desk.finding import Tie, tie
from bot.desk.reading import decimals, is_restricted
from bot.desk.verdicts import ASKS
from bot.files import File
from bot.intake.privacy import heard
from bot.intake.sent import Sent
from bot.intake.visit import Visit
from bot.notices import Notice, Purpose, Said
from bot.pins import Pin
from bot.tickets.status import Status
from bot.tickets.verbs import RULES, Verb
from storage import posts, residents, tickets
from storage.models import Post, Ticket

_MEANS: Final = {purpose: verb for verb, purpose in ASKS.items()}
"""What a reply to a question of ours does to its ticket."""

_SURE: Final = 0.9
"""An answer is short, and is taken for an accusation only where its words leave little doubt."""

_LATELY: Final = timedelta(days=1)
"""For so long after an officer wrote, or a rating was given, words may be about that."""

_ALBUM_LASTS: Final = timedelta(seconds=5)
"""After its first piece, an album has come whole."""


async def answer(
    at: Visit, sent: Sent, text: str, file: File | None = None, pin: Pin | None = None
) -> Said | None:
    """Pass on what answers one of our messages about a ticket; None when it is about none.

    Of an album more pieces follow, for a few seconds.
    """
    if sent.answers is None and file is None and (told := await heard(at, text)) is not None:
        return told
    ticket, verb = await _about(at, sent, file)
    if ticket is None:
        return None
    asks_no_more(at)
    if sent.answers is None and _is_another_matter(at, ticket, text):
        at.form.waiting = [(ticket.id, at.regency.number(ticket))]
        return None
    if sent.album is not None:
        residents.expect(at.tx, at.resident, ticket.id, verb, at.tx.now + _ALBUM_LASTS)
    return await _passed_on(at, ticket, _with_pin(ticket, text, pin), [file] if file else [], verb)


def asks_no_more(at: Visit) -> None:
    """What the resident writes next is no answer to what they were asked after a button."""
    residents.expect_nothing(at.tx, at.resident)


async def answer_with_draft(at: Visit, ticket_id: str) -> Said | None:
    """What stands in the draft was an answer, the resident says; None when the ticket is closed meanwhile.

    Raises ValueError for a ticket the draft does not name.
    """
    named = next((id_ for id_, _ in at.form.waiting if str(id_) == ticket_id), None)
    ticket = await tickets.get(at.tx, named) if named else None
    if ticket is None or await tie(at.tx, at.resident, ticket) != Tie.OWN:
        raise ValueError(ticket_id)
    is_rated = ticket.status == Status.CLOSED and ticket.rating is not None
    verb = Verb.REMARK if is_rated else Verb.ANSWER
    if ticket.status not in RULES[verb].begins:
        return None
    text = _with_pin(ticket, at.form.description, at.form.pin)
    told = await _passed_on(at, ticket, text, at.form.files, verb)
    at.drop()
    return told


def _with_pin(ticket: Ticket, text: str, pin: Pin | None) -> str:
    """A pin as a line of the answer; of a confidential report to some 110 metres, as on its card."""
    places = decimals(ticket, exact=5)
    point = f"📍 {pin.latitude:.{places}f}, {pin.longitude:.{places}f}" if pin else ""
    return "\n".join(filter(None, (text, point)))


def _is_another_matter(at: Visit, ticket: Ticket, text: str) -> bool:
    """Words after a button that this ticket's OPD should not read unless the resident says so."""
    if is_restricted(ticket):
        return False
    found = at.understands(text)
    flags = (found.oversight, found.against_office, found.sensitive)
    return any(flag and flag.sure >= _SURE for flag in flags)


async def ask_whether_answer(at: Visit) -> None:
    """A new message while tickets wait for words, or got some lately: have them say what it is."""
    if at.draft is not None or not at.consents or at.form.waiting:
        return
    found = await tickets.addressed_to(at.tx.session, at.resident.id, at.tx.now - _LATELY)
    at.form.waiting = [(ticket.id, at.regency.number(ticket)) for ticket in found]


async def _about(at: Visit, sent: Sent, file: File | None) -> tuple[Ticket | None, Verb]:
    """The ticket a message is about, and what it does to it."""
    post = await posts.at(at.tx, at.person.id, sent.answers) if sent.answers else None
    ticket_id, verb = _awaited(at, sent, file) if post is None else _replied(post)
    ticket = await tickets.get(at.tx, ticket_id) if ticket_id else None
    return (ticket if await tie(at.tx, at.resident, ticket) == Tie.OWN else None), verb


def _replied(post: Post) -> tuple[int | None, Verb]:
    return post.ticket_id, _MEANS.get(Purpose(post.purpose), Verb.ANSWER)


def _awaited(at: Visit, sent: Sent, file: File | None) -> tuple[int | None, Verb]:
    """What they were asked for after a button, for as long as that lasts; a remark is words alone."""
    who, now = at.resident, at.tx.now
    verb, until = who.awaits or Verb.ANSWER, who.answering_until or now
    if verb not in ASKS:
        return None, verb
    is_more = sent.album is not None and until <= now + _ALBUM_LASTS
    if until <= now or (verb == Verb.REMARK and file is not None and not is_more):
        asks_no_more(at)
    return who.answering, verb


async def _passed_on(
    at: Visit, ticket: Ticket, text: str, files: list[File], verb: Verb = Verb.ANSWER
) -> Said:
    number = at.regency.number(ticket)
    fits = next((one for one in (verb, Verb.ANSWER) if ticket.status in RULES[one].begins), None)
    if fits is None:
        return (Notice(at.person.id, at.words("intake.answered.closed", number=number)),)
    told = await Desk(at.regency, at.tx).hear(ticket, fits, text, files)
    done = Notice(
        at.person.id,
        at.words("intake.answered.done", number=number),
        purpose=Purpose.NEWS,
        ticket_id=ticket.id,
        key=f"answered:{ticket.id}",
    )
    return (*told, done)
