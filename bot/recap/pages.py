"""A recap as one message: the totals first, the offices folded below, each figure explained at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from bot import wording
from bot.recap.figures import SMALL, Recap
from bot.recap.periods import Period, Request
from bot.recap.tallies import Tally
from bot.regency import Regency
from bot.sanitise import cut, units
from bot.texts import Html, Words, lines, paragraphs
from bot.tickets.status import Bucket, Kind

LIMIT: Final = 4096
"""Of a message, in UTF-16 units (sendMessage); markup is counted too, to be safe."""

TOP: Final = 3
_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Page:
    """Writes one recap in one language; ``now`` is when its figures were taken."""

    regency: Regency
    words: Words
    request: Request
    now: datetime

    def write(self, recap: Recap, standing: tuple[int, int]) -> Html:
        """At most ``LIMIT`` units: offices that do not fit are counted in the last line of their list.

        ``standing``: how many tickets of any period are open, and how many of those are overdue.
        """
        now = self.words("recap.standing", open=standing[0], late=standing[1])
        if not recap.whole.total:
            return paragraphs(self._title(), self.words("recap.empty"), now, self._rule(), self._as_of())
        above, below = self._above(recap), paragraphs(now, self._notes(), self._as_of())
        rows = [self._opd(opd, tally) for opd, tally in recap.opds.items()]
        shown = len(rows)
        while units(text := paragraphs(above, self._opds(recap, rows, shown), below)) > LIMIT and shown:
            shown -= 1
        return text

    def _above(self, recap: Recap) -> Html:
        return paragraphs(
            self._title(),
            self._totals(recap.whole),
            self._ratios(recap.whole),
            self._late(recap),
            self._top("recap.categories", recap.categories, self._category),
            self._top("recap.kecamatans", recap.kecamatans, self._kecamatan),
        )

    def _title(self) -> Html:
        opd = self.request.opd
        return lines(
            self.words("recap.title"),
            self.words("recap.of_opd", name=self._office(opd)) if opd else None,
            self._period(self.request.period),
        )

    def _period(self, period: Period) -> Html:
        first, last = (wording.short_day(self.words, day) for day in (period.first, period.last))
        key = "recap.day" if first == last else "recap.period"
        return self.words(key, first=first, last=last)

    def _totals(self, whole: Tally) -> Html:
        return lines(
            self.words("recap.total", count=whole.total),
            self._cells({self.words(f"word.kind.{kind}"): whole.kinds[kind] for kind in Kind}),
            *(self._line(self._bucket(bucket), whole.buckets[bucket]) for bucket in Bucket),
        )

    def _ratios(self, whole: Tally) -> Html:
        return lines(
            self.words("recap.followed_up", percent=self._measured("recap.percent", whole.followed_up)),
            self.words("recap.finished", percent=self._measured("recap.percent", whole.finished)),
            self.words("recap.response", days=self._measured("recap.days", whole.response)),
            self.words("recap.resolution", days=self._measured("recap.days", whole.resolution)),
        )

    def _late(self, recap: Recap) -> Html:
        offices = islice(recap.late.items(), TOP)
        return lines(
            self.words("recap.overdue", count=recap.whole.overdue),
            *(self._line(self._office(opd), count) for opd, count in offices),
        )

    def _top(self, key: str, counts: Mapping[str, int], name: Callable[[str], str]) -> Html | None:
        if not counts:
            return None
        first = islice(counts.items(), TOP)
        return lines(self.words(key), *(self._line(name(code), count) for code, count in first))

    def _opds(self, recap: Recap, rows: list[Html], shown: int) -> Html:
        others = self.words("recap.others", count=len(rows) - shown) if shown < len(rows) else None
        listed = lines(*rows[:shown], others)
        return lines(
            self.words("recap.opds", rows=listed) if listed else None,
            self.words("recap.protected", count=recap.protected) if recap.protected else None,
        )

    def _opd(self, opd: str, tally: Tally) -> Html:
        cells = self._cells({self._bucket(bucket): tally.buckets[bucket] for bucket in Bucket})
        return self.words("recap.opd", name=self._office(opd), count=tally.total, cells=cells)

    def _notes(self) -> Html:
        return self.words("recap.notes", rule=self._rule() or self.words("recap.rule", small=SMALL))

    def _rule(self) -> Html | None:
        """Said in every recap of one office, also when nothing was left out."""
        return self.words("recap.rule_opd", small=SMALL) if self.request.opd else None

    def _as_of(self) -> Html:
        moment = wording.moment(self.words, self.now, self.regency.settings.service.zone)
        return self.words("recap.as_of", moment=moment)

    def _line(self, label: str, count: int) -> Html:
        return self.words("recap.line", label=label, count=count)

    def _cells(self, counts: Mapping[Html, int]) -> Html:
        filled = ((label, count) for label, count in counts.items() if count)
        cells = (self.words("recap.cell", label=label, count=count) for label, count in filled)
        return Html(self.words("recap.between").join(cells))

    def _bucket(self, bucket: Bucket) -> Html:
        return self.words(f"recap.bucket.{bucket}")

    def _measured(self, key: str, value: float | None) -> Html:
        if value is None:
            return self.words("word.none.text")
        return self.words(key, value=f"{value:.1f}".replace(".", self.words.plain("recap.decimal")))

    def _office(self, code: str) -> str:
        found = self.regency.policy.opds.get(code)
        return _short(found.name) if found else code

    def _category(self, code: str) -> str:
        known = code in self.regency.policy.categories
        return _short(wording.category(self.words, self.regency.policy, code)) if known else code

    def _kecamatan(self, code: str) -> str:
        found = self.regency.policy.kecamatans.get(code)
        return _short(found.name) if found else code


def _short(name: str) -> str:
    head, rest = cut(name, _NAME)
    return f"{head}…" if rest else head
