"""Draws the sheets as a PDF: A4, one for each code."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from bot.texts import Words

_INK: Final = (0.07, 0.22, 0.36)
_PALE: Final = (0.93, 0.96, 0.98)
_GREY: Final = (0.35, 0.35, 0.35)
_PLAIN, _BOLD = "Helvetica", "Helvetica-Bold"
_MARGIN: Final = 48.0
_BAND: Final = 150.0
_CODE: Final = 340.0
"""Points of a side: readable from two metres."""

_STEPS: Final = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Code:
    """What a sheet leads to: a t.me address, and the place where it hangs, if it says one."""

    address: str
    label: str = ""


def drawn(words: Words, service: str, emergency: str, codes: Iterable[Code]) -> bytes:
    """The PDF."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    width, height = A4
    canvas = Canvas(file, pagesize=A4, invariant=True)
    canvas.setTitle(service)
    for code in codes:
        sheet = _Sheet(canvas, width, height, words)
        sheet.heading(service)
        sheet.code(code)
        sheet.steps()
        sheet.foot(code, emergency)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One page; measures are points, from its lower left corner."""

    canvas: Any
    width: float
    height: float
    words: Words

    def heading(self, service: str) -> None:
        """A dark band with who asks and what for."""
        self.canvas.setFillColorRGB(*_INK)
        self.canvas.rect(0, self.height - _BAND, self.width, _BAND, stroke=0, fill=1)
        self._centred(self.height - 68, self.words.plain("poster.headline"), _BOLD, 34, (1, 1, 1))
        self._centred(self.height - 104, self.words.plain("poster.promise"), _PLAIN, 17, (1, 1, 1))
        self._centred(self.height - 132, service, _PLAIN, 13, (1, 1, 1))

    def code(self, code: Code) -> None:
        """The code itself as dark squares, and the place under it."""
        import segno

        rows = list(segno.make(code.address, error="q", micro=False).matrix_iter(border=0))
        size = _CODE / len(rows)
        left, top = (self.width - _CODE) / 2, self.height - _BAND - 32
        self.canvas.setFillColorRGB(0, 0, 0)
        for down, row in enumerate(rows, 1):
            for start, length in _runs(row):
                self.canvas.rect(
                    left + start * size, top - down * size, length * size, size, stroke=0, fill=1
                )
        self._centred(top - _CODE - 34, code.label, _BOLD, 20, _INK)

    def steps(self) -> None:
        """How it is done, a numbered line each."""
        top = self.height - _BAND - 32 - _CODE - 62
        self.canvas.setFillColorRGB(*_PALE)
        self.canvas.roundRect(_MARGIN, top - 138, self.width - 2 * _MARGIN, 138, 12, stroke=0, fill=1)
        for step in _STEPS:
            middle = top - 44 * step + 19
            self.canvas.setFillColorRGB(*_INK)
            self.canvas.circle(_MARGIN + 30, middle, 14, stroke=0, fill=1)
            self._text(_MARGIN + 30, middle - 6, str(step), _BOLD, 17, (1, 1, 1), centred=True)
            self._text(
                _MARGIN + 58, middle - 6, self.words.plain(f"poster.step.{step}"), _PLAIN, 17, (0, 0, 0)
            )

    def foot(self, code: Code, emergency: str) -> None:
        """The address for who cannot scan, and the number for who cannot wait."""
        self._centred(
            58, self.words.plain("poster.link", link=code.address.partition("://")[2]), _BOLD, 16, _INK
        )
        self._centred(34, self.words.plain("poster.emergency", emergency=emergency), _PLAIN, 13, _GREY)

    def _centred(self, y: float, text: str, font: str, size: float, colour: tuple[float, ...]) -> None:
        self._text(self.width / 2, y, text, font, size, colour, centred=True)

    def _text(
        self, x: float, y: float, text: str, font: str, size: float, colour: tuple[float, ...],
        *, centred: bool = False,
    ) -> None:  # fmt: skip
        """One line, smaller where it would not fit."""
        room = self.width - 2 * _MARGIN if centred else self.width - _MARGIN - 16 - x
        wide = self.canvas.stringWidth(text, font, size)
        self.canvas.setFont(font, min(size, size * room / wide) if wide else size)
        self.canvas.setFillColorRGB(*colour)
        (self.canvas.drawCentredString if centred else self.canvas.drawString)(x, y, text)


def _runs(row: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Where dark squares begin in a row, and how many stand together: no hairlines between them."""
    start, length = 0, 0
    for at, dark in enumerate((*row, 0)):
        if dark:
            start, length = (start, length + 1) if length else (at, 1)
        elif length:
            yield start, length
            length = 0
