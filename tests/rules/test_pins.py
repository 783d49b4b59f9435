"""How people write where they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pins import Pin, has_closed_link, pin_in

SOUTH, NORTH = (-0.5021, 117.5364), (0.5021, 117.5364)


@pytest.mark.parametrize(
    ("text", "pin"),
    [
        ("-0.5021, 117.5364", SOUTH),
        ("-0,5021, 117,5364", SOUTH),
        ("-0,5021;117,5364", SOUTH),
        ("0.5021° LS, 117.5364° BT", SOUTH),
        ("0.5021 S 117.5364 E", SOUTH),
        ("Lat: 0.5021, Long: 117.5364", NORTH),
        ("(0.5021 117.5364)", NORTH),
        ("0°30'S 117°32'E", (-0.5, 117 + 32 / 60)),
        ("0°30’7.56”LU, 117°32’11.04”BT", NORTH),
        ("S 0°30' E 117°32'", (-0.5, 117 + 32 / 60)),
        ("geo:0.5021,117.5364?z=17", NORTH),
        ("https://www.google.com/maps?q=-0.5021,117.5364", SOUTH),
        ("https://maps.google.com/?q=0.5021%2C117.5364", NORTH),
        ("https://www.google.co.id/maps/@0.5021,117.5364,15z", NORTH),
        ("google.com/maps/place/Masjid/@0.4,117.4,17z/data=!8m2!3d0.5021!4d117.5364", NORTH),
        ("https://www.google.com/maps/search/0.5021,+117.5364", NORTH),
        ("https://www.openstreetmap.org/#map=17/0.5021/117.5364", NORTH),
        ("https://www.openstreetmap.org/?mlat=0.5021&mlon=117.5364#map=5/1/2", NORTH),
        ("https://maps.apple.com/?ll=0.5021,117.5364", NORTH),
    ],
)
def test_coordinates_and_map_links_are_read(text: str, pin: tuple[float, float]) -> None:
    found = pin_in(text)
    assert found is not None
    assert found.pin == pytest.approx(pin, abs=1e-6)
    assert found.rest == ""


@pytest.mark.parametrize(
    "text",
    [
        "harga naik dari 12.000, 15.000",
        "Rp 1.250.000, 150.000",
        "tgl 12/11, jam 13.30",
        "0812.345678, 0813.4567",
        "jalan rusak 3,5 km",
        "95.1234, 117.5364",
    ],
)
def test_other_numbers_are_no_pin(text: str) -> None:
    assert pin_in(text) is None


def test_what_else_is_said_remains() -> None:
    found = pin_in("jalan rusak di sini: 0.5021, 117.5364 mohon diperbaiki")
    assert found is not None
    assert found.rest == "jalan rusak di sini: mohon diperbaiki"


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("https://maps.app.goo.gl/x1y2", True),
        ("https://goo.gl/maps/x1y2", True),
        ("https://www.google.com/maps/place/Masjid+Agung", True),
        ("di sini osm.org#map ya", True),
        ("waze.com?navigate=yes", True),
        ("https://www.google.com/maps?q=0.5,117.5", False),
        ("https://example.org/maps", False),
    ],
)
def test_a_link_that_does_not_say_where_is_known_as_one(text: str, closed: bool) -> None:
    assert has_closed_link(text) is closed


@given(st.text() | st.text("0123456789.,°'\" NSEWLUBT-/@=:gomaps", max_size=200))
def test_no_text_makes_it_fail(text: str) -> None:
    found = pin_in(text)
    assert found is None or (abs(found.pin.latitude) <= 90 and abs(found.pin.longitude) <= 180)


def test_distances_are_metres() -> None:
    assert Pin(0.5, 117.5).metres_to(Pin(0.5, 117.501)) == pytest.approx(111.2, abs=0.1)
    assert Pin(60, 10).metres_to(Pin(60, 10.001)) == pytest.approx(55.6, abs=0.1)
