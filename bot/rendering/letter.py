"""An official letter on A4: its head, its parts, its signature, and a number on every page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, Final, Self
from xml.sax.saxutils import escape

from bot.recap.charts import Chart
from bot.rendering import bars, pages
from bot.settings import Recap, Signatory

FONT, BOLD = "Letter", "Letter-Bold"
_GREY: Final = 0.9
_TOGETHER: Final = 4.5
"""Centimetres that must be left on a page for a section to begin there."""


@dataclass(frozen=True, slots=True)
class House:
    """Whose letter it is: the lines at its head, where and by whom it is signed."""

    letterhead: tuple[str, ...]
    place: str
    signatory: Signatory

    @classmethod
    def of(cls, settings: Recap) -> Self:
        """That of the desk."""
        return cls(settings.letterhead, settings.place, settings.signatory)

    def office(self, name: str, title: str) -> Self:
        """An office of the same regency, whose head signs by hand."""
        return replace(
            self, letterhead=(*self.letterhead[:1], name.upper()), signatory=Signatory(title=title)
        )


class Letter:
    """Makes what a letter is built of; ``footer`` stands on every page beside its number."""

    def __init__(self, house: House, footer: str) -> None:
        from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
        from reportlab.lib.styles import ParagraphStyle

        _register()
        self._house = house
        self._footer = footer
        body = ParagraphStyle("body", fontName=FONT, fontSize=9.5, leading=13.5)
        self._body = ParagraphStyle("text", body, alignment=TA_JUSTIFY, spaceAfter=6)
        self._cell = ParagraphStyle("cell", body, fontSize=8, leading=10)
        self._figure = ParagraphStyle("figure", self._cell, alignment=TA_RIGHT)
        self._small = ParagraphStyle("small", body, fontSize=7.5, leading=10, spaceBefore=8)
        self._head = ParagraphStyle("head", body, fontName=BOLD, fontSize=7.5, leading=9.2)
        self._section = ParagraphStyle(
            "section", body, fontName=BOLD, fontSize=10.5, leading=14, spaceBefore=9, spaceAfter=4
        )
        self._title = ParagraphStyle(
            "title", body, fontName=BOLD, fontSize=12, leading=16, alignment=TA_CENTER
        )

    def build(self, out: BytesIO, title: str, parts: list[Any]) -> None:
        """Write it as a PDF."""
        pages.build(out, title, self._house.letterhead, self._footer, parts)

    def heading(self, *lines: str) -> Iterable[Any]:
        """The title, line under line."""
        from reportlab.platypus import Spacer

        yield from (self._paragraph(line, self._title) for line in lines)
        yield Spacer(1, 8)

    def paragraph(self, text: str) -> Any:
        """Words."""
        return self._paragraph(text, self._body)

    def small(self, text: str) -> Any:
        """Words that explain."""
        return self._paragraph(text, self._small)

    def section(self, title: str, content: Any) -> Iterable[Any]:
        """A title with the beginning of what it is the title of on the same page."""
        from reportlab.lib.units import cm
        from reportlab.platypus import CondPageBreak

        yield CondPageBreak(_TOGETHER * cm)
        yield self._paragraph(title, self._section)
        yield content

    def table(
        self,
        head: Sequence[str],
        rows: Iterable[Sequence[str]],
        widths: Sequence[float],
        *,
        numbers: bool = True,
    ) -> Any:
        """A table with its head on every page; widths in cm. ``numbers``: all but the first column."""
        from reportlab.lib.units import cm
        from reportlab.platypus import Table

        figure = self._figure if numbers else self._cell
        cells = [[self._paragraph(cell, self._head) for cell in head]]
        cells += [
            [self._paragraph(first, self._cell), *(self._paragraph(cell, figure) for cell in rest)]
            for first, *rest in rows
        ]
        table = Table(cells, colWidths=[width * cm for width in widths], repeatRows=1)
        table.setStyle(_grid())
        return table

    def lines(self, count: int) -> Any:
        """Dotted lines to write on."""
        from reportlab.lib import colors
        from reportlab.lib.units import cm
        from reportlab.platypus import Table, TableStyle

        table = Table([[""]] * count, colWidths=[17 * cm], rowHeights=[0.75 * cm] * count)
        table.setStyle(TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.grey, None, (1, 2))]))
        return table

    def trend(self, chart: Chart) -> Any:
        """What came in and what was resolved, step by step."""
        return bars.drawing(chart, FONT)

    def signature(self, date: str) -> Any:
        """Place and date, who signs, and room for it."""
        from reportlab.lib.units import cm
        from reportlab.platypus import KeepTogether, Spacer, Table

        signs = self._house.signatory
        lines = [f"{self._house.place}, {date}", signs.title, "", "", "", signs.name or "." * 44]
        lines.append(f"NIP {signs.nip or '.' * 36}")
        rows = [["", self._paragraph(line, self._body)] for line in lines]
        return KeepTogether(
            [Spacer(1, 14), Table(rows, colWidths=[9.5 * cm, 7.5 * cm], rowHeights=[0.5 * cm] * 7)]
        )

    def _paragraph(self, text: str, style: Any) -> Any:
        from reportlab.platypus import Paragraph

        return Paragraph(escape(text), style)


def _grid() -> Any:
    from reportlab.lib import colors
    from reportlab.platypus import TableStyle

    return TableStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.4, colors.black),
            ("BACKGROUND", (0, 0), (-1, 0), colors.Color(_GREY, _GREY, _GREY)),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            ("LEFTPADDING", (0, 0), (-1, -1), 4),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ]
    )


def _register() -> None:
    """The font goes into the file, so that it prints alike everywhere; matplotlib brings it."""
    from pathlib import Path

    from matplotlib import get_data_path
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    fonts = Path(get_data_path()) / "fonts" / "ttf"
    pdfmetrics.registerFont(TTFont(FONT, str(fonts / "DejaVuSerif.ttf")))
    pdfmetrics.registerFont(TTFont(BOLD, str(fonts / "DejaVuSerif-Bold.ttf")))
