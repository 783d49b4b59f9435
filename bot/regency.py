"""What every service is given: settings, the regency's data, words, working time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.calendar import WorkingCalendar
from bot.calendars import Calendars
from bot.pins import Locate, nowhere
from bot.policy import Policy
from bot.settings import Settings
from bot.texts import Texts
from bot.tickets.numbers import Number
from bot.understanding import Understand, not_at_all
from storage.models import Ticket


@dataclass(frozen=True, slots=True)
class Regency:
    """All of it stays the same while the bot runs, but for the days that admins add to ``calendars``.

    ``detect`` tells the language of a text, or None when it cannot; ``locate`` the area of a pin, or None
    without boundaries; ``understand`` what a text says about a report.
    """

    settings: Settings
    policy: Policy
    texts: Texts
    calendars: Calendars
    detect: Callable[[str], str | None]
    locate: Locate = nowhere
    understand: Understand = not_at_all

    @property
    def calendar(self) -> WorkingCalendar:
        """The regency's own working time."""
        return self.calendars.own

    def calendar_of(self, opd: str) -> WorkingCalendar:
        """The working time of an office; of one that is no longer in the regency's data, the regency's."""
        return self.calendars.of(opd)

    def today(self, now: datetime) -> date:
        """The local date."""
        return now.astimezone(self.settings.service.zone).date()

    def number(self, ticket: Ticket) -> str:
        """The ticket's number as people write it: ``KT-2026-000412``."""
        return Number(ticket.year, ticket.serial).written(self.settings.service.prefix)

    def local(self, at: datetime) -> datetime:
        """The moment as the regency's clocks show it."""
        return at.astimezone(self.settings.service.zone)
