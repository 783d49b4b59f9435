"""The regency's categories as services, its tickets as requests: what outsiders may know, and no more."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot import wording
from bot.desk.masking import masked
from bot.desk.reading import Reading
from bot.open311.writing import Record
from bot.policy import Category, Policy
from bot.tickets.status import ENDED, Status
from storage.models import Ticket
from storage.published import Published

STATUSES: Final = {"open": frozenset(Status) - ENDED, "closed": ENDED}


def is_public(category: Category) -> bool:
    """Software may file it and read of it."""
    return not (category.sensitive or category.oversight)


def services(reading: Reading) -> list[Record]:
    """Every public category."""
    policy = reading.regency.policy
    return [_service(reading, category) for category in policy.categories.values() if is_public(category)]


def request(reading: Reading, found: Published) -> Record:
    """One ticket. Residents' words are for officers: only what software sent itself is given back."""
    ticket = found.ticket
    pin = reading.pin(ticket)
    places = 6 if found.is_entered else 3  # officers may know a name; the world need not know the gate
    latitude, longitude = (round(float(one), places) for one in pin.split(",")) if pin else (None, None)
    return {
        "service_request_id": reading.number(ticket),
        "status": next(name for name, those in STATUSES.items() if ticket.status in those),
        "status_notes": reading.status(ticket),
        "service_name": reading.category(ticket),
        "service_code": ticket.category,
        "description": masked(ticket.description) if found.is_entered else None,
        "agency_responsible": reading.opd(ticket),
        "service_notice": None,
        "requested_datetime": moment(reading, ticket, ticket.filed_at, exact=found.is_entered),
        "updated_datetime": moment(reading, ticket, found.updated_at, exact=found.is_entered),
        "expected_datetime": moment(reading, ticket, ticket.due_at, exact=found.is_entered),
        "address": reading.place(ticket),
        "address_id": None,
        "zipcode": None,
        "lat": latitude,
        "long": longitude,
        "media_url": None,
    }


def moment(reading: Reading, ticket: Ticket, at: datetime, *, exact: bool = True) -> str:
    """As clocks here show it; to the hour when confidential or not ``exact``: no minute tells who."""
    local = reading.regency.local(at).replace(microsecond=0)
    return (local.replace(minute=0, second=0) if ticket.confidential or not exact else local).isoformat()


def _service(reading: Reading, category: Category) -> Record:
    label = wording.category(reading.words, reading.regency.policy, category.id)
    return {
        "service_code": category.id,
        "service_name": label,
        "description": category.sp4n,
        "metadata": False,
        "type": "realtime",
        "keywords": ", ".join(category.keywords),
        "group": _group(reading.regency.policy, category, reading.words.language),
    }


def _group(policy: Policy, category: Category, language: str) -> str:
    found = next(group for group in policy.groups if group.id == category.group)
    return found.label_en if language == "en" else found.label
