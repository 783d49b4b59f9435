"""Free days: the country's from PyPI ``holidays``, the regency's from its data, the desk's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from bot.settings import Calendar

_CIVIL_SERVICE: Final = "government"
"""Days free for civil servants alone: cuti bersama (SKB 3 Menteri). Offices are closed, so clocks stop."""


def is_supported(country: str) -> bool:
    """Whether the library knows the country's holidays."""
    if country == "ID":
        return True
    import holidays

    return country in holidays.list_supported_countries(include_aliases=False)


def holidays_of(years: Iterable[int], calendar: Calendar, regency: Mapping[date, str]) -> dict[date, str]:
    """The free days of these years; the nearer source names a day: desk, then regency, then country."""
    wanted = set(years)
    own = {free.day: free.name for free in calendar.extra_holidays}
    nearer = {day: name for day, name in {**regency, **own}.items() if day.year in wanted}
    return dict(sorted({**_national(calendar.country, wanted), **nearer}.items()))


def _national(country: str, years: set[int]) -> dict[date, str]:
    import holidays

    kind = getattr(holidays, country)
    categories = tuple(name for name in ("public", _CIVIL_SERVICE) if name in kind.supported_categories)
    language = "id" if "id" in kind.supported_languages else None
    return dict(holidays.country_holidays(country, years=years, categories=categories, language=language))
