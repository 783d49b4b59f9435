"""How pictures look: the same small or large, and no blank picture like any other."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from bot.looks import ALIKE, HEIGHT, WIDTH, are_alike, bands, look

BITS = st.integers(min_value=0, max_value=2**64 - 1)


def noise(seed: int) -> list[int]:
    return random.Random(seed).choices(range(256), k=WIDTH * HEIGHT)


def test_a_look_is_the_same_at_half_the_brightness() -> None:
    grey = [value * 2 for value in random.Random(1).choices(range(128), k=WIDTH * HEIGHT)]
    assert look(grey) == look([value // 2 for value in grey])


def test_different_pictures_look_different() -> None:
    looks = [look(noise(seed)) for seed in range(200)]
    assert None not in looks
    pairs = [(a, b) for at, a in enumerate(looks) for b in looks[:at] if a is not None and b is not None]
    assert [pair for pair in pairs if are_alike(*pair)] == []


def test_a_blank_picture_has_no_look() -> None:
    assert look([128] * WIDTH * HEIGHT) is None
    assert look([255 - at % WIDTH for at in range(WIDTH * HEIGHT)]) is None


@given(BITS, st.sets(st.integers(0, 63), max_size=ALIKE))
def test_what_is_alike_shares_a_band(bits: int, flipped: set[int]) -> None:
    other = bits ^ sum(1 << bit for bit in flipped)
    assert are_alike(bits, other)
    assert any(one == two for one, two in zip(bands(bits), bands(other), strict=True))
    assert all(0 <= band < 2**16 for band in bands(bits))


@given(BITS, st.sets(st.integers(0, 63), min_size=ALIKE + 1))
def test_what_differs_more_is_not_alike(bits: int, flipped: set[int]) -> None:
    assert not are_alike(bits, bits ^ sum(1 << bit for bit in flipped))
