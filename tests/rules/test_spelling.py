"""What someone who misspelt may have meant."""

from __future__ import annotations

import pytest

from bot.policy import Policy
from bot.spelling import nearest


@pytest.mark.parametrize(
    ("written", "meant"), [("slesai", ["selesai"]), ("tugass", ["tugas"]), ("statistik", []), ("", [])]
)
def test_a_word_is_taken_for_the_nearest_or_for_none(written: str, meant: list[str]) -> None:
    assert nearest(written, ["selesai", "serahkan", "tugas", "tiket", "balas"]) == meant


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("dinkess", "DINKES"),
        ("lingkungan hdup", "DLH"),
        ("perkm", "PERKIM"),
        ("Kec sangata utara", "KEC_640804"),
    ],
)
def test_a_misspelt_office_is_found(kutim: Policy, written: str, first: str) -> None:
    assert kutim.near_opds(written)[0].code == first


def test_what_resembles_no_office_finds_none(kutim: Policy) -> None:
    assert kutim.near_opds("xyzzy") == ()
