"""The picture of a recap: one PNG that is read at a glance on a phone, whatever lies behind it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any, Final

from bot.recap.charts import Chart
from bot.rendering import regions
from bot.rendering.colours import BAR, BUCKETS, FAINT, FILED, INK, LINE, PAPER, SOLVED, TILE

WIDTH, HEIGHT = 1080, 1350
_DPI: Final = 100
_LEFT, _RIGHT = 0.05, 0.95

_STYLE: Final[dict[Any, Any]] = {
    "font.family": "DejaVu Sans",
    "text.color": INK,
    "axes.edgecolor": LINE,
    "xtick.color": FAINT,
    "ytick.color": INK,
    "text.parse_math": False,
}


def png(chart: Chart, boundaries: Path | None) -> bytes:
    """The picture's bytes, ``WIDTH`` by ``HEIGHT``."""
    out = BytesIO()
    drawn(chart, boundaries).savefig(out, format="png", dpi=_DPI, facecolor=PAPER)
    return out.getvalue()


def drawn(chart: Chart, boundaries: Path | None) -> Any:
    """The figure, ready to be saved; ``boundaries``: a GeoJSON file of the kecamatan or their desa."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=(WIDTH / _DPI, HEIGHT / _DPI), dpi=_DPI)
        FigureCanvasAgg(figure)
        _head(figure, chart)
        _tiles(figure, chart)
        _trend(figure, chart)
        _buckets(figure, chart)
        _offices(figure, chart)
        _places(figure, chart, boundaries)
        figure.text(_LEFT, 0.012, chart.foot, size=11.5, color=FAINT, va="bottom", linespacing=1.4)
    return figure


def _head(figure: Any, chart: Chart) -> None:
    size = 27 if len(chart.title) <= 34 else 20 if len(chart.title) <= 50 else 15
    figure.text(_LEFT, 0.965, chart.title, size=size, weight="bold", va="center")
    figure.text(_LEFT, 0.932, chart.period, size=18, color=FAINT, va="center")


def _tiles(figure: Any, chart: Chart) -> None:
    from matplotlib.patches import FancyBboxPatch

    gap = 0.012
    width = (_RIGHT - _LEFT - gap * (len(chart.figures) - 1)) / len(chart.figures)
    for place, tile in enumerate(chart.figures):
        left = _LEFT + place * (width + gap)
        box = FancyBboxPatch(
            (left, 0.826), width, 0.083, boxstyle="round,pad=0,rounding_size=0.008",
            transform=figure.transFigure, facecolor=TILE, edgecolor="none",
        )  # fmt: skip
        figure.add_artist(box)
        middle = left + width / 2
        figure.text(middle, 0.894, tile.label, size=12.5, color=FAINT, ha="center", va="center")
        size = 24 if len(tile.value) <= 6 else 18
        figure.text(middle, 0.866, tile.value, size=size, weight="bold", ha="center", va="center")
        figure.text(middle, 0.839, tile.note, size=11, color=FAINT, ha="center", va="center")


def _trend(figure: Any, chart: Chart) -> None:
    axes = figure.add_axes((_LEFT + 0.045, 0.618, _RIGHT - _LEFT - 0.045, 0.142))
    places = range(len(chart.trend))
    filed = [step[1] for step in chart.trend]
    axes.bar(places, filed, color=FILED, width=0.72, label=chart.words["filed"])
    solved = [step[2] for step in chart.trend]
    axes.plot(places, solved, color=SOLVED, lw=2.6, marker="o", ms=5, label=chart.words["solved"])
    axes.set_ylim(0, max([*filed, *solved, 4]) * 1.12)
    _ticks(axes, [step[0] for step in chart.trend], chart.words["thousands"])
    _titled(figure, 0.787, chart.words["trend"])
    axes.legend(
        loc="center right", bbox_to_anchor=(_RIGHT, 0.787), bbox_transform=figure.transFigure, ncols=2,
        frameon=False, fontsize=12.5, handlelength=1.3, columnspacing=1.2, borderaxespad=0, borderpad=0,
    )  # fmt: skip


def _ticks(axes: Any, labels: list[str], thousands: str) -> None:
    from matplotlib.ticker import MaxNLocator

    step = max(1, -(-len(labels) // 16))
    axes.set_xticks(range(0, len(labels), step), labels[::step], size=12)
    top = axes.get_ylim()[1]
    heights = [height for height in MaxNLocator(nbins=4, integer=True).tick_values(0, top) if height <= top]
    axes.set_yticks(heights, [f"{height:,.0f}".replace(",", thousands) for height in heights])
    axes.tick_params(axis="both", length=0, labelsize=12)
    axes.tick_params(axis="x", pad=8)
    axes.grid(axis="y", color=LINE, lw=0.8)
    axes.set_axisbelow(True)
    axes.set_xlim(-0.6, len(labels) - 0.4)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def _buckets(figure: Any, chart: Chart) -> None:
    """One bar in parts; each part is named below it, so that no name needs room within."""
    _titled(figure, 0.565, chart.words["buckets"])
    axes = _bare(figure, (_LEFT, 0.518, _RIGHT - _LEFT, 0.03))
    total = sum(bar.value for bar in chart.buckets) or 1
    begin = 0.0
    for bar in chart.buckets:
        axes.barh(
            0, bar.value / total, left=begin, color=BUCKETS[bar.code], height=1, edgecolor=PAPER, lw=1.5
        )
        begin += bar.value / total
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.5, 0.5)
    for place, bar in enumerate(chart.buckets):
        left = _LEFT + place % 3 * (_RIGHT - _LEFT) / 3
        height = 0.497 - place // 3 * 0.026
        figure.text(left, height, "■", size=15, color=BUCKETS[bar.code], va="center")
        figure.text(left + 0.024, height, f"{bar.label}: {bar.note}", size=12.5, va="center")


def _offices(figure: Any, chart: Chart) -> None:
    _titled(figure, 0.43, chart.words["timed"])
    axes = _bare(figure, (_LEFT + 0.165, 0.075, 0.2, 0.335))
    if not chart.timeliness:
        axes.text(-0.8, 0.95, chart.words["none"], size=13, color=FAINT, transform=axes.transAxes)
        return
    rows = range(len(chart.timeliness))
    axes.barh(rows, [100] * len(rows), color=TILE, height=0.62)
    axes.barh(rows, [bar.value for bar in chart.timeliness], color=BAR, height=0.62)
    for row, bar in enumerate(chart.timeliness):
        axes.text(-4, row, _cut(bar.label), size=12.5, ha="right", va="center")
        axes.text(104, row, bar.note, size=12, va="center", color=FAINT)
    axes.set_xlim(0, 100)
    axes.set_ylim(max(len(rows), 5) - 0.4, -0.6)


def _places(figure: Any, chart: Chart, boundaries: Path | None) -> None:
    _titled(figure, 0.43, chart.words["places"], left=0.565)
    if boundaries is not None and chart.weights:
        regions.draw(figure, (0.555, 0.208, _RIGHT - 0.555, 0.208), boundaries, chart)
        _ranked(figure, chart)
        return
    axes = _bare(figure, (0.745, 0.075, 0.14, 0.335))
    if not chart.places:
        axes.text(-1.2, 0.95, chart.words["none"], size=13, color=FAINT, transform=axes.transAxes)
        return
    rows = range(len(chart.places))
    most = max(bar.value for bar in chart.places)
    axes.barh(rows, [bar.value for bar in chart.places], color=BAR, height=0.62)
    for row, bar in enumerate(chart.places):
        axes.text(-0.03 * most, row, _cut(bar.label), size=12.5, ha="right", va="center")
        axes.text(bar.value + 0.03 * most, row, bar.note, size=12, va="center", color=FAINT)
    axes.set_xlim(0, most)
    axes.set_ylim(max(len(rows), 5) - 0.4, -0.6)


def _ranked(figure: Any, chart: Chart) -> None:
    """The kecamatan that the map numbers."""
    for place, bar in enumerate(chart.places[: regions.NUMBERED]):
        height = 0.192 - place * 0.0235
        figure.text(0.6, height, f"{place + 1}", size=12.5, weight="bold", va="center", color=SOLVED)
        figure.text(0.63, height, _cut(bar.label, 20), size=12.5, va="center")
        figure.text(0.915, height, bar.note, size=12.5, va="center", ha="right", color=FAINT)


def _titled(figure: Any, height: float, title: str, *, left: float = _LEFT) -> None:
    figure.text(left, height, title, size=15, weight="bold", va="center")


def _bare(figure: Any, place: tuple[float, float, float, float]) -> Any:
    axes = figure.add_axes(place)
    axes.axis("off")
    return axes


def _cut(label: str, most: int = 16) -> str:
    return label if len(label) <= most else f"{label[: most - 1]}…"
