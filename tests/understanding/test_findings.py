"""What is found in a text about the place and the category."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy import Policy
from bot.understanding import Found, categories_named, understand

TODAY = date(2026, 11, 25)
UTARA, SELATAN, BENGALON = "64.08.04", "64.08.12", "64.08.09"


def test_one_message_tells_all(kutim: Policy) -> None:
    found = understand("jln poros desa swarga bara berlubang parah dari kemarin", kutim, TODAY)
    assert found == Found(("jalan",), UTARA, "64.08.04.2012", (), date(2026, 11, 24))


@pytest.mark.parametrize(
    ("text", "kecamatan", "desa"),
    [
        ("di bengalon", BENGALON, None),
        ("di kec sangatta utara", UTARA, None),
        ("di sepaso", BENGALON, "Sepaso"),
        ("di sepaso, bengalon", BENGALON, "Sepaso"),
        ("di desa sangatta utara", UTARA, "Sangatta Utara"),
    ],
)
def test_a_place_is_found(kutim: Policy, text: str, kecamatan: str, desa: str | None) -> None:
    found = understand(text, kutim, TODAY)
    assert (found.kecamatan, kutim.desa(found.desa).name if found.desa else None) == (kecamatan, desa)
    assert found.places == ()


def test_a_shared_name_leaves_the_desa_open(kutim: Policy) -> None:
    found = understand("di sangatta utara", kutim, TODAY)
    named = [kutim.desa(code).name for code in found.places if code in kutim.villages]
    assert (found.kecamatan, found.desa, named) == (UTARA, None, ["Sangatta Utara"])


def test_places_in_two_kecamatan_leave_both_open(kutim: Policy) -> None:
    found = understand("dari bengalon ke sangatta selatan", kutim, TODAY)
    assert (found.kecamatan, found.desa, found.places) == (None, None, (BENGALON, SELATAN))


@pytest.mark.parametrize("text", ["", "jalan rusak", "di balikpapan", "sungai sangatta meluap"])
def test_no_place_of_ours_is_none(kutim: Policy, text: str) -> None:
    found = understand(text, kutim, TODAY)
    assert (found.kecamatan, found.desa, found.places) == (None, None, ())


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("sampah menumpuk", "sampah"),
        ("jln rsk parah", "jalan"),
        ("jalan di depan rumah hancur", "jalan"),
        ("the road is broken", "jalan"),
        ("mohon bantuan segera", None),
        ("desa kami", None),
    ],
)
def test_a_category_is_proposed(kutim: Policy, text: str, first: str | None) -> None:
    assert next(iter(understand(text, kutim, TODAY).categories), None) == first


@pytest.mark.parametrize(
    ("word", "named"),
    [
        ("listrik", ("listrik",)),
        ("LISTRIK", ("listrik",)),
        ("sampah", ("sampah",)),
        ("jalan", ("jalan", "pju")),
        ("jalan rusak", ("jalan",)),
        ("electricity", ("listrik",)),
        ("roads", ("jalan",)),
        ("di", ()),
        ("", ()),
        ("&", ()),
        ("zzz", ()),
    ],
)
def test_a_word_names_categories(kutim: Policy, word: str, named: tuple[str, ...]) -> None:
    assert categories_named(word, kutim) == named


def test_every_category_is_named_by_its_label(kutim: Policy) -> None:
    labels = [(one.id, label) for one in kutim.categories.values() for label in (one.label, one.label_en)]
    assert [label for id_, label in labels if id_ not in categories_named(label, kutim)] == []


@given(text=st.text())
def test_no_text_fails(kutim: Policy, text: str) -> None:
    found = understand(text, kutim, TODAY)
    assert len(found.categories) <= 3
    assert set(categories_named(text, kutim)) <= set(kutim.categories)
