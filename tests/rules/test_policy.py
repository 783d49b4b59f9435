"""The regency: who answers for what, which places and categories a text names."""

from __future__ import annotations

import pytest

from bot.policy import BadPolicy, PlaceKind, Policy, Proof, parse_holidays, parse_policy

OFFICES = """
[[opd]]
code = "DISKOMINFO"
name = "Dinas Komunikasi"
kind = "dinas"
role = "desk"
[[opd]]
code = "INSPEKTORAT"
name = "Inspektorat"
kind = "inspektorat"
role = "oversight"
"""
CATEGORIES = """
[[group]]
id = "lainnya"
label = "Lainnya"
label_en = "Other"
[[category]]
id = "lainnya"
group = "lainnya"
label = "Lainnya"
label_en = "Other"
sp4n = "Topik Lainnya"
opd = "DISKOMINFO"
"""
PLACES = "kind,code,name,parent,aliases\nkecamatan,64.08.01,Muara Ancalong,,\n"


def faults(offices: str = OFFICES, categories: str = CATEGORIES, places: str = PLACES) -> list[str]:
    with pytest.raises(BadPolicy) as caught:
        parse_policy(offices, categories, places)
    return [str(fault) for fault in caught.value.faults]


def test_the_kutim_pack_is_complete(kutim: Policy) -> None:
    assert (len(kutim.opds), len(kutim.bodies), len(kutim.groups), len(kutim.categories)) == (58, 16, 11, 39)
    assert (len(kutim.kecamatans), len(kutim.villages)) == (18, 141)
    assert sum(place.kind is PlaceKind.DESA_PERSIAPAN for place in kutim.places) == 4


@pytest.mark.parametrize(
    ("category", "kecamatan", "oversight", "opd"),
    [
        ("jalan", "64.08.04", False, "PUPR"),
        ("jalan", "64.08.04", True, "INSPEKTORAT"),
        ("integritas", None, False, "INSPEKTORAT"),
        ("kecamatan", "64.08.04", False, "KEC_640804"),
        ("kecamatan", None, False, "DISKOMINFO"),
        ("kecamatan", "64.09.01", False, "DISKOMINFO"),
        ("lainnya", None, False, "DISKOMINFO"),
    ],
)
def test_a_report_goes_to_the_office_responsible(
    kutim: Policy, category: str, kecamatan: str | None, oversight: bool, opd: str
) -> None:
    assert kutim.responsible(category, kecamatan, oversight) == opd


def test_a_category_that_accuses_officials_goes_to_the_oversight_office_alone() -> None:
    policy = parse_policy(OFFICES, CATEGORIES + "oversight = true\n", PLACES)
    assert policy.responsible("lainnya", None, oversight=False) == "INSPEKTORAT"


def test_every_report_has_an_office_everywhere(kutim: Policy) -> None:
    offices = {
        kutim.responsible(category, kec, False) for category in kutim.categories for kec in kutim.kecamatans
    }
    assert offices <= set(kutim.opds)


def test_every_kecamatan_has_its_villages_by_name(kutim: Policy) -> None:
    names = [place.name for place in kutim.desa_of("64.08.12")]
    assert names == ["Sangatta Selatan", "Sangkima", "Singa Geweh", "Teluk Singkama"]


@pytest.mark.parametrize(
    "words", ["pupr", "Dinas PU", "bina  marga", "Dinas Pekerjaan Umum dan Penataan Ruang"]
)
def test_an_office_is_found_as_people_call_it(kutim: Policy, words: str) -> None:
    assert kutim.find_opd(words) == kutim.opd("PUPR")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("jalan rusak di singa gembara", [["Singa Gembara"]]),
        ("banjir di Ma. Wahau, dekat desa Dabeq", [["Muara Wahau"], ["Dabeq"]]),
        ("lampu mati di Sangatta Utara", [["Sangatta Utara", "Sangatta Utara"]]),
        ("lampu mati di desa Sangatta Utara", [["Sangatta Utara"]]),
        ("sampah di sungai Sangatta", []),
        ("di telenovela", []),
        ("", []),
    ],
)
def test_places_are_found_by_whole_words(kutim: Policy, text: str, names: list[list[str]]) -> None:
    assert [[place.name for place in mention.places] for mention in kutim.find_places(text)] == names


def test_a_name_of_a_kecamatan_and_a_desa_is_ambiguous_unless_told_apart(kutim: Policy) -> None:
    both, desa, kecamatan = kutim.find_places("Kaliorang, desa Kaliorang, kec. Kaliorang")
    assert [mention.ambiguous for mention in (both, desa, kecamatan)] == [True, False, False]
    assert (desa.places[0].desa, kecamatan.places[0].desa) == ("64.08.10.2001", None)


