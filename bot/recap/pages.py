"""A recap as one message: the totals first, the offices folded below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from bot.recap.evaluation import evaluate
from bot.recap.figures import SMALL, Recap
from bot.recap.naming import Naming
from bot.recap.requests import Request
from bot.recap.spreads import Spread
from bot.recap.surroundings import Surroundings
from bot.recap.tallies import Tally, percent
from bot.regency import Regency
from bot.sanitise import units
from bot.texts import Html, Words, lines, paragraphs
from bot.tickets.status import Bucket, Kind

LIMIT: Final = 4096
"""Of a message, in UTF-16 units (sendMessage); markup is counted too, to be safe."""

TOP: Final = 3
IDLE_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Page:
    """Writes one recap in one language; ``now`` is when its figures were taken.

    ``explains``: how it is counted is folded at its end, where no button leads there.
    """

    regency: Regency
    words: Words
    request: Request
    now: datetime
    explains: bool = False

    def write(self, recap: Recap, around: Surroundings) -> Html:
        """At most ``LIMIT`` units: offices that do not fit are counted in the last line of their list."""
        below = paragraphs(self._standing(around), self._rule(), self.notes() if self.explains else None)
        if not recap.whole.total and self.request.opd and self.explains:
            return self._nothing(around)
        if not recap.whole.total:
            return paragraphs(self._title(), self.words("recap.empty"), below)
        above = self._above(recap, around)
        rows = [] if self.request.opd else [self._opd(opd, tally) for opd, tally in recap.opds.items()]
        shown = len(rows)
        while units(text := paragraphs(above, self._opds(recap, rows, shown), below)) > LIMIT and shown:
            shown -= 1
        return text

    def _nothing(self, around: Surroundings) -> Html:
        """In a line, for an office that nothing reached; that rule is stated all the same."""
        names = self._names
        told = self.words(
            "recap.nothing",
            about=" · ".join((*names.parts(self.request), names.period(self.request.period))),
            open=names.count(around.open_now),
            late=names.count(around.late_now),
        )
        return lines(told, self._rule())

    def notes(self) -> Html:
        """How each figure is counted."""
        days = self.regency.settings.sla.respond_days
        return self.words("recap.notes", respond=days, rule=self.words("recap.rule", small=SMALL))

    def brief(self, recap: Recap, around: Surroundings) -> Html:
        """One paragraph, for every day."""
        whole = recap.whole
        return lines(
            self.words("recap.brief.title", period=self._names.period(self.request.period)),
            self.words(
                "recap.brief.text",
                total=self._names.count(whole.total),
                before=self._names.count(around.before),
                open=self._names.count(around.open_now),
                late=self._names.count(around.late_now),
            ),
        )

    @property
    def _names(self) -> Naming:
        return Naming(self.regency, self.words)

    def _above(self, recap: Recap, around: Surroundings) -> Html:
        names = self._names
        return paragraphs(
            self._title(),
            self._totals(recap.whole, around),
            self._buckets(recap.whole),
            self._ratios(recap.whole),
            self._late(recap),
            self._top("recap.categories", recap.categories, names.category),
            self._top("recap.kecamatans", recap.kecamatans, names.kecamatan),
        )

    def _title(self) -> Html:
        names = self._names
        return lines(
            self.words("recap.title"),
            *(self.words("recap.part", name=name) for name in names.parts(self.request)),
            self.words("recap.when", period=names.period(self.request.period)),
            self.words("recap.as_of", moment=names.as_of(self.now)),
        )

    def _totals(self, whole: Tally, around: Surroundings) -> Html:
        before = self._names.period(self.request.period.before())
        change = percent(whole.total - around.before, around.before)
        return lines(
            self.words("recap.total", count=self._names.count(whole.total)),
            self.words(
                "recap.before",
                period=before,
                count=self._names.count(around.before),
                change=self._change(change),
            ),
            self._cells({self.words(f"word.kind.{kind}"): whole.kinds[kind] for kind in Kind}),
        )

    def _change(self, change: float | None) -> str:
        if change is None:
            return self.words.plain("word.none.text")
        sign = "+" if change > 0 else "−" if change < 0 else "±"
        return sign + self.words.plain("recap.percent", value=self._names.number(abs(change), 0))

    def _buckets(self, whole: Tally) -> Html:
        return lines(
            *(
                self._line(self.words(f"recap.bucket.{bucket}"), whole.buckets[bucket])
                for bucket in Bucket
                if whole.buckets[bucket] or bucket not in _RARE
            )
        )

    def _ratios(self, whole: Tally) -> Html:
        names = self._names
        heard, solved = whole.heard + whole.unheard, whole.solved + whole.unsolved
        return lines(
            self.words("recap.followed_up", percent=names.percent(whole.followed_up, whole.counted)),
            self.words("recap.finished", percent=names.percent(whole.finished, whole.counted)),
            self._clock("response", whole.heard_in_time, heard, whole.responses),
            self._clock("resolution", whole.solved_in_time, solved, whole.resolutions),
            self.words("recap.satisfaction", stars=names.stars(whole.satisfaction, whole.rated)),
            self.words("recap.reopened", count=names.count(whole.reopened)) if whole.reopened else None,
            self._grade(whole),
        )

    def _clock(self, name: str, in_time: float | None, of: int, took: Spread) -> Html:
        names = self._names
        about = {"median": took.median, "ninetieth": took.ninetieth, "mean": took.mean}
        if not len(took):
            return self.words(f"recap.kept.{name}", percent=names.percent(in_time, of))
        days = {measure: names.days(value) for measure, value in about.items()}
        return self.words(f"recap.took.{name}", percent=names.percent(in_time, of), **days)

    def _grade(self, whole: Tally) -> Html | None:
        found = evaluate(whole, self.regency.settings.recap.grades)
        if found.whole is None:
            return None
        each = ((self.words(f"recap.measure.{name}"), grade) for name, grade in found.grades.items())
        cells = [
            self.words("recap.graded", measure=measure, grade=self.words(f"recap.grade.{grade}"))
            for measure, grade in each
        ]
        cells_text = Html(self.words("recap.between").join(cells))
        return self.words(
            "recap.evaluation", grade=self.words(f"recap.grade.{found.whole}"), cells=cells_text
        )

    def _late(self, recap: Recap) -> Html:
        offices = () if self.request.opd else islice(recap.late.items(), TOP)
        return lines(
            self.words("recap.overdue", count=self._names.count(recap.whole.overdue)),
            *(self._line(self._names.office(opd), count) for opd, count in offices),
        )

    def _standing(self, around: Surroundings) -> Html:
        shown, rest = around.idle[:IDLE_SHOWN], around.idle[IDLE_SHOWN:]
        offices = self.words.plain("recap.comma").join(map(self._names.office, shown))
        more = self.words("recap.others", count=len(rest)) if rest else None
        return lines(
            self.words(
                "recap.standing",
                open=self._names.count(around.open_now),
                late=self._names.count(around.late_now),
            ),
            self.words("recap.idle", offices=offices) if shown else None,
            more,
        )

    def _top(self, key: str, cells: Mapping[str, Tally], name: Callable[[str], str]) -> Html | None:
        first = [(name(code), tally.total) for code, tally in islice(cells.items(), TOP)]
        return (
            lines(self.words(key), *(self._line(label, count) for label, count in first)) if first else None
        )

    def _opds(self, recap: Recap, rows: list[Html], shown: int) -> Html:
        others = self.words("recap.others", count=len(rows) - shown) if shown < len(rows) else None
        listed = lines(*rows[:shown], others)
        protected = self.words("recap.protected", count=recap.protected) if recap.protected else None
        return lines(self.words("recap.opds", rows=listed) if listed else None, protected)

    def _opd(self, opd: str, tally: Tally) -> Html:
        cells = self._cells(
            {self.words(f"recap.bucket.{bucket}"): tally.buckets[bucket] for bucket in Bucket}
        )
        count = self._names.count(tally.total)
        return self.words("recap.opd", name=self._names.office(opd), count=count, cells=cells)

    def _rule(self) -> Html | None:
        """Said in every recap of a part, also when nothing was left out."""
        return self.words("recap.rule_part", small=SMALL) if self.request.is_cell else None

    def _line(self, label: str, count: int) -> Html:
        return self.words("recap.line", label=label, count=self._names.count(count))

    def _cells(self, counts: Mapping[Html, int]) -> Html:
        filled = ((label, self._names.count(count)) for label, count in counts.items() if count)
        cells = (self.words("recap.cell", label=label, count=count) for label, count in filled)
        return Html(self.words("recap.between").join(cells))


_RARE: Final = frozenset({Bucket.DIARSIPKAN, Bucket.OUTSIDE, Bucket.TERTUNDA})
"""Left out when there are none."""
