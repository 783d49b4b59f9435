"""The words that say which spot is meant: "gg mawar rt 15", "depan pasar", "km 12"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from bot.understanding.heard import Heard

PLACES: Final = (
    "jl", "jln", "jalan", "gg", "gang", "rt", "rw", "perum", "perumahan", "komplek", "kompleks", "blok",
    "simpang", "sp", "pertigaan", "perempatan", "km", "dusun", "dkt", "dekat", "depan", "dpn", "belakang",
    "samping", "sebelah", "seberang", "ujung", "pasar", "masjid", "mesjid", "musala", "mushola", "langgar",
    "gereja", "jembatan", "pelabuhan", "dermaga", "sd", "sdn", "smp", "smpn", "sma", "tk", "puskesmas",
    "lapangan", "spbu", "terminal", "pantai", "poros", "tikungan", "tanjakan", "bundaran", "kantor", "taman",
    "road", "street", "market", "bridge",
)  # fmt: skip
_CUE: Final = rf"{'|'.join(PLACES)}|(?:near|in front of|behind|next to)(?:[ \t]+the)?"
CUES: Final = frozenset({*PLACES, "near", "front", "behind", "next"})
"""A spot is named with one of these words."""

_ENDS: Final = (
    r"yang|yg|rusak|mati|sudah|sdh|udah|udh|belum|blm|tidak|tdk|ga|gak|dari|dr|sejak|karena|krn|"
    r"berlubang|banjir|hancur|ada|banyak|parah|tolong|mohon|min|pak|bu|kami|saya|sy|dan|atau|mau|lagi|"
    r"bocor|gelap|licin|becek|mampet|penuh|di|ke|sampai|untuk|buat|kok|kapan|tiap|setiap|kemarin|tadi|"
    r"td|semua|has|have|is|are|was|since|please|the|and|with|sudahmi|jadi|jd|miring|putus|padam|"
    r"longsor|amblas|tutup|kosong|kotor|bau|diperbaiki|dibangun|diaspal|butuh|perlu|kabupaten|"
    r"minta|meminta|diminta|pungut|memungut|dipungut|bayar|suruh|petugas\w*|"
    r"in|on|at|to|of|be|by|for|will|broken|flooded|lamps?|lights?|potholes?"
)
_NEXT: Final = rf"(?:[ \t]*,)?[ \t]+(?!(?:{_ENDS})\b)[\w./-]+"
_SPOT: Final = re.compile(rf"\b(?:{_CUE})\b(?:\.?{_NEXT}){{1,3}}(?:[ \t]+\d+\w?\b)?")
_NEAR: Final = 4
"""Signs between two spots that are one."""

_AT_MOST: Final = 200

Span = tuple[int, int]


def landmark_in(text: str, heard: Heard, places: Iterable[Span]) -> str | None:
    """The longest run of words that name a spot, with the names of ``places`` that adjoin it."""
    if heard.words.isdisjoint(CUES):
        return None
    spots = [match.span() for match in _SPOT.finditer(heard.text)]
    runs = [run for run in _joined(sorted([*spots, *places])) if any(_lies_in(spot, run) for spot in spots)]
    first, last = max(runs, key=lambda run: run[1] - run[0], default=(0, 0))
    return text[first:last][:_AT_MOST].strip(" ,.") or None


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that adjoin as one."""
    runs: list[Span] = []
    for start, end in spans:
        if runs and start - runs[-1][1] <= _NEAR:
            runs[-1] = runs[-1][0], max(end, runs[-1][1])
        else:
            runs.append((start, end))
    return runs


def _lies_in(spot: Span, run: Span) -> bool:
    return run[0] <= spot[0] and spot[1] <= run[1]
