"""A finished form becomes a ticket: stored whole, with its history, files and number."""

from __future__ import annotations

from typing import Any, Final

from bot import wording
from bot.buttons import MenuPress
from bot.desk import Desk, offers
from bot.form import Form
from bot.intake import care
from bot.intake.visit import Visit
from bot.notices import Button, Notice, Purpose, Rows, Said, Urgency
from bot.settings import ResolveDays
from bot.texts import Words, lines, paragraphs
from bot.tickets.status import Kind, Status
from bot.tickets.verbs import RULES, Role, Verb
from storage import history, residents, tickets
from storage.journal import Filed
from storage.models import Event, Ticket
from storage.records import made

_COORDINATES: Final = 6
"""Decimals of a pin: about ten centimetres."""


async def file(visit: Visit, confirmed_by: str) -> Said:
    """Store the ticket, and say its number; ``confirmed_by`` names the press or message that said so."""
    draft = visit.keep()
    ticket = await tickets.add(visit.tx, ticket_of(visit, draft.id, confirmed_by))
    event = made(
        Event, ticket_id=ticket.id, at=visit.tx.now, verb=Verb.FILE, role=Role.REPORTER, led_to=Status.NEW
    )
    await history.record(visit.tx, event)
    history.attach(visit.tx, ticket, event, visit.form.files)
    number = ticket.year, ticket.serial, ticket.confirmed_by
    visit.tx.filed.append(Filed(*number, visit.person.id, ticket.language))
    residents.count_filed(visit.tx, visit.resident, visit.regency.today(visit.tx.now))
    words = visit.words
    visit.drop()
    told = await Desk(visit.regency, visit.tx).open(ticket)
    return (_number(visit, words, ticket), *told)


def resolve_days(days: ResolveDays, kind: Kind, oversight: bool) -> int:
    """Working days to resolve: by kind, and longer where an official is examined."""
    if oversight:
        return days.oversight
    by_kind = {Kind.PENGADUAN: days.pengaduan, Kind.ASPIRASI: days.aspirasi, Kind.INFORMASI: days.informasi}
    return by_kind[kind]


def ticket_of(visit: Visit, draft_id: int, confirmed_by: str) -> Ticket:
    """The ticket that a finished form makes; its serial is missing."""
    form, regency, now = visit.form, visit.regency, visit.tx.now
    category = regency.policy.category(form.category or "")
    kind, oversight = visit.kind, visit.oversight
    sla, opd = regency.settings.sla, visit.opd
    calendar = regency.calendar_of(opd)
    return made(
        Ticket,
        year=regency.today(now).year,
        serial=0,
        kind=kind,
        status=Status.NEW,
        category=category.id,
        opd=opd,
        oversight=oversight,
        sensitive=visit.sensitive,
        emergency=form.emergency,
        resident_id=visit.resident.id,
        language=visit.language,
        description=form.description or regency.texts.main.plain("form.summary.spoken"),
        filed_at=now,
        entered_at=now,
        verify_due_at=regency.calendar.add_days(now, sla.verify_days),
        respond_due_at=calendar.add_days(now, sla.respond_days),
        due_at=calendar.add_days(now, resolve_days(sla.resolve_days, kind, oversight)),
        confirmed_by=visit.tx.seal.fingerprint("confirmed", confirmed_by),
        draft_id=draft_id,
        **_place(form),
    )


def _place(form: Form) -> dict[str, Any]:
    latitude, longitude = form.pin or (None, None)
    return {
        "kecamatan": form.kecamatan,
        "desa": form.desa or None,
        "landmark": form.landmark,
        "latitude": latitude if latitude is None else round(latitude, _COORDINATES),
        "longitude": longitude if longitude is None else round(longitude, _COORDINATES),
        "occurred_on": form.occurred_on,
        "confidential": form.confidential,
        "proxy": form.proxy,
    }


def _number(visit: Visit, words: Words, ticket: Ticket) -> Notice:
    regency = visit.regency
    opd = regency.policy.opd(ticket.opd).name
    text = words(
        "intake.filed.text",
        number=regency.number(ticket),
        opd=opd,
        due=wording.day(words, regency.local(ticket.due_at).date()),
        serial=ticket.serial,
    )
    closed = words("intake.filed.restricted", opd=opd) if ticket.sensitive else None
    hotline = care.hotline(words, regency.policy, ticket.category) if ticket.sensitive else None
    emergency = regency.settings.service.emergency
    call = words("form.danger.call", emergency=emergency) if ticket.emergency else None
    return Notice(
        visit.person.id,
        paragraphs(text, call, lines(closed, hotline)),
        _next(words, ticket),
        purpose=Purpose.NUMBER,
        urgency=Urgency.CONFIRMATION,
        ticket_id=ticket.id,
    )


def _next(words: Words, ticket: Ticket) -> Rows:
    """**Status**, and **Tambah keterangan** while it is open."""
    status = Button(words.plain("intake.filed.status"), MenuPress("status", str(ticket.id)).pack())
    more = [Verb.ANSWER] if ticket.status in RULES[Verb.ANSWER].begins else []
    return ((status,), *offers.rows(words, ticket, more, rates=False))
