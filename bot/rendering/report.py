"""The official report of a recap: A4, in Indonesian, to be filled in, signed and printed without colour."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO
from itertools import count, islice
from typing import Any, Final

from bot.orders import Order
from bot.recap.charts import Chart
from bot.recap.figures import SMALL, Recap
from bot.recap.naming import Naming
from bot.recap.sheets import Tables
from bot.recap.surroundings import Surroundings
from bot.recap.tallies import Tally, percent
from bot.recaps.counting import Counting
from bot.rendering.drawing import chart_of
from bot.rendering.job import Job
from bot.rendering.letter import House, Letter
from bot.tickets.status import Bucket

LANGUAGE: Final = "id"
MOST_PARTS: Final = 15
"""Kecamatan and categories in the report; the workbook has all."""

_WRITTEN: Final = 5
"""Lines left for what only people can write."""


async def made(counting: Counting, job: Job) -> bytes:
    """The file's bytes."""
    job = replace(job, order=_in_indonesian(job.order))
    chart = await chart_of(counting, job.request, job.words, job.now)
    async with counting.database.read() as session:
        recap = await counting.recap(session, job.request, job.now, by_part=True)
        around = await counting.surroundings(session, job.request, job.now)
    out = BytesIO()
    Report(job, recap, around, chart).write(out)
    return out.getvalue()


class Report:
    """Writes one report from top to bottom."""

    def __init__(self, job: Job, recap: Recap, around: Surroundings, chart: Chart) -> None:
        self._job = job
        self._recap = recap
        self._around = around
        self._chart = chart
        self._naming: Naming = job.naming
        self._numbers = count(1)
        self._letter = Letter(self._house(), self._said("report.footer", moment=self._naming.as_of(job.now)))

    def write(self, out: BytesIO) -> None:
        """All of it."""
        title = self._said("report.title")
        self._letter.build(
            out, f"{title} {self._naming.period(self._job.request.period)}", list(self._parts())
        )

    def _parts(self) -> Iterator[Any]:
        letter, request = self._letter, self._job.request
        yield from letter.heading(
            self._said("report.title"),
            *map(str.upper, self._naming.parts(request)),
            self._naming.period(request.period),
        )
        yield letter.paragraph(self._said("report.opening", **self._about()))
        yield from self._section(
            "summary",
            letter.table(self._head("measure", "value", "how"), self._measures(), _WIDE, numbers=False),
        )
        yield from self._section(
            "buckets", letter.table(self._head("bucket", "count", "share"), self._buckets(), _THREE)
        )
        yield from self._section("trend", letter.trend(self._chart))
        yield from self._section("clocks", self._clocks())
        if not request.opd:
            yield from self._cells("opds", "opd", self._recap.opds, self._naming.office, None)
        yield from self._cells(
            "categories", "category", self._recap.categories, self._naming.category, MOST_PARTS
        )
        yield from self._cells(
            "kecamatans", "kecamatan", self._recap.kecamatans, self._naming.kecamatan, MOST_PARTS
        )
        for name in ("constraints", "recommendations", "decisions"):
            yield from self._section(name, letter.lines(_WRITTEN))
        yield letter.small(self._said("report.notes", small=SMALL))
        yield letter.signature(self._said("report.date", year=self._job.regency.today(self._job.now).year))

    def _house(self) -> House:
        house, opd = House.of(self._job.regency.settings.recap), self._job.request.opd
        if opd is None:
            return house
        name = self._naming.office(opd)
        return house.office(name, self._said("report.head_of", name=name))

    def _about(self) -> dict[str, str]:
        whole, naming = self._recap.whole, self._naming
        return {
            "total": naming.count(whole.total),
            "before": naming.count(self._around.before),
            "previous": naming.period(self._job.request.period.before()),
            "followed_up": naming.percent(whole.followed_up, whole.counted),
            "finished": naming.percent(whole.finished, whole.counted),
            "open": naming.count(self._around.open_now),
            "late": naming.count(self._around.late_now),
        }

    def _measures(self) -> Iterable[tuple[str, ...]]:
        return Tables(self._naming).summary(self._recap, self._around).rows

    def _buckets(self) -> Iterator[tuple[str, ...]]:
        whole, naming = self._recap.whole, self._naming
        for bucket in Bucket:
            tickets = whole.buckets[bucket]
            share = naming.percent(percent(tickets, whole.total))
            yield naming.words.plain(f"recap.bucket.{bucket}"), naming.count(tickets), share

    def _clocks(self) -> Any:
        naming = self._naming
        rows = [
            (name, *map(naming.count, (kept, late)), naming.percent(share), *map(naming.number, took))
            for name, kept, late, share, _, *took in Tables(naming).clocks(self._recap.whole).rows
        ]
        head = self._head("clock", "in_time", "late", "share", "median", "ninetieth", "mean")
        return self._letter.table(head, rows, (4.4, *(2.1,) * 6))

    def _cells(
        self,
        name: str,
        column: str,
        cells: Mapping[str, Tally],
        called: Callable[[str], str],
        most: int | None,
    ) -> Iterator[Any]:
        head = self._head(
            column, "total", "belum", "proses", "selesai", "followed_up", "solved", "late", "rating"
        )
        rows = [(called(code), *self._cell(tally)) for code, tally in islice(cells.items(), most)]
        if rows:
            yield from self._section(name, self._letter.table(head, rows, (4.6, *(1.55,) * 8)))

    def _cell(self, tally: Tally) -> tuple[str, ...]:
        naming, buckets = self._naming, tally.buckets
        counts = (tally.total, buckets[Bucket.BELUM], buckets[Bucket.PROSES], buckets[Bucket.SELESAI])
        shares = (naming.percent(tally.followed_up), naming.percent(tally.solved_in_time))
        return (
            *map(naming.count, counts),
            *shares,
            naming.count(tally.overdue),
            naming.number(tally.satisfaction),
        )

    def _section(self, name: str, content: Any) -> Iterator[Any]:
        title = self._said(f"report.section.{name}")
        yield from self._letter.section(
            self._said("report.section.numbered", number=next(self._numbers), title=title), content
        )

    def _head(self, *names: str) -> tuple[str, ...]:
        return tuple(self._said(f"report.head.{name}") for name in names)

    def _said(self, key: str, **about: object) -> str:
        return self._naming.words.plain(key, **about)


_WIDE: Final = (5.6, 3.2, 8.2)
_THREE: Final = (7.0, 5.0, 5.0)
"""Widths of columns in centimetres; 17 between the margins."""


def _in_indonesian(order: Order) -> Order:
    return replace(order, language=LANGUAGE)
