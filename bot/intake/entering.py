"""A report that other software brings: form, ticket, number and card as from a chat, but nobody's."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from bot.desk import Desk
from bot.form import Form, Part, StepKey
from bot.intake import filing, places
from bot.intake.filling import fill
from bot.intake.visit import Visit
from bot.notices import Said
from bot.persons import Person
from bot.pins import Pin
from bot.regency import Regency
from bot.sanitise import clean, one_line
from bot.tickets.status import Status
from bot.tickets.verbs import Role, Verb
from bot.understanding import date_in
from storage import history, tickets
from storage.models import Event, Resident, Ticket
from storage.transaction import Transaction

_NOBODY: Final = Person(0, "", None)
_DRAFT_BITS: Final = 52


class Nowhere(Exception):
    """Neither the pin nor the words say which kecamatan it is."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What a report is made of; ``by`` names the software, ``once`` the call, so that it files once."""

    category: str
    description: str
    pin: Pin | None
    address: str
    by: str
    once: str


async def enter(regency: Regency, tx: Transaction, brought: Brought) -> tuple[Ticket, Said]:
    """Store the ticket with its history, and say what goes to its OPD. Raises Nowhere."""
    visit = _visit(regency, tx, brought)
    ticket = filing.ticket_of(visit, secrets.randbits(_DRAFT_BITS), brought.once)
    ticket.confidential = False
    await tickets.add(tx, ticket)
    about = {"by": brought.by}
    event = Event(
        ticket_id=ticket.id, at=tx.now, verb=Verb.FILE, role=Role.REPORTER, led_to=Status.NEW, about=about
    )
    await history.record(tx, event)
    return ticket, await Desk(regency, tx).open(ticket)


def _visit(regency: Regency, tx: Transaction, brought: Brought) -> Visit:
    """A form filled as from a chat, with the category and the pin that were given."""
    text, today = clean(brought.description), regency.today(tx.now)
    address = one_line(clean(brought.address))
    form = Form(category=brought.category, chosen=[StepKey.CATEGORY], pin=brought.pin)
    form.parts = [Part(0, text, date_in(text, today))]
    form.language = regency.detect(text)
    nobody = Resident(person=b"", identity=b"", language=regency.texts.main.language)
    visit = Visit(regency, tx, _NOBODY, nobody, None, form)
    fill(visit)
    if form.kecamatan is None and address:
        places.notice(visit, visit.understands(address))
    form.landmark = address or form.landmark
    if form.kecamatan is None and form.pin is None:
        raise Nowhere
    return visit
