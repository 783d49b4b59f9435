"""The calendars of the offices as they are now: free days come and go while the bot runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final

from bot.calendar import WorkingCalendar

_NONE: Final[Mapping[str, WorkingCalendar]] = MappingProxyType({})


class Calendars:
    """The regency's own calendar, and those of offices that work on other days; offices alike share one.

    ``added`` are the free days that admins added at run time. What comes of a calendar is valid until the
    next ``use``.
    """

    def __init__(self, own: WorkingCalendar, offices: Mapping[str, WorkingCalendar] = _NONE) -> None:
        self._usual = own.workdays
        self._workdays = {opd: calendar.workdays for opd, calendar in offices.items()}
        self._fixed = {calendar.workdays: calendar for calendar in (*offices.values(), own)}
        self._now = self._fixed
        self.added: Mapping[date, str] = {}

    @property
    def own(self) -> WorkingCalendar:
        """The regency's."""
        return self._now[self._usual]

    def of(self, opd: str) -> WorkingCalendar:
        """An office's; the regency's for one that has none of its own."""
        return self._now[self._workdays.get(opd, self._usual)]

    def use(self, added: Mapping[date, str]) -> None:
        """From now on these are the free days added at run time."""
        if added != self.added:
            self.added, self._now = dict(added), self._with(added)

    def _with(self, added: Mapping[date, str]) -> dict[frozenset[int], WorkingCalendar]:
        return {
            days: replace(calendar, holidays={**calendar.holidays, **added})
            for days, calendar in self._fixed.items()
        }
