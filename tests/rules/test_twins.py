"""When two reports of one category tell of the same."""

from __future__ import annotations

import pytest

from bot.pins import Pin
from bot.settings import Twins
from bot.twins import Likeness, Telling

COMMON = frozenset({"jalan", "rusak", "lubang", "berlubang", "lampu", "mati", "air", "pdam", "sampah"})
HERE = Pin(0.5, 117.5)


def sure(one: Telling, other: Telling) -> float:
    return Likeness(one, COMMON, Twins())(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lampu jalan di gang mawar mati sudah 3 hari", "PJU gang mawar padam total, gelap sekali"),
        ("jln di depan SD 003 sangatta berlubang", "jalan depan sekolah sd 003 hancur"),
        ("air pdam mati di perumahan bukit pelangi", "pdam bukit pelangi tidak mengalir sejak kemarin malam"),
        ("sampah menumpuk di simpang tiga seminggu", "tumpukan sampah simpang 3 sudah seminggu"),
    ],
)
def test_other_words_for_the_same_are_alike(one: str, other: str) -> None:
    assert sure(Telling(one, "a"), Telling(other, "a")) >= 60
    assert sure(Telling(one, "a"), Telling(other, "b")) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("lampu jalan di gang mawar mati sudah 3 hari", "lampu jalan di depan masjid al ikhlas mati"),
        ("air pdam keruh di jalan diponegoro", "air pdam mati dari kemarin di gang sepakat"),
        ("jalan rusak", "jalan rusak"),
        ("", ""),
    ],
)
def test_another_spot_or_too_few_words_are_not(one: str, other: str) -> None:
    assert sure(Telling(one, "a"), Telling(other, "a")) == 0


@pytest.mark.parametrize(("metres", "near"), [(0, True), (99, True), (101, False)])
def test_pins_within_the_radius_are_enough(metres: float, near: bool) -> None:
    there = Pin(HERE.latitude + metres / 111_195, HERE.longitude)
    assert (sure(Telling("a", "a", HERE), Telling("b", "b", there)) > 100) is near


def test_the_nearer_pin_is_the_surer() -> None:
    near, far = (Telling("", None, Pin(0.5 + off, 117.5)) for off in (0.0001, 0.0008))
    assert sure(Telling("", None, HERE), near) > sure(Telling("", None, HERE), far)


NOWHERE_IN_PARTICULAR = [
    ("lampu jalan mati sudah lama sekali gelap", "gelap sekali sudah lama lampu mati semua", None, False),
    ("jalan rusak parah depan rumah warga", "depan rumah warga jalan rusak", None, False),
    ("jalan rusak di dekat masjid al ikhlas", "lubang dekat masjid al ikhlas", "masjid al ikhlas", True),
    (
        "pohon tumbang menutup jalan simpang empat jembatan besi patung singa",
        "simpang empat jembatan besi patung singa pohon tumbang",
        None,
        True,
    ),
]


@pytest.mark.parametrize(("one", "other", "landmark", "offered"), NOWHERE_IN_PARTICULAR)
def test_without_a_desa_only_a_landmark_or_much_the_same_words_are_enough(
    one: str, other: str, landmark: str | None, offered: bool
) -> None:
    first, second = (Telling(words, None, None, landmark) for words in (one, other))
    assert (sure(first, second) > 0) is offered


def test_pins_far_apart_are_never_one_spot() -> None:
    words = "jembatan kayu gang mawar patah"
    one, other = Telling(words, "a", HERE), Telling(words, "a", Pin(HERE.latitude + 0.02, HERE.longitude))
    assert sure(one, other) == 0