def test_the_words_of_a_mention_are_the_texts_own(kutim: Policy) -> None:
    text = "tolong di TELUK   LINGGA ya"
    (found,) = kutim.find_places(text)
    assert text[found.start : found.end] == "TELUK   LINGGA"


@pytest.mark.parametrize(
    ("name", "within", "desa"),
    [
        ("Bukit Kayangan", ("64.08.04",), "64.08.04.2011"),
        ("Sangatta Prima", ("64.08.04",), None),
        ("KEK Maloy", ("64.08.10", "64.08.05"), None),
    ],
)
def test_local_names_lie_where_they_lie(
    kutim: Policy, name: str, within: tuple[str, ...], desa: str | None
) -> None:
    (found,) = kutim.find_places(name)
    assert [(place.within, place.desa) for place in found.places] == [(within, desa)]


def test_the_longest_keyword_decides_the_first_proposal(kutim: Policy) -> None:
    assert kutim.propose("lampu jalan mati, jembatan gelap")[:2] == ["pju", "jalan"]


def test_a_text_that_says_nothing_proposes_nothing(kutim: Policy) -> None:
    assert kutim.propose("halo selamat pagi 😊") == []


def test_a_small_regency_is_enough() -> None:
    policy = parse_policy(OFFICES, CATEGORIES, PLACES)
    assert list(policy.opds) == ["DISKOMINFO", "INSPEKTORAT", "KEC_640801"]


def test_an_office_may_work_on_other_days_and_have_to_show_what_it_did() -> None:
    policy = parse_policy(OFFICES + "workdays = [1, 2, 3, 4, 5, 6]\nproof = 'required'", CATEGORIES, PLACES)
    offices = [(opd.workdays, opd.proof) for opd in policy.opds.values()]
    assert offices == [(None, Proof.OPTIONAL), ((1, 2, 3, 4, 5, 6), Proof.REQUIRED), (None, Proof.OPTIONAL)]


def test_no_office_of_kutim_has_to_show_a_photo(kutim: Policy) -> None:
    assert {opd.proof for opd in kutim.opds.values()} == {Proof.OPTIONAL}


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        (
            {"offices": "[[opd]]\n[[opd]"},
            "opd.toml: Expected ']]' at the end of an array declaration (at line 2, column 6)",
        ),
        (
            {"offices": OFFICES + "nmae = 'x'"},
            "opd.toml, [[opd]] 2, nmae: this key is unknown; did you mean name?",
        ),
        (
            {"offices": OFFICES.replace("DISKOMINFO", "dinas")},
            "opd.toml, [[opd]] 1, code: must match ^[A-Z0-9_]{2,20}$",
        ),
        (
            {"offices": OFFICES.replace('role = "desk"', "")},
            'opd.toml, role: exactly one [[opd]] must have role = "desk", not 0',
        ),
        (
            {"categories": CATEGORIES.replace('opd = "DISKOMINFO"', 'opd = "PUPR"')},
            "categories.toml, lainnya, opd: PUPR is not known",
        ),
        ({"categories": ""}, "categories.toml, group: this table is missing"),
        ({"places": "name\nX\n"}, "places.csv, line 1: the columns must be kind,code,name,parent,aliases"),
        (
            {"places": PLACES + "desa,1,X,2,\n"},
            "places.csv, line 3, parent: 2 does not stand above this line",
        ),
        ({"places": PLACES + "desa,1,X\n"}, "places.csv, line 3: must have 5 columns"),
        (
            {"places": PLACES + "kecamatan,64.08.01,Y,,\n"},
            "places.csv, line 3, code: 64.08.01 stands here twice",
        ),
    ],
)
def test_a_fault_is_named_by_file_row_and_key(changed: dict[str, str], fault: str) -> None:
    assert faults(**changed)[0] == fault


def test_all_faults_are_named_at_once() -> None:
    assert len(faults(OFFICES + "a = 1\nb = 2", CATEGORIES + "c = 3", PLACES + "desa,1,X,2,\n")) == 4


def test_a_holiday_that_is_no_date_is_named_by_its_line() -> None:
    with pytest.raises(BadPolicy, match=r"holidays.csv, line 2, date: must be a date such as 2026-12-25"):
        parse_holidays("date,kind,name\n25/12/2026,libur_nasional,Natal\n")
