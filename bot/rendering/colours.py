"""Colours that the colour-blind can tell apart (Okabe and Ito, 2008), dark enough for white paper."""

from __future__ import annotations

from typing import Final

from bot.tickets.status import Bucket

INK: Final = "#1b1f24"
FAINT: Final = "#5b6470"
LINE: Final = "#d5dae0"
PAPER: Final = "#ffffff"
TILE: Final = "#f1f4f7"
FILED: Final = "#9ecae9"
SOLVED: Final = "#0b4f8a"
BAR: Final = "#0072b2"

BUCKETS: Final[dict[str, str]] = {
    Bucket.BELUM: "#d55e00",
    Bucket.PROSES: "#56b4e9",
    Bucket.TERTUNDA: "#e69f00",
    Bucket.SELESAI: "#007a5a",
    Bucket.DIARSIPKAN: "#8c959f",
    Bucket.OUTSIDE: "#cc79a7",
}

SHADES: Final = ("#eef4f9", "#c6dcee", "#8fbfe0", "#4a94c8", "#14619c", "#0a3a66")
"""From few reports to many: light to dark, so that it reads without colour."""
