"""The map of a recap: every kecamatan as dark as it has reports, the fullest numbered."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import cos, radians
from pathlib import Path
from typing import Any, Final

from bot.recap.charts import Chart
from bot.rendering.colours import INK, PAPER, SHADES

NUMBERED: Final = 6
_CODE: Final = len("64.08.04")
"""A kecamatan's; the code of a desa begins with it."""

Ring = list[tuple[float, float]]


def draw(figure: Any, place: tuple[float, float, float, float], boundaries: Path, chart: Chart) -> None:
    """Draws into the part of the figure at ``place``."""
    axes = figure.add_axes(place)
    axes.axis("off")
    areas = _areas(json.loads(boundaries.read_text(encoding="utf-8")))
    most = max(chart.weights.values(), default=0)
    for code, rings in areas.items():
        _fill(axes, rings, SHADES[_shade(chart.weights.get(code, 0), most)])
    latitude = next((ring[0][1] for rings in areas.values() for ring in rings), 0.0)
    axes.set_aspect(1 / cos(radians(latitude)))
    axes.autoscale_view()
    _number(figure, axes, areas, [bar.code for bar in chart.places[:NUMBERED]])


def _areas(raw: Any) -> Mapping[str, list[Ring]]:
    areas: defaultdict[str, list[Ring]] = defaultdict(list)
    for feature in raw["features"]:
        code = str(feature["properties"].get("kode", ""))[:_CODE]
        areas[code].extend(_rings(feature["geometry"]))
    return areas


def _rings(geometry: Any) -> Iterator[Ring]:
    polygons = geometry["coordinates"]
    for polygon in [polygons] if geometry["type"] == "Polygon" else polygons:
        yield [(point[0], point[1]) for point in polygon[0]]


def _fill(axes: Any, rings: Iterable[Ring], colour: str) -> None:
    from matplotlib.patches import Polygon

    for ring in rings:
        axes.add_patch(Polygon(ring, closed=True, facecolor=colour, edgecolor="#7b8794", lw=0.6))


def _shade(count: int, most: int) -> int:
    """0 for none; the others share the shades by their part of the most."""
    return 0 if not count else 1 + min(int(count / most * (len(SHADES) - 1)), len(SHADES) - 2)


def _number(figure: Any, axes: Any, areas: Mapping[str, list[Ring]], codes: Iterable[str]) -> None:
    """A number on each, moved aside where it would lie on another."""
    from matplotlib.patheffects import withStroke

    taken: list[Any] = []
    renderer = figure.canvas.get_renderer()
    for number, code in enumerate(codes, 1):
        if code not in areas:
            continue
        x, y = _middle(areas[code])
        label = axes.annotate(
            str(number), (x, y), (0, 0), textcoords="offset points", ha="center", va="center", size=12,
            weight="bold", color=INK, path_effects=[withStroke(linewidth=3, foreground=PAPER)],
        )  # fmt: skip
        for aside in _ASIDE:
            label.set_position(aside)
            box = label.get_window_extent(renderer).expanded(1.15, 1.1)
            if not any(box.overlaps(other) for other in taken):
                break
        taken.append(box)


_ASIDE: Final = tuple(
    (x * 9, y * 9)
    for x, y in ((0, 0), (1.5, 0), (-1.5, 0), (0, 1.5), (0, -1.5), (2, 2), (-2, 2), (2, -2), (-2, -2), (3, 0))
)
"""Where a number is tried, in points from the middle."""


def _middle(rings: Iterable[Ring]) -> tuple[float, float]:
    """The centre of the largest ring."""
    ring = max(rings, key=lambda ring: abs(_area(ring)))
    area = _area(ring)
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (6 * area)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (6 * area)
    return x, y


def _area(ring: Ring) -> float:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs) / 2
