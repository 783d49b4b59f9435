"""Pins: a point on the map, how people write one, and the area it lies in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import cos, hypot, radians
from typing import Final, NamedTuple
from urllib.parse import unquote_plus

METRES_A_DEGREE: Final = 111_195.0
"""Along a meridian of a sphere of 6,371 km."""


class Pin(NamedTuple):
    """A point, in degrees (WGS 84)."""

    latitude: float
    longitude: float

    def metres_to(self, other: Pin) -> float:
        """How far it is, over distances within a regency."""
        north = other.latitude - self.latitude
        east = (other.longitude - self.longitude) * cos(radians(self.latitude))
        return METRES_A_DEGREE * hypot(north, east)

    def around(self, metres: float) -> tuple[Pin, Pin]:
        """The south-western and north-eastern corners of a square that holds all within ``metres``."""
        north = metres / METRES_A_DEGREE
        east = north / max(cos(radians(self.latitude)), 0.01)
        return (
            Pin(self.latitude - north, self.longitude - east),
            Pin(self.latitude + north, self.longitude + east),
        )


@dataclass(frozen=True, slots=True)
class Area:
    """Codes of the kecamatan and the desa a pin lies in; neither where it lies outside the regency."""

    kecamatan: str | None = None
    desa: str | None = None


OUTSIDE: Final = Area()

Locate = Callable[[Pin], Area | None]
"""The area of a pin; None where nobody can tell, as no boundaries are known."""


def nowhere(_pin: Pin) -> Area | None:
    """``Locate`` without boundaries."""
    return None


class Pinned(NamedTuple):
    """A pin found in a text, and what else the text says."""

    pin: Pin
    rest: str


def pin_in(text: str) -> Pinned | None:
    """The pin that a text holds as coordinates or as a map link, if any."""
    for link in _links(text):
        if pin := _pin_of_link(link.group()):
            return Pinned(pin, _without(text, link))
    for grammar in (_DECIMAL, _SEXAGESIMAL, _PREFIXED) if MAY_BE_PAIR.search(text) else ():
        for found in grammar.finditer(text):
            if pin := _pin_of(found):
                return Pinned(pin, _without(text, found))
    return None


def has_closed_link(text: str) -> bool:
    """A map link stands in the text that does not say itself where it leads."""
    return any(_pin_of_link(link.group()) is None for link in _links(text))


def _links(text: str) -> Iterator[re.Match[str]]:
    return _LINK.finditer(text) if MAY_BE_LINK.search(text) else iter(())


_LINK: Final = re.compile(
    r"\bgeo:-?\d\S{1,200}"
    r"|\b(?:https?://)?(?:[a-z0-9-]{1,30}\.){0,3}"
    r"(?:maps\.app\.goo\.gl|goo\.gl/maps|google\.[a-z]{2,3}(?:\.[a-z]{2})?/maps|"
    r"maps\.google\.[a-z]{2,3}(?:\.[a-z]{2})?|openstreetmap\.org|osm\.org|waze\.com|maps\.apple\.com)"
    r"[/?#]\S{0,2000}",
    re.IGNORECASE,
)
MAY_BE_LINK: Final = re.compile(r"\.[^\W\d_]+[/?#]|:-?\d")
"""Without the end of a host, or of ``geo:``, there is no link to look for, which takes longer."""

_NUMBER: Final = r"(-?\d{1,3}(?:\.\d{1,18})?)"
_PAIR: Final = rf"{_NUMBER}[,\s]\s?{_NUMBER}"
_IN_LINK: Final = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"^geo:{_PAIR}",
        rf"!3d{_NUMBER}!4d{_NUMBER}",
        rf"[?&]mlat={_NUMBER}&mlon={_NUMBER}",
        rf"[?&](?:q|query|ll|daddr|destination)=(?:loc:)?\s?{_PAIR}",
        rf"/(?:place|search|dir/)/?{_PAIR}",
        rf"/@{_PAIR}",
        rf"#map=\d{{1,2}}/{_NUMBER}/{_NUMBER}",
    )
)
"""Where in a link the coordinates stand, the most telling first: a place, then what the map shows."""


def _pin_of_link(link: str) -> Pin | None:
    plain = unquote_plus(link)
    found = next((match for shape in _IN_LINK if (match := shape.search(plain))), None)
    return _on_earth(float(found[1]), float(found[2])) if found else None


_BETWEEN: Final = r"[\s,;/]{1,3}(?:(?:dan|long?|lng|longitude|bujur|x)\b[\s:=]{0,3})?"
_NORTH: Final = r"(?P<north>LS|LU|[NSU])"
_EAST: Final = r"(?P<east>BT|BB|[EWTB])"
_DECIMAL: Final = re.compile(
    r"(?<![\w.,/-])(?P<latitude>[+-]?\d{1,2}[.,]\d{3,18})\s?°?\s?"
    rf"(?:{_NORTH}\b)?{_BETWEEN}"
    rf"(?P<longitude>[+-]?\d{{1,3}}[.,]\d{{3,18}})(?![\d/])\s?°?(?:\s?{_EAST}\b)?",
    re.IGNORECASE,
)
MAY_BE_PAIR: Final = re.compile(r"\d[.,]\d{3}|[°º]")
"""Without a fraction of a degree or a degree there is no pair of coordinates."""

_ANGLE: Final = (
    r"(?P<{0}>\d{{1,3}}\s?[°º]\s?(?:\d{{1,2}}(?:[.,]\d{{1,6}})?\s?['′’]\s?)?"
    r"(?:\d{{1,2}}(?:[.,]\d{{1,6}})?\s?(?:[\"″”]|''|’’)\s?)?)"
)
_SEXAGESIMAL: Final = re.compile(
    rf"(?<!\w){_ANGLE.format('latitude')}{_NORTH}{_BETWEEN}{_ANGLE.format('longitude')}{_EAST}\b",
    re.IGNORECASE,
)
_PREFIXED: Final = re.compile(
    rf"(?<!\w){_NORTH}\s?{_ANGLE.format('latitude')}{_BETWEEN}{_EAST}\s?{_ANGLE.format('longitude')}",
    re.IGNORECASE,
)
_NEGATIVE: Final = frozenset({"S", "LS", "W", "BB"})
_SIGNLESS_THOUSANDS: Final = re.compile(r"\d{1,3}[.,]\d{3}")


def _pin_of(found: re.Match[str]) -> Pin | None:
    latitude, longitude = found["latitude"], found["longitude"]
    bare = not (found["north"] or found["east"])
    if bare and all(map(_SIGNLESS_THOUSANDS.fullmatch, (latitude, longitude))):
        return None  # prices: 12.000, 15.000
    return _on_earth(_degrees(latitude, found["north"]), _degrees(longitude, found["east"]))


def _degrees(angle: str, towards: str | None) -> float:
    whole, *parts = (float(part) for part in re.findall(r"[+-]?\d+(?:\.\d+)?", angle.replace(",", ".")))
    size = whole + sum(part / 60.0**power for power, part in enumerate(parts, 1))
    return -abs(size) if (towards or "").upper() in _NEGATIVE else size


def _on_earth(latitude: float, longitude: float) -> Pin | None:
    return Pin(latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _without(text: str, found: re.Match[str]) -> str:
    """What else is said; "Lokasi:" alone says nothing."""
    rest = f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip(" \t\n,;()")
    return "" if _ANNOUNCES.fullmatch(rest) else rest


_ANNOUNCES: Final = re.compile(
    r"(?:(?:lokasi(?:nya)?|koordinat(?:nya)?|titik|gps|lat|latitude|lintang|location|coordinates?|maps?|peta|di|at)"
    r"\b[\s:=]{0,3}){1,4}",
    re.IGNORECASE,
)
