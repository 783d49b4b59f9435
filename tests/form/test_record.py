"""What a form holds: its parts, its files, and what it is in JSON."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.files import File, FileKind
from bot.form import Form, Part, Twin
from bot.form.record import DESCRIPTION_AT_MOST
from bot.pins import Pin
from bot.sanitise import units
from bot.tickets.status import Kind, Status

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
CODES = st.none() | st.sampled_from(["", "64.08.09", "64.08.09.2001"])
FILES = st.builds(File, st.sampled_from(FileKind), WORDS, WORDS, st.none() | WORDS)
FORMS = st.builds(
    Form,
    chosen=st.lists(WORDS, max_size=2),
    kind=st.none() | st.sampled_from(Kind),
    parts=st.lists(st.builds(Part, st.integers(1), WORDS, st.none() | st.dates()), max_size=3),
    category=CODES,
    proposed=st.lists(WORDS, max_size=3),
    kecamatan=CODES,
    desa=CODES,
    candidates=st.lists(WORDS, max_size=2),
    asks_desa=st.booleans(),
    landmark=st.none() | WORDS,
    pin=st.none() | st.builds(Pin, st.floats(-90, 90), st.floats(-180, 180)),
    inferred=st.booleans(),
    unplaced=st.booleans(),
    link=CODES,
    opd=CODES,
    oversight=st.booleans(),
    sensitive=st.booleans(),
    emergency=st.booleans(),
    warned=st.booleans(),
    body=CODES,
    occurred_on=st.none() | st.dates(),
    files=st.lists(FILES, max_size=3),
    confidential=st.booleans(),
    proxy=st.booleans(),
    twin=st.none() | st.builds(Twin, st.integers(1), CODES, st.dates(), st.sampled_from(Status)),
    language=st.none() | WORDS,
    editing=st.none() | st.just("date"),
    changing=st.booleans(),
    waiting=st.lists(st.tuples(st.integers(1), WORDS), max_size=2),
)


@given(FORMS)
def test_json_holds_all_of_a_form(form: Form) -> None:
    assert Form.from_json(form.to_json()) == form


STORED = (
    '{"chosen":["kind"],"kind":"pengaduan","parts":[{"message":7,"text":"Lampu mati","day":"2026-11-24"},'
    '{"message":8,"text":"sejak kemarin","day":null}],"candidates":["64.08.01"],"pin":[0.5,117],'
    '"occurred_on":"2026-11-24","files":[{"kind":"photo","file_id":"a","unique_id":"b","name":null,'
    '"look":9223372036854775808}],"confidential":false,"twin":{"ticket":5,"desa":null,'
    '"filed_in":"2026-11-01","status":"new"},"waiting":[[3,"KT-2026-000001"]]}'
)
"""A draft as it lies in the database of an office in use: an update must not cost anyone their answers."""


def test_a_draft_from_before_an_update_holds_what_it_held() -> None:
    assert Form.from_json(STORED.encode()) == Form(
        chosen=["kind"],
        kind=Kind.PENGADUAN,
        parts=[Part(7, "Lampu mati", date(2026, 11, 24)), Part(8, "sejak kemarin")],
        candidates=["64.08.01"],
        pin=Pin(0.5, 117.0),
        occurred_on=date(2026, 11, 24),
        files=[File(FileKind.PHOTO, "a", "b", look=2**63)],
        confidential=False,
        twin=Twin(5, None, date(2026, 11, 1), Status.NEW),
        waiting=[(3, "KT-2026-000001")],
    )


def test_answers_of_another_version_are_left_out() -> None:
    raw = Form(parts=[Part(1, "x")], occurred_on=date(2026, 11, 24)).to_json()
    newer = json.dumps(json.loads(raw) | {"mood": "good"}).encode()
    assert Form.from_json(newer) == Form.from_json(raw)


def test_answers_another_version_did_not_know_have_their_defaults() -> None:
    assert Form.from_json(b'{"parts": [{"message": 1, "text": "x"}]}') == Form(parts=[Part(1, "x")])


@given(st.lists(WORDS.filter(str.strip), max_size=5))
def test_what_fits_is_kept_whole_and_in_order(texts: list[str]) -> None:
    form = Form()
    assert [form.add(message, text) for message, text in enumerate(texts)] == [True] * len(texts)
    assert form.description == "\n".join(texts)


@given(st.lists(st.text("ab 😀\n", min_size=1, max_size=3000), max_size=4))
def test_a_description_never_outgrows_its_limit(texts: list[str]) -> None:
    form = Form()
    whole = [form.add(message, text) for message, text in enumerate(texts)]
    assert units(form.description) <= DESCRIPTION_AT_MOST
    assert all(whole) == (units("\n".join(texts)) <= DESCRIPTION_AT_MOST)


def test_an_edit_takes_the_place_of_its_message() -> None:
    form = Form(parts=[Part(1, "satu"), Part(2, "dua"), Part(3, "tiga")])
    assert form.replace(form.parts[1], "dua setengah")
    assert form.description == "satu\ndua setengah\ntiga"
    assert form.replace(form.parts[1], "")
    assert form.description == "satu\ntiga"


def test_an_edit_too_long_is_cut_and_says_so() -> None:
    form = Form(parts=[Part(1, "a" * 3000), Part(2, "dua")])
    assert not form.replace(form.parts[1], "b" * 1000)
    assert form.description == "a" * 3000 + "\n" + "b" * 999


def test_only_its_own_messages_are_parts() -> None:
    form = Form(parts=[Part(7, "satu")])
    assert [form.part(7), form.part(8)] == [Part(7, "satu"), None]


def test_files_are_counted_by_what_they_are() -> None:
    one, same, other = (File(FileKind.PHOTO, id_, name) for id_, name in (("a", "x"), ("b", "x"), ("c", "y")))
    form = Form()
    assert [form.attach(file, 1) for file in (one, same, other)] == [True, True, False]
    assert form.files == [one]
