"""Who reports what, where and when in a made-up past; each new report is a row as the form leaves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from random import Random
from typing import Any, Final

from bot.intake.filing import resolve_days
from bot.intake.visit import CONSENT
from bot.persons import Person
from bot.policy import Category
from bot.regency import Regency
from bot.seeding.course import FICTITIOUS
from bot.seeding.words import Fragments
from bot.tickets.status import Kind, Status
from storage import residents
from storage.models import Resident, Ticket
from storage.records import blank
from storage.sealing import Seal

Row = dict[str, Any]

_HOURS: Final = (1, 1, 1, 1, 1, 2, 4, 8, 12, 13, 12, 10, 9, 9, 10, 10, 9, 8, 8, 9, 9, 7, 4, 2)
"""How many of a day's reports come in each hour: people write when they are awake."""

_COMMON: Final[Mapping[str, int]] = {
    "jalan": 22, "air_bersih": 11, "pju": 8, "sampah": 8, "adminduk": 7, "drainase": 6, "listrik": 5,
    "sekolah": 5, "puskesmas": 5, "bansos": 5, "infopublik": 4, "usulan": 4, "internet": 4, "lalulintas": 3,
}  # fmt: skip
"""What is reported more often than once where everything else is."""

_TOWN: Final[Mapping[str, int]] = {"64.08.04": 30, "64.08.18": 9, "64.08.10": 8, "64.08.03": 6}
"""Kecamatan in which many live, by code; the others count once."""

_NEW: Final = 0.45
"""How many reports come from someone who never reported before."""

DRAFT_BITS: Final = 52


class Desks:
    """Fills in forms: one report after another, in order of time."""

    def __init__(self, regency: Regency, seal: Seal, words: Fragments, dice: Random) -> None:
        self._regency = regency
        self._zone = regency.settings.service.zone
        self._seal = seal
        self._words = words
        self._dice = dice
        self._categories = list(regency.policy.categories.values())
        self._weights = [_COMMON.get(category.id, 1) for category in self._categories]
        self._kecamatans = list(regency.policy.kecamatans)
        self._inhabited = [_TOWN.get(code, 1) for code in self._kecamatans]
        self._villages = {code: regency.policy.desa_of(code) for code in self._kecamatans}
        self._ticket, self._resident = blank(Ticket), blank(Resident)

    def moments(self, begin: datetime, end: datetime, count: int) -> list[datetime]:
        """When they are filed, in order; more and more as the service gets known."""
        days = (end - begin).total_seconds() / 86_400
        drawn = (self._moment(begin, days) for _ in range(count))
        return sorted(at if at < end else end - (at - end) for at in drawn)

    def _moment(self, begin: datetime, days: float) -> datetime:
        day = begin + timedelta(days=days * self._dice.random() ** 0.7)
        hour = self._dice.choices(range(24), _HOURS)[0]
        local = datetime.combine(
            self._regency.local(day).date(), time(hour), self._regency.settings.service.zone
        )
        return max(begin, (local + timedelta(seconds=self._dice.random() * 3600)).astimezone(begin.tzinfo))

    def resident(self, number: int, row: int, at: datetime) -> Row:
        """Someone who cannot be reached: no message may go to an id that may be given out one day."""
        person = Person(FICTITIOUS + number, self._words.name(number), None)
        key = residents.fingerprint(self._seal, person.id)
        about = {
            "id": row,
            "person": key,
            "identity": residents.sealed(self._seal, key, person),
            "language": "en" if number % 25 == 0 else "id",
            "consent": CONSENT,
            "consented_at": at,
            "seen_on": at.date(),
            "reachable": False,
        }
        return self._resident | about

    def is_new(self) -> bool:
        """Whether someone reports for the first time."""
        return self._dice.random() < _NEW

    def report(self, at: datetime, year: int, serial: int, resident: Row) -> Row:
        """A ticket as it is when it has just been filed; its id is missing."""
        policy, dice = self._regency.policy, self._dice
        category = dice.choices(self._categories, self._weights)[0]
        kecamatan = dice.choices(self._kecamatans, self._inhabited)[0]
        villages = self._villages[kecamatan]
        desa = villages[int(dice.random() * len(villages))].code if villages and dice.random() < 0.8 else None
        name = f"seed:{year}:{serial}"
        about = {
            "year": year,
            "serial": serial,
            "status": Status.NEW,
            "category": category.id,
            "opd": policy.responsible(category.id, kecamatan, category.oversight),
            "oversight": category.oversight,
            "sensitive": category.sensitive or category.oversight,
            "confidential": dice.random() < 0.8,
            "resident_id": resident["id"],
            "language": resident["language"],
            "description": self._words.report(category.id, desa, dice),
            "kecamatan": kecamatan,
            "desa": desa,
            "occurred_on": (self._regency.local(at) - timedelta(days=int(dice.random() * 4))).date(),
            "confirmed_by": self._seal.fingerprint("confirmed", name),
            "draft_id": int.from_bytes(self._seal.fingerprint("draft", name)[:8], "big") >> (64 - DRAFT_BITS),
        }
        return self._ticket | about | self._due(at, category, about["opd"])

    def _due(self, at: datetime, category: Category, opd: str) -> Row:
        sla, calendar = self._regency.settings.sla, self._regency.calendar_of(opd)
        kind = category.default_kind
        if kind == Kind.PENGADUAN and self._dice.random() < 0.15:
            kind = Kind.ASPIRASI if self._dice.random() < 0.5 else Kind.INFORMASI
        days = resolve_days(sla.resolve_days, kind, category.oversight)
        return {
            "kind": kind,
            "filed_at": at,
            "entered_at": at,
            "verify_due_at": self._regency.calendar.add_days(at, sla.verify_days),
            "respond_due_at": calendar.add_days(at, sla.respond_days),
            "due_at": calendar.add_days(at, days),
        }


def chunks(moments: list[datetime], size: int) -> Iterator[list[datetime]]:
    """As many as one transaction takes, in order."""
    return (moments[first : first + size] for first in range(0, len(moments), size))
