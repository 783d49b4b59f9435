"""In which desa a pin lies, and what is wrong with a file of boundaries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.boundaries import parse_boundaries
from bot.pins import OUTSIDE, Area, Pin
from bot.policy import BadPolicy, Policy

DATA = Path(__file__).parents[3] / "shared" / "data"
SEPASO, BENGALON, KALIORANG = "64.08.09.2001", "64.08.09", "64.08.10"


def square(code: Any, west: float, east: float, key: str = "kode", **more: Any) -> dict[str, Any]:
    """A feature between two meridians, 0.1 degrees high."""
    ring = [[west, 0.5], [east, 0.5], [east, 0.6], [west, 0.6], [west, 0.5]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {key: code}, "geometry": geometry} | more


def text(*features: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features})


def faults(policy: Policy, written: str) -> list[str]:
    with pytest.raises(BadPolicy) as caught:
        parse_boundaries("b.geojson", written, policy)
    return [str(fault) for fault in caught.value.faults]


def test_a_pin_has_its_desa_else_its_kecamatan_else_neither(kutim: Policy) -> None:
    both = text(square(BENGALON, 117.0, 117.2), square(SEPASO, 117.0, 117.1), square(KALIORANG, 117.2, 117.3))
    locate = parse_boundaries("b.geojson", both, kutim)
    assert [locate(Pin(0.55, east)) for east in (117.05, 117.15, 117.25, 117.4)] == [
        Area(BENGALON, SEPASO),
        Area(BENGALON),
        Area(KALIORANG),
        OUTSIDE,
    ]


def test_a_near_miss_counts_for_the_nearest(kutim: Policy) -> None:
    locate = parse_boundaries(
        "b.geojson", text(square(SEPASO, 117.0, 117.1), square(KALIORANG, 117.106, 117.2)), kutim
    )
    assert [locate(Pin(0.55, east)) for east in (117.102, 117.104, 116.996, 116.995)] == [
        Area(BENGALON, SEPASO),
        Area(KALIORANG),
        Area(BENGALON, SEPASO),
        OUTSIDE,
    ]


@pytest.mark.parametrize("code", ["64.08.09", "640809", 640809])
@pytest.mark.parametrize("key", ["kode", "KD_KEC", "code"])
def test_a_code_is_known_by_its_looks(kutim: Policy, code: Any, key: str) -> None:
    locate = parse_boundaries("b.geojson", text(square(code, 117.0, 117.1, key)), kutim)
    assert locate(Pin(0.55, 117.05)) == Area(BENGALON)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("x", "b.geojson: is no JSON: Expecting value: line 1 column 1 (char 0)"),
        ("[]", "b.geojson: is no GeoJSON FeatureCollection with features"),
        (text(), "b.geojson: is no GeoJSON FeatureCollection with features"),
        (
            text(square("Bengalon", 117.0, 117.1)),
            "b.geojson, feature 1, properties: none is a code such as 64.08.01 or 64.08.01.2001",
        ),
        (
            text(square("64.99.01", 117.0, 117.1)),
            "b.geojson, feature 1, kode: no kecamatan or desa has the code 64.99.01",
        ),
        (
            text(square(BENGALON, 550_000, 560_000)),
            "b.geojson, feature 1, geometry: must be in degrees of longitude and latitude (WGS 84)",
        ),
        (
            text(square(BENGALON, 1, 2, geometry={"type": "Point", "coordinates": [117, 0]})),
            "b.geojson, feature 1, geometry: must be a Polygon or a MultiPolygon",
        ),
    ],
)
def test_what_is_wrong_is_said_by_feature_and_key(kutim: Policy, written: str, sentence: str) -> None:
    assert faults(kutim, written) == [sentence]


@pytest.mark.parametrize("feature", [None, 3, {}, {"properties": 3, "geometry": {"type": "Polygon"}}])
def test_a_feature_that_is_none_is_a_fault(kutim: Policy, feature: Any) -> None:
    assert len(faults(kutim, text(feature))) == 2


def test_of_many_faults_the_first_are_named(kutim: Policy) -> None:
    found = faults(kutim, text(*[square("x", 117.0, 117.1)] * 141))
    assert (len(found), found[-1]) == (6, "b.geojson: and 136 more of this kind")


@pytest.mark.skipif(not DATA.is_dir(), reason="the source material is not on this machine")
@pytest.mark.parametrize(
    ("level", "area"), [("kecamatan", Area("64.08.04")), ("desa", Area("64.08.04", "64.08.04.2001"))]
)
def test_the_boundaries_of_kutim_are_read(kutim: Policy, level: str, area: Area) -> None:
    written = (DATA / f"boundaries_{level}.geojson").read_text()
    assert parse_boundaries("b.geojson", written, kutim)(Pin(0.4945, 117.5436)) == area
