"""What a process of its own is given to make one file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.calendars import Calendars
from bot.orders import Make, Order
from bot.recap.naming import Naming
from bot.recap.requests import Request
from bot.recap.slips import read
from bot.regency import Regency
from bot.settings import People, Storage, Webhook
from bot.texts import Words

ENDINGS: Final = {Make.PICTURE: "png", Make.WORKBOOK: "xlsx", Make.REPORT: "pdf", Make.TABLE: "csv"}


@dataclass(frozen=True, slots=True)
class Job:
    """One order with all that making it takes: no key, no token, and a database that is only read."""

    regency: Regency
    url: str
    order: Order
    now: datetime

    @property
    def request(self) -> Request:
        """What it is about."""
        return read(self.order.about)

    @property
    def words(self) -> Words:
        """The words of whoever ordered it."""
        return self.regency.texts(self.order.language)

    @property
    def naming(self) -> Naming:
        """How its things are called."""
        return Naming(self.regency, self.words)


def bare(regency: Regency) -> Regency:
    """The regency as another process may know it: without secrets and people, and what cannot travel."""
    settings, calendar = regency.settings, regency.calendar
    telegram = settings.telegram.model_copy(update={"token": None, "token_file": None})
    emptied: dict[str, object] = {"telegram": telegram, "storage": Storage(key_file=Path())}
    emptied |= {"webhook": Webhook(), "people": People(), "groups": {}}
    return Regency(
        settings=settings.model_copy(update=emptied),
        policy=regency.policy,
        texts=regency.texts,
        calendars=Calendars(
            replace(calendar, holidays=dict(calendar.holidays), by_day=dict(calendar.by_day))
        ),
        detect=_unknown,
    )


def file_name(order: Order) -> str:
    """``rekap-2026-11-01-sampai-2026-11-25-PUPR.xlsx``, the same in every language."""
    request = read(order.about)
    first, last = request.period.first, request.period.last
    days = f"{first}" if first == last else f"{first}-sampai-{last}"
    parts = [part for part in (request.opd, request.kecamatan, request.category) if part]
    kind = "sp4n" if order.make is Make.TABLE else "rekap"
    return "-".join((kind, days, *parts)) + f".{ENDINGS[order.make]}"


def _unknown(_text: str) -> str:
    return ""
