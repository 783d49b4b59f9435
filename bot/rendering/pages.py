"""The pages of a letter: its head on the first, its foot and number on all."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

MARGIN: Final = 2.0
"""Centimetres on every side."""

_HEAD: Final = 0.55
"""Centimetres that a line of the letterhead takes."""


def build(out: BytesIO, title: str, letterhead: Sequence[str], footer: str, parts: list[Any]) -> None:
    """Lays the parts out on A4."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.units import cm
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    width, height = A4[0] - 2 * MARGIN * cm, A4[1] - (2 * MARGIN + 0.4) * cm
    below = (len(letterhead) * _HEAD + 0.6) * cm
    bottom = (MARGIN + 0.4) * cm
    frames = {
        "first": Frame(MARGIN * cm, bottom, width, height - below, 0, 0, 0, 0),
        "later": Frame(MARGIN * cm, bottom, width, height, 0, 0, 0, 0),
    }
    document = BaseDocTemplate(
        out, pagesize=A4, title=title, author=" ".join(letterhead[:1]), creator="aduan"
    )
    document.addPageTemplates(
        [
            PageTemplate("first", [frames["first"]], onPage=_Head(letterhead), autoNextPageTemplate="later"),
            PageTemplate("later", [frames["later"]]),
        ]
    )
    document.build(parts, canvasmaker=_numbered(footer))


class _Head:
    """Draws the letterhead and the double line below it."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    def __call__(self, canvas: Any, document: Any) -> None:
        from reportlab.lib.units import cm

        canvas.saveState()
        width, top = document.pagesize[0], document.pagesize[1] - MARGIN * cm
        for at, line in enumerate(self._lines):
            canvas.setFont("Letter-Bold" if at < 2 else "Letter", 12 if at < 2 else 9)
            _centred(canvas, width / 2, top - at * _HEAD * cm - 4, line, width - 2 * MARGIN * cm)
        line = top - len(self._lines) * _HEAD * cm + 4
        for height, thick in ((line, 1.6), (line - 2.6, 0.5)):
            canvas.setLineWidth(thick)
            canvas.line(MARGIN * cm, height, width - MARGIN * cm, height)
        canvas.restoreState()


def _centred(canvas: Any, x: float, y: float, text: str, room: float) -> None:
    """In the largest size up to the present one that fits."""
    size = canvas._fontsize
    while size > 6 and canvas.stringWidth(text, canvas._fontname, size) > room:
        size -= 0.5
    canvas.setFont(canvas._fontname, size)
    canvas.drawCentredString(x, y, text)


def _numbered(footer: str) -> Any:
    """A canvas that knows how many pages there are before it draws their feet."""
    from reportlab.lib.units import cm
    from reportlab.pdfgen.canvas import Canvas

    class Numbered(Canvas):  # type: ignore[misc]  # reportlab ships no types
        def __init__(self, *about: Any, **options: Any) -> None:
            super().__init__(*about, **options)
            self._pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - reportlab's name
            self._pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, page in enumerate(self._pages, 1):
                self.__dict__.update(page)
                self.setFont("Letter", 7.5)
                self.drawString(MARGIN * cm, 1.4 * cm, footer)
                right = self._pagesize[0] - MARGIN * cm
                self.drawRightString(right, 1.4 * cm, f"{number} / {len(self._pages)}")
                super().showPage()
            super().save()

    return Numbered
