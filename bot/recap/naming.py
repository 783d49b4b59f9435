"""Offices, categories, kecamatan, periods and figures as a recap writes them in one language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot import wording
from bot.recap.periods import Period
from bot.recap.requests import Request
from bot.regency import Regency
from bot.sanitise import cut
from bot.texts import Words

LONGEST: Final = 60
"""UTF-16 units of a name; what is longer is cut."""

_LEAST_DAYS: Final = 0.1

FEW: Final = 10
"""A ratio of fewer tickets than this says of how many it is."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Reads for this regency in the language of ``words``. What left its data keeps its code."""

    regency: Regency
    words: Words

    def office(self, code: str) -> str:
        """The office's name."""
        return _short(wording.opd(self.regency.policy, code))

    def short_office(self, code: str) -> str:
        """As people call it where there is little room: its code, or the kecamatan it is the office of."""
        found = self.regency.policy.opds.get(code)
        return _short(found.name) if found and found.kind == "kecamatan" else code

    def category(self, code: str) -> str:
        """The category's label."""
        return _short(wording.category(self.words, self.regency.policy, code))

    def kecamatan(self, code: str) -> str:
        """The kecamatan's name."""
        found = self.regency.policy.kecamatans.get(code)
        return _short(found.name) if found else code

    def desa(self, code: str | None) -> str | None:
        """The desa's name."""
        found = self.regency.policy.villages.get(code or "")
        return found.name if found else code

    def parts(self, request: Request) -> tuple[str, ...]:
        """What the request narrows the regency to, by name."""
        named = (
            (request.opd, self.office),
            (
                request.kecamatan,
                lambda code: self.words.plain("recap.of_kecamatan", name=self.kecamatan(code)),
            ),
            (request.category, self.category),
        )
        return tuple(name(code) for code, name in named if code is not None)

    def period(self, period: Period) -> str:
        """``November 2026``, ``1 – 25 November 2026``, ``25 November 2026``, with what differs only."""
        first, last = period.first, period.last
        if first == last:
            return wording.day(self.words, last)
        if period.months and period.is_whole:
            return self._whole(period)
        until = wording.short_day(self.words, last)
        if (first.year, first.month) == (last.year, last.month):
            return self.words.plain("recap.period", first=first.day, last=until)
        return self.words.plain("recap.period", first=wording.short_day(self.words, first), last=until)

    def _whole(self, period: Period) -> str:
        month = self.words.plain(f"word.month.{period.first.month}")
        about = {"month": month, "year": period.first.year, "quarter": (period.first.month + 2) // 3}
        return self.words.plain(f"recap.whole.{period.months}", **about)

    def as_of(self, now: datetime) -> str:
        """``Rabu, 25 November 2026 pukul 14.00 WITA``."""
        return wording.moment(self.words, now, self.regency.settings.service.zone)

    def count(self, number: int) -> str:
        """``1.234``."""
        return f"{number:,}".replace(",", self._thousands)

    def number(self, value: float | None, digits: int = 1) -> str:
        """``4,5``; a dash for nothing."""
        if value is None:
            return self.words.plain("word.none.text")
        whole, point, rest = f"{value:,.{digits}f}".partition(".")
        return (
            whole.replace(",", self._thousands) + point.replace(".", self.words.plain("recap.decimal")) + rest
        )

    def days(self, value: float | None) -> str:
        """Working days as ``number``; of what took hardly any that it was less than can be said."""
        if value is None or value >= _LEAST_DAYS / 2:
            return self.number(value)
        return self.words.plain("recap.less", value=self.number(_LEAST_DAYS))

    @property
    def _thousands(self) -> str:
        return self.words.plain("recap.thousands")

    def percent(self, value: float | None, of: int | None = None) -> str:
        """``66,7%``; with ``of`` how many, when these are few."""
        if value is None:
            return self.words.plain("word.none.text")
        return self._marked(self.words.plain("recap.percent", value=self.number(value)), of)

    def stars(self, value: float | None, of: int) -> str:
        """``4,2 dari 5``."""
        if value is None:
            return self.words.plain("word.none.text")
        return self.words.plain("recap.stars", value=self.number(value), count=self.count(of))

    def _marked(self, text: str, of: int | None) -> str:
        return text if of is None or of >= FEW else self.words.plain("recap.few", value=text, count=of)


def _short(name: str) -> str:
    head, rest = cut(name, LONGEST)
    return f"{head}…" if rest else head
