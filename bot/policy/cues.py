"""The words by which a name of a place is told from what only looks like one."""

from __future__ import annotations

from typing import Final

from bot.policy.records import VILLAGES, PlaceKind

ONLY: Final[dict[str, frozenset[PlaceKind]]] = {
    "desa": VILLAGES | {PlaceKind.DESA_PERSIAPAN},
    "ds": VILLAGES | {PlaceKind.DESA_PERSIAPAN},
    "kelurahan": frozenset({PlaceKind.KELURAHAN}),
    "kel": frozenset({PlaceKind.KELURAHAN}),
    "kecamatan": frozenset({PlaceKind.KECAMATAN}),
    "kec": frozenset({PlaceKind.KECAMATAN}),
    "camat": frozenset({PlaceKind.KECAMATAN}),
    "sungai": frozenset(),
}
"""A word before a name that says what kind of place it is; a river is none of ours."""

SURE_CUES: Final = frozenset(ONLY) - {"sungai"} | {"warga", "kampung", "kmpg", "dusun", "lurah"}
CUES: Final = SURE_CUES | {
    "di", "d", "dr", "dri", "dari", "ke", "poros", "pasar", "daerah", "wilayah", "petani", "nelayan", "jl",
    "jln", "jalan", "pantai", "pelabuhan", "okko", "neng", "ning", "in", "at", "near", "from", "pulau",
    "spbu", "arah", "simpang", "kua", "puskesmas", "pkm",
}  # fmt: skip
"""After such a word a place is likely, so it may be misspelt worse, or be a word of every day."""

EVERYDAY: Final = frozenset(
    {"karangan", "sandaran", "telaga", "mataair", "saka", "pelawan", "kolek", "melan"}
)
"""Names that are ordinary words too; without a cue or a capital they are taken for those."""

NO_NAMES: Final = frozenset(
    {"bengkel", "buang", "bidang", "pengaduan", "pengadaan", "sangkutan", "telan", "pulang", "melawan"}
)
"""Ordinary words a letter away from a name."""
