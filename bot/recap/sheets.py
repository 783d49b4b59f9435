"""The tables of a recap: their columns, and what stands in each row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from bot.recap.evaluation import evaluate
from bot.recap.figures import SMALL, Recap
from bot.recap.naming import Naming
from bot.recap.spreads import UNIT, Spread
from bot.recap.surroundings import Surroundings
from bot.recap.tallies import Tally
from bot.tickets.status import Bucket, Kind


class Holds(StrEnum):
    """What a column holds, and so how it is written."""

    TEXT = "text"
    COUNT = "count"
    PERCENT = "percent"
    DAYS = "days"
    STARS = "stars"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, what it holds, and its width in characters."""

    title: str
    holds: Holds = Holds.COUNT
    width: int = 13


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its rows; a value of None is an empty cell."""

    columns: tuple[Column, ...]
    rows: Iterable[tuple[Any, ...]]


Cells = Mapping[str, Tally]
Value = Callable[[Tally], Any]


def _in(bucket: Bucket) -> Value:
    return lambda tally: tally.buckets[bucket]


_MEASURES: Final[tuple[tuple[str, Holds, Value], ...]] = (
    ("total", Holds.COUNT, lambda tally: tally.total),
    *((bucket.value, Holds.COUNT, _in(bucket)) for bucket in Bucket),
    ("followed_up", Holds.PERCENT, lambda tally: tally.followed_up),
    ("finished", Holds.PERCENT, lambda tally: tally.finished),
    ("overdue", Holds.COUNT, lambda tally: tally.overdue),
    ("heard", Holds.PERCENT, lambda tally: tally.heard_in_time),
    ("solved", Holds.PERCENT, lambda tally: tally.solved_in_time),
    ("response_median", Holds.DAYS, lambda tally: tally.responses.median),
    ("response_ninetieth", Holds.DAYS, lambda tally: tally.responses.ninetieth),
    ("response_mean", Holds.DAYS, lambda tally: tally.responses.mean),
    ("resolution_median", Holds.DAYS, lambda tally: tally.resolutions.median),
    ("resolution_ninetieth", Holds.DAYS, lambda tally: tally.resolutions.ninetieth),
    ("resolution_mean", Holds.DAYS, lambda tally: tally.resolutions.mean),
    ("satisfaction", Holds.STARS, lambda tally: tally.satisfaction),
    ("rated", Holds.COUNT, lambda tally: tally.rated),
    ("reopened", Holds.COUNT, lambda tally: tally.reopened),
)
"""What is told of every office, category and kecamatan, in the order of the columns."""

STEPS: Final = (1, 2, 3, 5, 10, 14, 30, 60)
"""Working days up to which durations are counted together."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Writes the tables of one recap in one language."""

    naming: Naming

    def summary(self, recap: Recap, around: Surroundings) -> Table:
        """One figure in each row, with how it is counted."""
        columns = (
            self._text("measure", 34),
            Column(self._title("value"), Holds.TEXT, 28),
            self._text("how", 90),
        )
        return Table(columns, tuple(self._summary(recap, around)))

    def cells(self, heading: str, cells: Cells, name: Callable[[str], str]) -> Table:
        """One office, category or kecamatan in each row."""
        columns = (
            self._text("code", 16),
            self._text(heading, 44),
            *(Column(self._title(title), holds) for title, holds, _ in _MEASURES),
        )
        rows = (
            (code, name(code), *(value(tally) for *_, value in _MEASURES)) for code, tally in cells.items()
        )
        return Table(columns, tuple(rows))

    def clocks(self, whole: Tally) -> Table:
        """The two clocks: kept, not kept, and how long it took."""
        titles = (
            ("in_time", Holds.COUNT), ("late", Holds.COUNT), ("share", Holds.PERCENT),
            ("measured", Holds.COUNT), ("median", Holds.DAYS), ("ninetieth", Holds.DAYS),
            ("mean", Holds.DAYS),
        )  # fmt: skip
        columns = (
            self._text("clock", 24),
            *(Column(self._title(title), holds, 14) for title, holds in titles),
        )
        rows = (
            self._clock("response", whole.heard, whole.unheard, whole.heard_in_time, whole.responses),
            self._clock("resolution", whole.solved, whole.unsolved, whole.solved_in_time, whole.resolutions),
        )
        return Table(columns, rows)

    def durations(self, whole: Tally) -> Table:
        """How many took how many working days."""
        columns = (
            self._text("up_to", 24),
            Column(self._title("response"), width=14),
            Column(self._title("resolution"), width=14),
        )
        counts = zip(_stepped(whole.responses), _stepped(whole.resolutions), strict=True)
        labels = [*(self._said("within", days=step) for step in STEPS), self._said("longer", days=STEPS[-1])]
        return Table(columns, tuple((label, *pair) for label, pair in zip(labels, counts, strict=True)))

    def _clock(self, name: str, kept: int, broken: int, share: float | None, took: Spread) -> tuple[Any, ...]:
        title = self._title(name)
        return (title, kept, broken, share, len(took), took.median, took.ninetieth, took.mean)

    def _summary(self, recap: Recap, around: Surroundings) -> Iterator[tuple[str, str, str]]:
        whole, naming = recap.whole, self.naming
        yield self._row("total", naming.count(whole.total))
        yield self._row("before", naming.count(around.before))
        for kind in Kind:
            yield (naming.words.plain(f"word.kind.{kind}"), naming.count(whole.kinds[kind]), "")
        for bucket in Bucket:
            yield self._row(bucket, naming.count(whole.buckets[bucket]))
        yield self._row("followed_up", naming.percent(whole.followed_up, whole.counted))
        yield self._row("finished", naming.percent(whole.finished, whole.counted))
        yield self._row("heard", naming.percent(whole.heard_in_time, whole.heard + whole.unheard))
        yield self._row("solved", naming.percent(whole.solved_in_time, whole.solved + whole.unsolved))
        for clock, took in (("response", whole.responses), ("resolution", whole.resolutions)):
            for name in ("median", "ninetieth", "mean"):
                yield self._row(f"{clock}_{name}", naming.number(getattr(took, name)))
        yield self._row("satisfaction", naming.stars(whole.satisfaction, whole.rated))
        yield self._row("reopened", naming.count(whole.reopened))
        yield self._row("overdue", naming.count(whole.overdue))
        if recap.protected:
            yield self._row("protected", naming.count(recap.protected))
        yield from self._now(recap.whole, around)

    def _now(self, whole: Tally, around: Surroundings) -> Iterator[tuple[str, str, str]]:
        naming = self.naming
        yield self._row("open_now", naming.count(around.open_now))
        yield self._row("late_now", naming.count(around.late_now))
        if around.idle:
            yield self._row("idle", ", ".join(map(naming.short_office, around.idle)))
        found = evaluate(whole, naming.regency.settings.recap.grades).whole
        if found is not None:
            yield self._row("evaluation", naming.words.plain(f"recap.grade.{found}"))

    def _row(self, name: str, value: str) -> tuple[str, str, str]:
        days = self.naming.regency.settings.sla.respond_days
        return (
            self._title(name),
            value,
            self.naming.words.plain(f"sheet.how.{name}", small=SMALL, respond=days),
        )

    def _text(self, title: str, width: int) -> Column:
        return Column(self._title(title), Holds.TEXT, width)

    def _title(self, name: str) -> str:
        return self.naming.words.plain(f"sheet.title.{name}")

    def _said(self, name: str, **about: object) -> str:
        return self.naming.words.plain(f"sheet.said.{name}", **about)


def _stepped(took: Spread) -> list[int]:
    """How many took up to each of ``STEPS``, and how many longer."""
    found = [0] * (len(STEPS) + 1)
    for length, count in took.counts.items():
        found[next((at for at, step in enumerate(STEPS) if length <= step * UNIT), len(STEPS))] += count
    return found
