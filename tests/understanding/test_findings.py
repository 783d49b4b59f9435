"""What is found in a text: place, category, kind, day, and that nothing makes it fail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy import Policy
from bot.tickets.status import Kind
from bot.understanding import Found, Reader, categories_named, places_in

TODAY = date(2026, 11, 25)
UTARA, SELATAN, BENGALON = "64.08.04", "64.08.12", "64.08.09"
Read = Callable[[str], Found]


def test_one_message_tells_all(read: Read) -> None:
    found = read("jln poros desa swarga bara berlubang parah dari kemarin")
    assert (found.categories, found.kecamatan, found.desa) == (("jalan",), UTARA, "64.08.04.2012")
    assert (found.day, found.kind.value, bool(found.is_report)) == (date(2026, 11, 24), Kind.PENGADUAN, True)
    assert (found.language, found.is_settled) == ("id", True)


@pytest.mark.parametrize(
    ("text", "kecamatan", "desa"),
    [
        ("di bengalon", BENGALON, None),
        ("di kec sangatta utara", UTARA, None),
        ("di sepaso", BENGALON, "Sepaso"),
        ("di sepaso, bengalon", BENGALON, "Sepaso"),
        ("di desa sangatta utara", UTARA, "Sangatta Utara"),
        ("di desa swarga barra", UTARA, "Swarga Bara"),
        ("warga swargabara", UTARA, "Swarga Bara"),
        ("di sangatta utara, desa swarga bara", UTARA, "Swarga Bara"),
        ("di desa sangatta utara, kecamatan sangatta utara", UTARA, "Sangatta Utara"),
        ("di tlk singkama", SELATAN, "Teluk Singkama"),
        ("di marah halok", "64.08.07", "Marah Haloq"),
        ("pasar sangkulirag", "64.08.05", None),
        ("di rantu pulung", "64.08.14", None),
        ("di sengata", UTARA, None),
        ("puskesmas di Sepaso, jauh kalau harus ke sangatta", BENGALON, "Sepaso"),
    ],
)
def test_a_place_is_found_however_it_is_spelt(
    kutim: Policy, text: str, kecamatan: str, desa: str | None
) -> None:
    found = places_in(text, kutim)
    assert (found.kecamatan, kutim.desa(found.desa).name if found.desa else None) == (kecamatan, desa)
    assert found.places == ()


def test_a_shared_name_leaves_the_desa_open(kutim: Policy) -> None:
    found = places_in("di sangatta utara", kutim)
    named = [kutim.desa(code).name for code in found.places if code in kutim.villages]
    assert (found.kecamatan, found.desa, named) == (UTARA, None, ["Sangatta Utara"])


def test_places_in_two_kecamatan_leave_both_open(kutim: Policy) -> None:
    found = places_in("dari bengalon ke sangatta selatan", kutim)
    assert (found.kecamatan, found.desa, found.places) == (None, None, (BENGALON, SELATAN))


@pytest.mark.parametrize(
    "text",
    [
        "", "jalan rusak", "di balikpapan", "sungai sangatta meluap", "di bengkel motor", "pengadaan obat",
        "buat karangan bunga dulu", "limbah di buang ke parit", "layanan pengaduan lambat",
    ],
)  # fmt: skip
def test_no_place_of_ours_is_none(kutim: Policy, text: str) -> None:
    found = places_in(text, kutim)
    assert (found.kecamatan, found.desa, found.places) == (None, None, ())


def test_a_misspelt_name_is_less_sure(kutim: Policy) -> None:
    assert places_in("di sangkulirang", kutim).sure == 1
    assert places_in("di sangkulirag", kutim).sure < 1


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("sampah menumpuk", "sampah"),
        ("jln rsk parah", "jalan"),
        ("jalan di depan rumah hancur", "jalan"),
        ("the road is broken", "jalan"),
        ("banyu ledeng kada mengalir", "air_bersih"),
        ("lampu jalanan padam kabeh", "pju"),
        ("gurunya jarang masuk kelas", "sekolah"),
        ("mohon bantuan segera", None),
        ("tolong diperhatikan pak", None),
        ("", None),
    ],
)
def test_a_category_is_proposed(read: Read, text: str, first: str | None) -> None:
    assert next(iter(read(text).categories), None) == first


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("jembatan di desa kami putus, tolong diperbaiki", Kind.PENGADUAN),
        ("usul dibangun jembatan gantung di desa kami", Kind.ASPIRASI),
        ("syarat bikin kartu keluarga baru apa saja ya?", Kind.INFORMASI),
        ("kapan lampu jalan di gang mawar diperbaiki? mohon informasi", Kind.INFORMASI),
        ("lampu jalan di gang mawar mati, mohon segera diperbaiki", Kind.PENGADUAN),
        ("when will the road to Kaubun be repaired? please inform", Kind.INFORMASI),
    ],
)
def test_the_kind_is_proposed(read: Read, text: str, kind: Kind) -> None:
    assert read(text).kind.value == kind


@pytest.mark.parametrize(
    "text", ["halo", "jual motor murah hubungi wa", "wkwk", "🙏", "slot gacor depo 10rb"]
)
def test_what_is_no_report_is_told_apart(read: Read, text: str) -> None:
    assert not read(text).is_report


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("got mampet di gg mawar rt 15 teluk lingga, bau", "gg mawar rt 15 teluk lingga"),
        ("pothole on the road in Bengalon, in front of the market", "Bengalon, in front of the market"),
        ("kantor camat minta uang 500 ribu", "kantor camat"),
        ("street lamp broken in desa Swarga Bara", None),
        ("when will the road to Kaubun be repaired?", None),
    ],
)
def test_the_spot_is_taken_from_the_words(read: Read, text: str, spot: str | None) -> None:
    assert read(text).landmark == spot


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
def test_no_text_fails_and_the_same_text_says_the_same(kutim: Policy, reader: Reader, text: str) -> None:
    found = reader.understand(text, TODAY)
    assert found == reader.understand(text, TODAY)
    assert len(found.categories) <= 3
    assert all(0 <= guess.sure <= 1 for guess in found.ranked)
    assert all(0 <= one.start < one.end <= len(text) for one in found.personal)
    assert found.landmark is None or found.landmark in text
    assert set(categories_named(text, kutim)) <= set(kutim.categories)
