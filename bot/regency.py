"""All that stays the same while the bot runs: settings, the regency's data, words, working time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.calendar import WorkingCalendar
from bot.policy import Policy
from bot.settings import Settings
from bot.texts import Texts


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

    def local(self, at: datetime) -> datetime:
        """The moment as the regency's clocks show it."""
        return at.astimezone(self.settings.service.zone)
