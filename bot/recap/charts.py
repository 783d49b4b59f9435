"""What the picture of a recap shows, in words and numbers that only need to be drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.recap.figures import SMALL, Recap
from bot.recap.naming import Naming
from bot.recap.requests import Request
from bot.recap.series import Series, Step
from bot.recap.surroundings import Surroundings
from bot.recap.tallies import Tally, percent
from bot.tickets.status import Bucket

OFFICES: Final = 8
PLACES: Final = 8


@dataclass(frozen=True, slots=True)
class Figure:
    """One large number with its name and, if any, what it is of."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, with what is written beside it."""

    label: str
    value: float
    note: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """All of one picture, from its top to its foot."""

    title: str
    period: str
    figures: tuple[Figure, ...]
    trend: tuple[tuple[str, int, int], ...]
    buckets: tuple[Bar, ...]
    timeliness: tuple[Bar, ...]
    places: tuple[Bar, ...]
    weights: Mapping[str, int]
    words: Mapping[str, str]
    foot: str


@dataclass(frozen=True, slots=True)
class Charting:
    """Writes the chart of one request, as of one moment."""

    naming: Naming
    request: Request
    now: datetime

    def chart(self, recap: Recap, around: Surroundings, trend: Series) -> Chart:
        """Everything worded; ``weights`` are the reports of each kecamatan, by its code."""
        naming, words = self.naming, self.naming.words
        parts = naming.parts(self.request)
        title = " · ".join(parts) or words.plain("chart.title")
        said = ("trend", "filed", "solved", "buckets", "places", "none")
        timed = "categories" if self.request.opd else "offices"
        return Chart(
            title=title,
            period=naming.period(self.request.period),
            figures=self._figures(recap.whole, around),
            trend=tuple((self._step(trend, step), step.filed, step.solved) for step in trend.steps),
            buckets=tuple(self._bucket(recap.whole, bucket) for bucket in Bucket),
            timeliness=self._timeliness(recap),
            places=self._places(recap),
            weights={code: tally.total for code, tally in recap.kecamatans.items()},
            words={word: words.plain(f"chart.{word}") for word in said}
            | {"thousands": words.plain("recap.thousands"), "timed": words.plain(f"chart.{timed}")},
            foot=self._foot(),
        )

    def _figures(self, whole: Tally, around: Surroundings) -> tuple[Figure, ...]:
        naming, words = self.naming, self.naming.words
        before = words.plain("chart.before", count=naming.count(around.before))
        late = words.plain("chart.late", count=naming.count(whole.overdue))
        rated = words.plain("chart.rated", count=naming.count(whole.rated))
        return (
            Figure(words.plain("chart.filed"), naming.count(whole.total), before),
            Figure("%TL", naming.percent(whole.followed_up), self._of(whole.counted)),
            Figure(
                words.plain("recap.bucket.selesai"), naming.percent(whole.finished), self._of(whole.counted)
            ),
            Figure(words.plain("chart.in_time"), naming.percent(whole.solved_in_time), late),
            Figure(words.plain("chart.stars"), naming.number(whole.satisfaction), rated),
        )

    def _of(self, counted: int) -> str:
        return self.naming.words.plain("chart.of", count=self.naming.count(counted))

    def _step(self, trend: Series, step: Step) -> str:
        words = self.naming.words
        if trend.unit == "month":
            return words.plain(f"word.month.{step.first.month}")[:3]
        return f"{step.first.day}" if trend.unit == "day" else f"{step.first.day}/{step.first.month}"

    def _bucket(self, whole: Tally, bucket: Bucket) -> Bar:
        count = whole.buckets[bucket]
        share = self.naming.percent(percent(count, whole.total))
        note = f"{self.naming.count(count)} ({share})"
        return Bar(self.naming.words.plain(f"recap.bucket.{bucket}"), count, note, bucket)

    def _timeliness(self, recap: Recap) -> tuple[Bar, ...]:
        """The fullest offices, or categories of one office, those that keep their time best first."""
        cells, name = recap.opds, self.naming.short_office
        if self.request.opd:
            cells, name = recap.categories, self.naming.category
        timed = [(code, tally) for code, tally in cells.items() if tally.solved_in_time is not None]
        bars = [
            Bar(
                name(code),
                tally.solved_in_time or 0.0,
                f"{self.naming.number(tally.solved_in_time, 0)}% {self._of(tally.timed)}",
                code,
            )
            for code, tally in timed[:OFFICES]
        ]
        return tuple(sorted(bars, key=lambda bar: (-bar.value, bar.label)))

    def _places(self, recap: Recap) -> tuple[Bar, ...]:
        return tuple(
            Bar(self.naming.kecamatan(code), tally.total, self.naming.count(tally.total), code)
            for code, tally in list(recap.kecamatans.items())[:PLACES]
        )

    def _foot(self) -> str:
        words = self.naming.words
        as_of = words.plain("chart.foot", moment=self.naming.as_of(self.now))
        rule = words.plain("chart.rule", small=SMALL)
        return f"{as_of}\n{rule}"
