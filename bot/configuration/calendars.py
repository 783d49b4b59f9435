"""Makes the working calendars of the regency and of its offices from settings, data and free days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from bot.calendar import Season, WorkingCalendar
from bot.calendars import Calendars
from bot.configuration.regency import load_holidays
from bot.holidays import holidays_of
from bot.policy import Policy
from bot.ramadan import ramadan_of
from bot.settings import DaySpan, Settings

YEARS_AHEAD: Final = 2
YEARS_BACK: Final = 6
"""Holidays are needed for due dates to come and for the figures of years past."""

_SIX: Final = 6
"""Workdays from which a unit keeps the hours of those that work six days a week."""


def calendars_of(settings: Settings, policy: Policy, year: int) -> Calendars:
    """The working time around ``year``. Raises BadPolicy."""
    years = range(year - YEARS_BACK, year + YEARS_AHEAD + 1)
    free = holidays_of(years, settings.calendar, load_holidays(settings))
    fasting = ramadan_of(years, settings.calendar.ramadan)
    offices = {
        code: _calendar(settings, opd.workdays, free, fasting)
        for code, opd in policy.opds.items()
        if opd.workdays
    }
    return Calendars(_calendar(settings, settings.calendar.workdays, free, fasting), offices)


def _calendar(
    settings: Settings, workdays: Iterable[int], free: Mapping[date, str], fasting: Iterable[DaySpan]
) -> WorkingCalendar:
    days, chosen = frozenset(workdays), settings.calendar
    ramadan = chosen.ramadan
    six = len(days) >= _SIX
    hours, by_day = (chosen.six_day_hours, {}) if six else (chosen.hours, chosen.hours_by_day)
    kept, kept_by_day = (ramadan.six_day_hours, {}) if six else (ramadan.hours, ramadan.hours_by_day)
    seasons = [Season(span.first, span.last, kept, kept_by_day) for span in fasting]
    return WorkingCalendar(settings.service.zone, days, hours, free, by_day, seasons)
