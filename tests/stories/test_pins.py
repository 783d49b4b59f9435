"""A pin says where it happened; the resident has the last word."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.people import Person
from tests.stories.conftest import Cast
from tests.stories.ways import ASKS, POTHOLE, changes, reaches, values

BOUNDARIES = Path(__file__).parent / "boundaries.geojson"
BOUNDED = {"policy": {"boundaries": BOUNDARIES}}
"""Two desa of Bengalon and one of Kaliorang, as squares beside one another."""

SEPASO, KERAITAN, KALIORANG, ABROAD = (0.65, 117.65), (0.65, 117.75), (0.65, 117.85), (0.10, 117.40)

bounded = pytest.mark.parametrize("cast", [BOUNDED], indirect=True)


async def describes(ani: Person, report: str = POTHOLE) -> None:
    """Begin a report whose category is beyond doubt."""
    await reaches(ani, "description")
    await ani.says(report)


@bounded
async def test_a_pin_becomes_kecamatan_and_desa(cast: Cast) -> None:
    await describes(cast.ani)
    await cast.ani.sends_location(*SEPASO)
    assert values(cast.ani.last)["Tempat"] == "Desa Sepaso, Kec. Bengalon"
    assert "📍 Titik lokasi sudah diterima" in cast.ani.last.text


@bounded
async def test_a_pin_a_little_beside_the_boundary_counts(cast: Cast) -> None:
    await describes(cast.ani)
    await cast.ani.sends_location(0.6, 117.597)
    assert values(cast.ani.last)["Tempat"] == "Desa Sepaso, Kec. Bengalon"


@bounded
async def test_what_a_pin_says_can_be_changed(cast: Cast) -> None:
    await describes(cast.ani)
    await cast.ani.sends_location(*SEPASO)
    await changes(cast.ani, "Tempat")
    await cast.ani.says("kaliorang")
    await cast.ani.taps("Lewati", under=cast.ani.last)
    assert values(cast.ani.last)["Tempat"] == "Kec. Kaliorang"
    assert "📍" not in cast.ani.last.text


@bounded
async def test_a_pin_that_contradicts_the_words_is_asked_about(cast: Cast) -> None:
    await describes(cast.ani, "jalan rusak parah di kecamatan kaliorang")
    await cast.ani.sends_location(*SEPASO)
    assert "Lokasi yang Anda kirim ada di Kecamatan Bengalon" in cast.ani.last.text
    assert cast.ani.last.labels[:3] == ["Bengalon", "Kaliorang", "📍 Kecamatan lain"]
    await cast.ani.taps("Bengalon", under=cast.ani.last)
    assert values(cast.ani.last)["Tempat"] == "Desa Sepaso, Kec. Bengalon"


@bounded
async def test_words_that_contradict_an_earlier_pin_are_asked_about(cast: Cast) -> None:
    await reaches(cast.ani, "description")
    await cast.ani.sends_location(*SEPASO)
    await cast.ani.says("jalan rusak parah di kecamatan kaliorang")
    await cast.ani.taps("Kaliorang", under=cast.ani.last)
    assert ASKS["desa"] in cast.ani.last.text


@bounded
async def test_a_pin_in_another_desa_than_the_words_say_is_asked_about(cast: Cast) -> None:
    await describes(cast.ani, "jalan rusak parah di desa sepaso")
    await cast.ani.sends_location(*KERAITAN)
    assert cast.ani.last.labels[:3] == ["Kecamatan Bengalon", "Desa Sepaso", "Desa Keraitan"]
    await cast.ani.taps("Desa Keraitan", under=cast.ani.last)
    assert values(cast.ani.last)["Tempat"] == "Desa Keraitan, Kec. Bengalon"


@bounded
async def test_a_report_from_outside_the_regency_is_taken_all_the_same(cast: Cast) -> None:
    await describes(cast.ani)
    await cast.ani.sends_location(*ABROAD)
    assert "di luar wilayah kabupaten. Laporannya tetap kami terima." in cast.ani.last.text
    await cast.ani.taps("Di luar wilayah kabupaten", under=cast.ani.last)
    assert "📍 Titik lokasi: di luar wilayah kabupaten" in cast.ani.last.text
    await cast.ani.taps("Kirim", under=cast.ani.last)
    assert cast.ani.sees("KT-2026-000001")


@bounded
@pytest.mark.parametrize(
    "written",
    [
        "0.6500, 117.6500",
        "0°39'LU 117°39'BT",
        "0,6500 117,6500",
        "https://www.google.com/maps?q=0.65,117.65",
        "https://www.openstreetmap.org/#map=17/0.65/117.65",
        "lokasi: geo:0.65,117.65",
    ],
)
async def test_coordinates_and_map_links_are_pins(cast: Cast, written: str) -> None:
    await describes(cast.ani)
    await cast.ani.says(written)
    assert values(cast.ani.last)["Tempat"] == "Desa Sepaso, Kec. Bengalon"
    assert "117" not in cast.ani.last.text


async def test_a_link_that_cannot_be_opened_is_said_so_and_kept(cast: Cast) -> None:
    await reaches(cast.ani, "description")
    await cast.ani.says("jalan rusak parah di bengalon https://maps.app.goo.gl/x1y2")
    assert cast.ani.last.text.startswith("Tautan peta itu tidak dapat kami buka.")
    assert "maps.app.goo.gl/x1y2" in cast.ani.last.text


@bounded
async def test_a_pin_outlives_a_restart(cast: Cast) -> None:
    await describes(cast.ani)
    await cast.ani.sends_location(*SEPASO)
    await cast.restarts()
    await cast.ani.taps("Kirim", under=cast.ani.last)
    assert values(cast.pupr.messages[0])["Tempat"] == "Desa Sepaso, Kec. Bengalon"
