"""All that stays the same while the bot runs: settings, the regency's data, words, working time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.calendar import WorkingCalendar
from bot.policy import Policy
from bot.settings import Settings
from bot.texts import Texts
from bot.tickets.numbers import Number
from storage.models import Ticket


@dataclass(frozen=True, slots=True)
class Regency:
    """What every service is given. ``detect`` tells the language of a text, or None when it cannot."""

    settings: Settings
    policy: Policy
    texts: Texts
    calendar: WorkingCalendar
    detect: Callable[[str], str | None]

    def today(self, now: datetime) -> date:
        """The local date."""
        return now.astimezone(self.settings.service.zone).date()

    def number(self, ticket: Ticket) -> str:
        """The ticket's number as people write it: ``KT-2026-000412``."""
        return Number(ticket.year, ticket.serial).written(self.settings.service.prefix)

    def local(self, at: datetime) -> datetime:
        """The moment as the regency's clocks show it."""
        return at.astimezone(self.settings.service.zone)
