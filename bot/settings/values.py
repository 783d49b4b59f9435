"""The small values that settings are made of: spans of time, working hours, an address, a free day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Self

_SPAN: Final = re.compile(
    r"P(?=.)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,5})D)?(?:T(?=.)(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,9})S)?)?",
    re.ASCII,
)
_HOURS: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
_ADDRESS: Final = re.compile(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+):(\d{1,5})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Span:
    """An ISO 8601 duration; whether ``days`` are calendar or working days, each setting says."""

    months: int = 0
    days: int = 0
    seconds: int = 0

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read ``P2Y``, ``P90D``, ``PT30M``, ``P1DT2H``: whole numbers, no weeks. Raises ValueError."""
        if isinstance(text, cls):
            return text
        found = _SPAN.fullmatch(text) if isinstance(text, str) else None
        if found is None:
            raise ValueError(f"{text!r} is not an ISO 8601 duration such as P1D, PT30M or P2Y")
        years, months, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return cls(years * 12 + months, days, hours * 3600 + minutes * 60 + seconds)

    def __bool__(self) -> bool:
        return bool(self.months or self.days or self.seconds)

    def __str__(self) -> str:
        """Write the shortest ISO 8601 form; ``Span.parse`` reads it back."""
        years, months = divmod(self.months, 12)
        minutes, seconds = divmod(self.seconds, 60)
        hours, minutes = divmod(minutes, 60)
        day = _written((years, "Y"), (months, "M"), (self.days, "D"))
        clock = _written((hours, "H"), (minutes, "M"), (seconds, "S"))
        return f"P{day}T{clock}" if clock else f"P{day}" if day else "PT0S"

    def before(self, at: datetime) -> datetime:
        """Count back in calendar months and days; the 31st becomes the last day of a shorter month."""
        moved = _months_earlier(at, self.months)
        return moved - timedelta(days=self.days, seconds=self.seconds)


def _written(*parts: tuple[int, str]) -> str:
    return "".join(f"{count}{unit}" for count, unit in parts if count)


def _months_earlier(at: datetime, months: int) -> datetime:
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    if year < 1:
        raise ValueError("the duration reaches back before year 1")
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Hours:
    """The working hours of a day, local: open from ``start``, no longer at ``end``."""

    start: time
    end: time

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read ``08:00-16:00``. Raises ValueError."""
        if isinstance(text, cls):
            return text
        found = _HOURS.fullmatch(text) if isinstance(text, str) else None
        if found is None:
            raise ValueError(f"{text!r} are not hours such as 08:00-16:00")
        first, second, third, fourth = map(int, found.groups())
        hours = cls(time(first, second), time(third, fourth))
        if hours.start >= hours.end:
            raise ValueError(f"{text!r} must begin before it ends")
        return hours

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen; port 0 takes any free one."""

    host: str
    port: int

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read ``127.0.0.1:8081`` or ``[::1]:8081``. Raises ValueError."""
        if isinstance(text, cls):
            return text
        found = _ADDRESS.fullmatch(text) if isinstance(text, str) else None
        if found is None or int(found[2]) > 65535:
            raise ValueError(f"{text!r} is not an address such as 127.0.0.1:8081")
        return cls(found[1].strip("[]"), int(found[2]))

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class FreeDay:
    """A day on which the offices are closed, and why."""

    day: date
    name: str

    @classmethod
    def parse(cls, value: object) -> Self:
        """Read a date, or a text such as ``2026-10-12 HUT kabupaten``. Raises ValueError."""
        if isinstance(value, cls):
            return value
        if isinstance(value, date) and not isinstance(value, datetime):
            return cls(value, "Libur")
        day, _, name = value.partition(" ") if isinstance(value, str) else ("", "", "")
        try:
            return cls(date.fromisoformat(day), name.strip() or "Libur")
        except ValueError:
            raise ValueError(f"{value!r} is not a day such as 2026-10-12 HUT kabupaten") from None


@dataclass(frozen=True, slots=True)
class DaySpan:
    """Days in a row; ``last`` is one of them."""

    first: date
    last: date

    @classmethod
    def parse(cls, text: object) -> Self:
        """Read ``2026-02-19 2026-03-20``. Raises ValueError."""
        if isinstance(text, cls):
            return text
        days = text.split() if isinstance(text, str) else []
        try:
            first, last = map(date.fromisoformat, days)
        except ValueError:
            raise ValueError(f"{text!r} are not two days such as 2026-02-19 2026-03-20") from None
        if last < first:
            raise ValueError(f"{text!r} must begin before it ends")
        return cls(first, last)
