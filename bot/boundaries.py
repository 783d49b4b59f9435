"""The boundaries of kecamatan and desa: read from GeoJSON, and asked where a pin lies."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any, Final

from bot.pins import METRES_A_DEGREE, OUTSIDE, Area, Pin
from bot.policy import BadPolicy, Fault, Policy

NEAR: Final = 500.0
"""Metres from a boundary within which a pin still counts: borders are drawn coarsely, and phones err."""

_CODE: Final = re.compile(r"\d{2}(?:\.?\d{2}){2}(?:\.?\d{4})?")
_FAULTS_AT_MOST: Final = 5
_SHAPES: Final = frozenset({"Polygon", "MultiPolygon"})


class Boundaries:
    """Shapes in metres, each with the area it stands for."""

    def __init__(self, shapes: Sequence[Any], areas: Sequence[Area]) -> None:
        import shapely

        _, south, _, north = shapely.total_bounds(shapes)
        self._latitude = (south + north) / 2
        self._areas = areas
        self._shapes = [shapely.transform(shapely.make_valid(shape), self._flat) for shape in shapes]
        self._tree = shapely.STRtree(self._shapes)

    def __call__(self, pin: Pin) -> Area:
        """The desa the pin lies in or is near, else the kecamatan, else ``OUTSIDE``: a ``Locate``."""
        import shapely

        point = shapely.transform(shapely.Point(pin.longitude, pin.latitude), self._flat)
        near = self._tree.query(point, predicate="dwithin", distance=NEAR)
        by_nearness = sorted(
            near, key=lambda at: (self._shapes[at].distance(point), not self._areas[at].desa)
        )
        return self._areas[by_nearness[0]] if by_nearness else OUTSIDE

    def _flat(self, degrees: Any) -> Any:
        """Degrees as metres, true to scale at the regency's latitude."""
        return degrees * [METRES_A_DEGREE * cos(radians(self._latitude)), METRES_A_DEGREE]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the features of one file; what is wrong is added to ``faults``."""

    file: str
    codes: Mapping[str, Area]
    faults: list[Fault]

    def read(self, features: Iterable[Any]) -> Iterator[tuple[Any, Area]]:
        for number, feature in enumerate(features, 1):
            where = f"feature {number}"
            area, shape = self._area(where, feature), self._shape(where, feature)
            if area and shape is not None:
                yield shape, area

    def _area(self, where: str, feature: Any) -> Area | None:
        properties = _part(feature, "properties")
        held = {key: code for key, value in properties.items() if (code := _as_code(value))}
        known = [self.codes[code] for code in held.values() if code in self.codes]
        if not held:
            self._wrong(where, "properties", "none is a code such as 64.08.01 or 64.08.01.2001")
        elif not known:
            key = next(iter(held))
            self._wrong(where, key, f"no kecamatan or desa has the code {properties[key]}")
        return max(known, key=lambda area: area.desa is not None, default=None)

    def _shape(self, where: str, feature: Any) -> Any:
        import shapely

        geometry = _part(feature, "geometry")
        if geometry.get("type") not in _SHAPES:
            return self._wrong(where, "geometry", "must be a Polygon or a MultiPolygon")
        try:
            shape = shapely.from_geojson(json.dumps(geometry))
        except shapely.errors.ShapelyError as error:
            return self._wrong(where, "geometry", f"cannot be read: {error}")
        west, south, east, north = shape.bounds
        if shape.is_empty or not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            return self._wrong(where, "geometry", "must be in degrees of longitude and latitude (WGS 84)")
        return shape

    def _wrong(self, where: str, key: str, sentence: str) -> None:
        self.faults.append(Fault(self.file, where, key, sentence))


def parse_boundaries(file: str, text: str, policy: Policy) -> Boundaries:
    """Read a GeoJSON FeatureCollection whose features carry codes of the pack, of either level or both.

    Raises BadPolicy with what is wrong, the first few of many.
    """
    faults: list[Fault] = []
    found = list(_Reader(file, _areas(policy), faults).read(_features(file, text)))
    if len(faults) > _FAULTS_AT_MOST:
        more = len(faults) - _FAULTS_AT_MOST
        faults = [*faults[:_FAULTS_AT_MOST], Fault(file, "", "", f"and {more} more of this kind")]
    if faults:
        raise BadPolicy(faults)
    shapes, areas = zip(*found, strict=True)
    return Boundaries(shapes, areas)


def _features(file: str, text: str) -> list[Any]:
    try:
        collection = json.loads(text)
    except ValueError as error:
        raise BadPolicy([Fault(file, "", "", f"is no JSON: {error}")]) from None
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or not features:
        raise BadPolicy([Fault(file, "", "", "is no GeoJSON FeatureCollection with features")])
    return features


def _part(feature: Any, name: str) -> dict[str, Any]:
    """A member that should be an object; empty where it is something else."""
    found = feature.get(name) if isinstance(feature, dict) else None
    return found if isinstance(found, dict) else {}


def _as_code(value: Any) -> str | None:
    """The digits of a code, with or without its dots; None where it is none."""
    written = str(value).strip() if isinstance(value, str | int) else ""
    return written.replace(".", "") if _CODE.fullmatch(written) else None


def _areas(policy: Policy) -> dict[str, Area]:
    """What each code of the pack stands for, without dots."""
    wide = {code: Area(code) for code in policy.kecamatans}
    narrow = {code: Area(place.kecamatan, code) for code, place in policy.villages.items()}
    return {code.replace(".", ""): area for code, area in (wide | narrow).items()}
