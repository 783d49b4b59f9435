"""The Excel file of a recap: figures by part, and every report, as values that nothing can calculate with.

What a resident wrote is only ever a string: no formula, no link.
"""

from __future__ import annotations

from io import BytesIO
from textwrap import wrap
from typing import Any, Final

from bot.recap.figures import SMALL
from bot.recap.sheets import Column, Holds, Table, Tables
from bot.recaps.counting import Counting
from bot.rendering.job import Job
from bot.rendering.tickets import Tickets
from storage import listing

_OPTIONS: Final = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_FORMATS: Final[dict[Holds, dict[str, Any]]] = {
    Holds.TEXT: {"valign": "top"},
    Holds.COUNT: {"num_format": "#,##0", "valign": "top"},
    Holds.PERCENT: {"num_format": "0.0%", "valign": "top"},
    Holds.DAYS: {"num_format": "0.0", "valign": "top"},
    Holds.STARS: {"num_format": "0.00", "valign": "top"},
    Holds.DATE: {"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"},
}
_HEAD: Final = {
    "bold": True,
    "bg_color": "#0B4F8A",
    "font_color": "#FFFFFF",
    "text_wrap": True,
    "valign": "vcenter",
}

_LEFT: Final = frozenset({Holds.TEXT, Holds.DATE})
_SIDES: Final = {True: "left", False: "right"}
"""A head stands over its values: on the left, or on the right where they are numbers."""
_LINE: Final = 16
"""The height of a line, in points."""
_ARROW: Final = 3
"""The width of the arrow that opens a filter, in characters."""


async def made(counting: Counting, job: Job) -> bytes:
    """The file's bytes: one sheet each for the summary, the parts, the clocks and the reports."""
    async with counting.database.read() as session:
        recap = await counting.recap(session, job.request, job.now, by_part=True)
        around = await counting.surroundings(session, job.request, job.now)
        naming, tables, book = job.naming, Tables(job.naming), Book(job)
        book.sheet("summary", tables.summary(recap, around), book.heading())
        book.sheet("opds", tables.cells("opd", recap.opds, naming.office))
        book.sheet("kecamatans", tables.cells("kecamatan", recap.kecamatans, naming.kecamatan))
        book.sheet("categories", tables.cells("category", recap.categories, naming.category))
        book.sheet("clocks", tables.clocks(recap.whole), below=tables.durations(recap.whole))
        await book.tickets(session, counting, Tickets(naming))
    return book.closed()


class Book:
    """One workbook being written, sheet after sheet and row after row."""

    def __init__(self, job: Job) -> None:
        import xlsxwriter

        self._job = job
        self._words = job.words
        self._out = BytesIO()
        self._book = xlsxwriter.Workbook(self._out, _OPTIONS)
        self._formats = {holds: self._book.add_format(look) for holds, look in _FORMATS.items()}
        self._heads = {left: self._book.add_format(_HEAD | {"align": side}) for left, side in _SIDES.items()}
        self._bold = self._book.add_format({"bold": True})

    def heading(self) -> tuple[str, ...]:
        """The lines above the summary."""
        job, naming, said = self._job, self._job.naming, self._words.plain
        title = " · ".join((said("sheet.said.file"), *naming.parts(job.request)))
        return (
            said("sheet.said.period", title=title, period=naming.period(job.request.period)),
            said("sheet.said.as_of", moment=naming.as_of(job.now)),
            said("sheet.said.rule", small=SMALL),
        )

    def sheet(
        self, name: str, table: Table, heading: tuple[str, ...] = (), *, below: Table | None = None
    ) -> None:
        """A sheet with one table, or with another below it; one alone can be filtered."""
        sheet = self._opened(name, table.columns)
        for row, line in enumerate(heading):
            sheet.write_string(row, 0, line, self._bold if row == 0 else None)
        top = len(heading) + bool(heading)
        last = self._table(sheet, top, table)
        if below is not None:
            self._table(sheet, last + 2, below)
        else:
            self._navigable(sheet, top, last, len(table.columns))

    async def tickets(self, session: Any, counting: Counting, tickets: Tickets) -> None:
        """The sheet of single reports, read and written a few thousand at a time."""
        columns = tickets.columns()
        sheet = self._opened("tickets", columns)
        self._titles(sheet, 0, columns)
        last = 0
        async for row in listing.rows(session, counting.scope(self._job.request)):
            last += 1
            self._row(sheet, last, columns, tickets.row(row))
        self._navigable(sheet, 0, last, len(columns))
        if last == listing.MOST:
            sheet.write_string(last + 1, 0, self._words.plain("sheet.said.cut", count=last), self._bold)

    def closed(self) -> bytes:
        """The file's bytes."""
        self._book.close()
        return self._out.getvalue()

    def _opened(self, name: str, columns: tuple[Column, ...]) -> Any:
        sheet = self._book.add_worksheet(self._words.plain(f"sheet.name.{name}"))
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        return sheet

    def _table(self, sheet: Any, top: int, table: Table) -> int:
        """Writes it from row ``top`` on; the last row written."""
        self._titles(sheet, top, table.columns)
        last = top
        for last, row in enumerate(table.rows, top + 1):
            self._row(sheet, last, table.columns, row)
        return last

    def _navigable(self, sheet: Any, top: int, last: int, columns: int) -> None:
        sheet.freeze_panes(top + 1, 1)
        sheet.autofilter(top, 0, max(last, top + 1), columns - 1)
        sheet.repeat_rows(top)

    def _titles(self, sheet: Any, at: int, columns: tuple[Column, ...]) -> None:
        """The heads of the columns, in a row high enough for the longest."""
        most = max(len(wrap(column.title, column.width - _ARROW)) for column in columns)
        sheet.set_row(at, _LINE * most)
        for place, column in enumerate(columns):
            sheet.write_string(at, place, column.title, self._heads[column.holds in _LEFT])

    def _row(self, sheet: Any, at: int, columns: tuple[Column, ...], row: Any) -> None:
        for place, (column, value) in enumerate(zip(columns, row, strict=True)):
            if value is None:
                continue
            style = self._formats[column.holds]
            if column.holds is Holds.TEXT:
                sheet.write_string(at, place, value, style)
            elif column.holds is Holds.DATE:
                sheet.write_datetime(at, place, value, style)
            else:
                sheet.write_number(at, place, value / 100 if column.holds is Holds.PERCENT else value, style)
