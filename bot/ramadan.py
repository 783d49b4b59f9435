"""When Ramadan is, from PyPI ``holidays``; the government proclaims it anew each year, perhaps a day off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from bot.settings import DaySpan, Ramadan


def ramadan_of(years: Iterable[int], settings: Ramadan) -> list[DaySpan]:
    """The fasting days of these years; a configured period stands for the computed ones of its year."""
    configured = {period.first.year: period for period in settings.periods}
    wanted = sorted(set(years))
    computed = [period for year in wanted if year not in configured for period in _computed(year)]
    return sorted((*computed, *(period for year, period in configured.items() if year in wanted)), key=_first)


def _computed(year: int) -> Iterator[DaySpan]:
    """From its beginning to the day before Idul Fitri; a year of 365 days can begin it twice."""
    from holidays.calendars.islamic import _IslamicLunar

    moon = _IslamicLunar()
    feasts = sorted(day for of in (year, year + 1) for day, _ in moon.eid_al_fitr_dates(of))
    for begin, _ in moon.ramadan_beginning_dates(year):
        feast = next((day for day in feasts if day > begin), None)
        if begin.year == year and feast is not None:
            yield DaySpan(begin, feast - timedelta(days=1))


def _first(period: DaySpan) -> date:
    return period.first
