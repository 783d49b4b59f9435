"""The trend of a report as bars that stay apart in black and white: one filled, one only drawn."""

from __future__ import annotations

from typing import Any, Final

from bot.recap.charts import Chart

_WIDTH, _HEIGHT = 481.0, 150.0
_LEFT, _BOTTOM, _TOP = 34.0, 18.0, 18.0
_DARK, _LIGHT = 0.25, 1.0
_TICKS: Final = 4


def drawing(chart: Chart, font: str) -> Any:
    """As wide as the text."""
    from reportlab.graphics.shapes import Drawing, Line, String

    board = Drawing(_WIDTH, _HEIGHT)
    most = _round(max([1, *(max(filed, solved) for _, filed, solved in chart.trend)]))
    room = _HEIGHT - _BOTTOM - _TOP
    for tick in range(_TICKS + 1):
        height = _BOTTOM + room * tick / _TICKS
        board.add(Line(_LEFT, height, _WIDTH, height, strokeWidth=0.3))
        label = f"{most * tick // _TICKS:,}".replace(",", chart.words["thousands"])
        board.add(String(_LEFT - 4, height - 2.5, label, fontName=font, fontSize=7, textAnchor="end"))
    _steps(board, chart, font, room / most)
    _legend(board, chart, font)
    return board


def _steps(board: Any, chart: Chart, font: str, scale: float) -> None:
    from reportlab.graphics.shapes import String

    step = (_WIDTH - _LEFT) / max(len(chart.trend), 1)
    named = max(1, -(-len(chart.trend) // 16))
    for at, (label, filed, solved) in enumerate(chart.trend):
        left = _LEFT + at * step + step * 0.14
        board.add(_bar(left, step * 0.36, filed * scale, _LIGHT))
        board.add(_bar(left + step * 0.36, step * 0.36, solved * scale, _DARK))
        if at % named == 0:
            middle = left + step * 0.36
            board.add(String(middle, _BOTTOM - 10, label, fontName=font, fontSize=7, textAnchor="middle"))


def _bar(left: float, width: float, height: float, shade: float) -> Any:
    from reportlab.graphics.shapes import Rect
    from reportlab.lib import colors

    fill = colors.Color(shade, shade, shade)
    return Rect(left, _BOTTOM, width, height, fillColor=fill, strokeColor=colors.black, strokeWidth=0.5)


def _legend(board: Any, chart: Chart, font: str) -> None:
    from reportlab.graphics.shapes import Rect, String
    from reportlab.lib import colors

    left = _LEFT
    for word, shade in (("filed", _LIGHT), ("solved", _DARK)):
        fill = colors.Color(shade, shade, shade)
        board.add(Rect(left, _HEIGHT - 9, 8, 8, fillColor=fill, strokeColor=colors.black, strokeWidth=0.5))
        board.add(String(left + 12, _HEIGHT - 8, chart.words[word], fontName=font, fontSize=8))
        left += 110


def _round(most: int) -> int:
    """The next number that four steps lead to without a fraction."""
    step = 10 ** (len(str(max(most, 1))) - 1)
    for factor in (0.4, 0.8, 1, 1.2, 1.6, 2, 4, 6, 8, 10, 12):
        top = int(step * factor)
        if top >= most and top % _TICKS == 0:
            return top
    return most + _TICKS - most % _TICKS
