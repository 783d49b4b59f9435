"""The days a recap is about, and those it is compared with."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Period:
    """Local days, both included. ``months``: it is that many calendar months, or the part of them so far."""

    first: date
    last: date
    months: int = 0

    @classmethod
    def of_months(cls, day: date, months: int, *, so_far: bool = False) -> Self:
        """The month, quarter or year that ``day`` is in; only up to that day if ``so_far``."""
        first = day.replace(month=(day.month - 1) // months * months + 1, day=1)
        return cls(first, day if so_far else _month_end(_moved(first, months - 1)), months)

    @property
    def days(self) -> int:
        """How many there are."""
        return (self.last - self.first).days + 1

    @property
    def is_whole(self) -> bool:
        """Not cut short: calendar months end with their last day."""
        return not self.months or self.last == _month_end(_moved(self.first, self.months - 1))

    def bounds(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """The first moment, and the first one after it, in UTC."""
        return _midnight(self.first, zone), _midnight(self.last + timedelta(days=1), zone)

    def before(self) -> Period:
        """What it is compared with: 1 to 25 November with 1 to 25 October, a week with the seven days before.

        The 31st becomes the last day of a shorter month.
        """
        if not self.months:
            return Period(self.first - timedelta(days=self.days), self.first - timedelta(days=1))
        first = _moved(self.first, -self.months)
        if self.is_whole:
            return Period(first, self.first - timedelta(days=1), self.months)
        return Period(
            first, min(_moved(self.last, -self.months), self.first - timedelta(days=1)), self.months
        )

    def packed(self) -> str:
        """``1`` and ``261101261125``: months and days, for a button. All days are of this century."""
        return f"{self.months}.{self.first:%y%m%d}{self.last:%y%m%d}"

    @classmethod
    def unpacked(cls, text: str) -> Self | None:
        """What ``packed`` wrote; None when it is something else."""
        months, _, days = text.partition(".")
        try:
            first, last = (
                datetime.strptime(f"20{part}", "%Y%m%d").replace(tzinfo=UTC).date()
                for part in (days[:6], days[6:])
            )
            period = cls(first, last, int(months))
        except ValueError:
            return None
        return period if period.packed() == text and first <= last and period.months in _KINDS else None


_KINDS = (0, 1, 3, 12)


def _moved(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
