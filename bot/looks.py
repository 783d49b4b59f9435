"""How pictures look, as 64 bits: equal for the same picture, and nearly so when it was only made smaller."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

WIDTH: Final = 9
HEIGHT: Final = 8
"""Grey values, row by row, from which a look is made."""

ALIKE: Final = 3
"""Bits in which two looks of the same picture may differ: with four bands, one band is then equal."""

_PLAIN: Final = 6
"""A look with fewer edges, either way, is that of a blank picture, of which there are many."""

_BAND: Final = 16
_BITS: Final = 64


def look(grey: Sequence[int]) -> int | None:
    """The difference hash of a picture shrunk to ``WIDTH`` x ``HEIGHT``; None for one that is blank.

    Each bit says whether a spot is brighter than its neighbour on the right, so that neither size nor
    brightness nor compression matters much.
    """
    bits = 0
    for row in range(HEIGHT):
        for at in range(row * WIDTH, row * WIDTH + WIDTH - 1):
            bits = bits << 1 | (grey[at] > grey[at + 1])
    return bits if _PLAIN <= bits.bit_count() <= _BITS - _PLAIN else None


def bands(bits: int) -> tuple[int, ...]:
    """The four quarters of a look."""
    return tuple(bits >> shift & (1 << _BAND) - 1 for shift in range(0, _BITS, _BAND))


def are_alike(one: int, other: int) -> bool:
    """Two looks are of the same picture."""
    return (one ^ other).bit_count() <= ALIKE
