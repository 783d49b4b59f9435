"""The buttons under a recap, and the lists that lead from one recap to another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from bot.notices import Button, Rows
from bot.recap.figures import Recap
from bot.recap.naming import Naming
from bot.recap.periods import Period
from bot.recap.presses import Does, RecapPress
from bot.recap.readers import Reader
from bot.recap.requests import Request
from bot.recap.tallies import Tally
from bot.sanitise import cut

LISTED: Final = 12
"""Parts to choose from, the fullest; the others are reached by a command."""

_LABEL: Final = 34
"""UTF-16 units of a name on a button, so that its number is not cut on a phone."""

_FILES: Final = (Does.PICTURE, Does.WORKBOOK, Does.REPORT, Does.TABLE)
_WAYS: Final = (Does.PERIODS, Does.OPDS, Does.KECAMATANS, Does.CATEGORIES)


@dataclass(frozen=True, slots=True)
class Menu:
    """The buttons about one request, for one reader."""

    naming: Naming
    request: Request
    reader: Reader

    def main(self) -> Rows:
        """Files, ways on, and how it is counted."""
        ways = [does for does in _WAYS if does is not Does.OPDS or self._may_choose_opd]
        files, further = (tuple(self._does(does) for does in row) for row in (_FILES, ways))
        last = (*self._widened(), self._does(Does.EXPLAIN))
        return (files[:2], files[2:], further[:2], further[2:], last)

    def back(self) -> Rows:
        """To the figures."""
        return ((self._button("recap.button.back", self.request, Does.SHOW),),)

    def periods(self, today: date) -> Rows:
        """The present ones so far, and the last whole ones."""
        rows = [
            tuple(
                self._named(self.naming.period(period), replace(self.request, period=period))
                for period in row
            )
            for row in _periods(today)
        ]
        return (*rows, *self.back())

    def parts(self, does: Does, recap: Recap) -> Rows:
        """The offices, kecamatan or categories of a recap, the fullest first."""
        cells, name, field = self._choices(does, recap)
        rows = [
            (self._named(name(code), _only(self.request, field, code), f" ({count})"),)
            for code, count in cells
        ]
        return (*rows, *self.back())

    def _choices(self, does: Does, recap: Recap) -> tuple[list[tuple[str, str]], Callable[[str], str], str]:
        naming = self.naming
        match does:
            case Does.OPDS:
                return self._fullest(self._readable(recap.opds)), naming.office, "opd"
            case Does.KECAMATANS:
                return self._fullest(recap.kecamatans), naming.kecamatan, "kecamatan"
        return self._fullest(recap.categories), naming.category, "category"

    def _readable(self, opds: Mapping[str, Tally]) -> Mapping[str, Tally]:
        mine = self.reader.opds
        return opds if mine is None else {opd: opds.get(opd, Tally()) for opd in mine}

    def _fullest(self, cells: Mapping[str, Tally]) -> list[tuple[str, str]]:
        return [(code, self.naming.count(tally.total)) for code, tally in list(cells.items())[:LISTED]]

    @property
    def _may_choose_opd(self) -> bool:
        return self.reader.opds is None or len(self.reader.opds) > 1

    def _widened(self) -> Iterable[Button]:
        """One step back towards the whole regency."""
        if self.request.kecamatan or self.request.category:
            wider = replace(self.request, kecamatan=None, category=None)
            yield self._button("recap.button.wider", wider, Does.SHOW)
        elif self.request.opd and self.reader.opds is None:
            yield self._button("recap.button.wider", replace(self.request, opd=None), Does.SHOW)

    def _does(self, does: Does) -> Button:
        return self._button(f"recap.button.{does}", self.request, does)

    def _button(self, key: str, request: Request, does: Does) -> Button:
        return Button(self.naming.words.plain(key), RecapPress.of(request, does).pack())

    def _named(self, name: str, request: Request, behind: str = "") -> Button:
        head, rest = cut(name, _LABEL)
        return Button(f"{head}{'…' if rest else ''}{behind}", RecapPress.of(request, Does.SHOW).pack())


def _only(request: Request, field: str, code: str) -> Request:
    """An office keeps what is within; of kecamatan and category only one is chosen at a time."""
    if field == "opd":
        return replace(request, opd=code)
    chosen = {"kecamatan": None, "category": None, field: code}
    return replace(request, kecamatan=chosen["kecamatan"], category=chosen["category"])


def _periods(today: date) -> tuple[tuple[Period, ...], ...]:
    yesterday = today - timedelta(days=1)
    monday = today - timedelta(days=today.weekday())
    return (
        (Period(today, today), Period(yesterday, yesterday)),
        (Period(monday, today), Period(monday - timedelta(days=7), monday - timedelta(days=1))),
        *(_present_and_last(today, months) for months in (1, 3, 12)),
    )


def _present_and_last(today: date, months: int) -> tuple[Period, Period]:
    present = Period.of_months(today, months, so_far=True)
    return present, Period.of_months(present.first - timedelta(days=1), months)
