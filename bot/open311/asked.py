"""What was asked for, read from the parameters of a call; what cannot be read is refused with its code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

from bot.open311.shapes import STATUSES
from bot.pins import Pin
from bot.tickets.numbers import Number, read
from bot.tickets.status import Status
from storage.published import Wanted

SPAN: Final = timedelta(days=90)
"""GeoReport v2: a search may not span more than 90 days."""

MOST: Final = 1000
"""GeoReport v2: at most the first 1000 requests."""

USUAL: Final = 100
DESCRIPTION: Final = range(10, 4001)
"""Characters; GeoReport v2 allows 4000."""

_ADDRESS: Final = 300
_YEARS: Final = range(2000, 2100)
"""Of moments that can be asked for."""

Given = Mapping[str, str]


class Refusal(Exception):
    """``code`` is the HTTP status; ``str()`` says what was wrong. Nothing has changed."""

    def __init__(self, code: int, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class Page(NamedTuple):
    """How many records, behind how many."""

    limit: int
    after: int


@dataclass(frozen=True, slots=True)
class Posted:
    """A report as it was sent. Who sent it is never read: name, e-mail, telephone, device."""

    service_code: str
    description: str
    pin: Pin | None
    address: str
    media_url: str


def wanted(given: Given, now: datetime) -> Wanted:
    """Which requests. By whole hours, so that no search finds out a minute. Raises Refusal."""
    begin, end = _moment(given, "start_date"), _moment(given, "end_date")
    last = end or (min(now, begin + SPAN) if begin else now)
    first = begin or last - SPAN
    if last - first > SPAN:
        raise Refusal(400, "start_date and end_date may not span more than 90 days")
    statuses: set[Status] = set()
    for name in _list(given, "status"):
        if name not in STATUSES:
            raise Refusal(400, f"status must be {' or '.join(STATUSES)}")
        statuses |= STATUSES[name]
    return Wanted(_hour(first), _hour(last) + timedelta(hours=1), _list(given, "service_code"), statuses)


def numbers(said: str, prefix: str, year: int) -> list[Number]:
    """The requests that a list names; those that are no numbers are nowhere."""
    found = (read(one, prefix, year) for one in _split(said)[:USUAL])
    return [number for number in found if number is not None]


def page(given: Given) -> Page:
    """``page`` counts from 1, ``page_size`` is at most 1000. Raises Refusal."""
    size, number = _count(given, "page_size", USUAL), _count(given, "page", 1)
    size = min(size, MOST)
    return Page(size, (number - 1) * size)


def posted(given: Given) -> Posted:
    """Raises Refusal."""
    description = given.get("description", "").strip()
    if len(description) not in DESCRIPTION:
        raise Refusal(400, "description must have 10 to 4000 characters")
    address, pin = given.get("address_string", "").strip()[:_ADDRESS], _pin(given)
    if pin is None and not address:
        raise Refusal(400, "lat and long, or address_string, must be given")
    return Posted(
        given.get("service_code", ""), description, pin, address, given.get("media_url", "").strip()
    )


def _pin(given: Given) -> Pin | None:
    if not given.get("lat") and not given.get("long"):
        return None
    try:
        pin = Pin(float(given.get("lat", "")), float(given.get("long", "")))
    except ValueError:
        raise Refusal(400, "lat and long must be decimal degrees (WGS 84)") from None
    if not (abs(pin.latitude) <= 90 and abs(pin.longitude) <= 180):
        raise Refusal(400, "lat and long must be decimal degrees (WGS 84)")
    return pin


def _moment(given: Given, key: str) -> datetime | None:
    """A moment as W3C writes it, with its zone; some clients leave the plus of it to be read as a blank."""
    said = given.get(key)
    if not said:
        return None
    try:
        moment = datetime.fromisoformat(said.strip().replace(" ", "+"))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or moment.year not in _YEARS:
        raise Refusal(400, f"{key} must be a moment such as 2026-11-25T09:00:00+08:00")
    return moment


def _count(given: Given, key: str, usual: int) -> int:
    said = given.get(key, str(usual))
    if not (said.isascii() and said.isdigit() and 0 < len(said) < 7 and int(said)):
        raise Refusal(400, f"{key} must be a whole number from 1 on")
    return int(said)


def _list(given: Given, key: str) -> list[str]:
    return _split(given.get(key, ""))


def _split(said: str) -> list[str]:
    return [one.strip() for one in said.split(",") if one.strip()]


def _hour(at: datetime) -> datetime:
    """Of UTC: whoever asks could choose a zone whose hours begin at any minute."""
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
