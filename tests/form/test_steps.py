"""The form as a value: which question comes next is a function of the answers alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.files import File, FileKind
from bot.form import STEPS, Form, Part, StepKey, Twin, current, step_before
from bot.form.steps import CHANGEABLE
from bot.pins import Pin
from bot.tickets.status import Kind, Status

WORDS = "jalan rusak parah"
PHOTO = File(FileKind.PHOTO, "id", "unique")
VOICE = File(FileKind.VOICE, "id", "spoken")


def described() -> Form:
    return Form(parts=[Part(1, WORDS)])


def complete() -> Form:
    return replace(described(), category="jalan", kecamatan="64.08.09")


def test_the_questions_come_in_their_order() -> None:
    forms = [
        Form(waiting=[(1, "KT-2026-000001")]),
        Form(),
        described(),
        replace(described(), category="jalan"),
        replace(complete(), asks_desa=True),
        replace(complete(), asks_desa=True, desa=""),
    ]
    assert [current(form) for form in forms] == [
        StepKey.CHOICE,
        StepKey.DESCRIPTION,
        StepKey.CATEGORY,
        StepKey.KECAMATAN,
        StepKey.DESA,
        StepKey.SUMMARY,
    ]


def test_a_pin_says_where_for_who_leaves_it_at_that() -> None:
    pinned = replace(described(), category="jalan", pin=Pin(0.5, 117.5))
    assert [current(pinned), current(replace(pinned, unplaced=True))] == [
        StepKey.KECAMATAN,
        StepKey.SUMMARY,
    ]


def test_a_twin_is_offered_after_all_else_and_leads_back_to_the_summary() -> None:
    offered = replace(complete(), twin=Twin(1, None, date(2026, 11, 1), Status.ASSIGNED))
    assert (current(offered), step_before(offered)) == (StepKey.TWIN, StepKey.SUMMARY)


def test_a_kecamatan_from_the_text_asks_no_desa() -> None:
    assert current(complete()) is StepKey.SUMMARY


def test_a_voice_message_describes_what_officers_may_hear() -> None:
    spoken = Form(files=[VOICE], confidential=False)
    assert [current(spoken), current(replace(spoken, confidential=True))] == [
        StepKey.CATEGORY,
        StepKey.DESCRIPTION,
    ]


def test_nine_characters_say_too_little() -> None:
    assert [Form(parts=[Part(1, "x" * length)]).described for length in (9, 10)] == [False, True]


def test_what_is_edited_is_asked_whatever_is_answered() -> None:
    assert [current(replace(complete(), editing=key)) for key in CHANGEABLE] == list(CHANGEABLE)


def test_kembali_leads_back_one_asked_question_at_a_time() -> None:
    form, way = replace(complete(), asks_desa=True, desa=""), []
    while (before := step_before(form)) is not None:
        way.append(before)
        form.editing = before
    assert way == [StepKey.DESA, StepKey.KECAMATAN, StepKey.CATEGORY, StepKey.DESCRIPTION]


def test_kembali_from_a_change_leads_to_the_summary() -> None:
    changing = [replace(complete(), editing=key, changing=True) for key in CHANGEABLE]
    assert {step_before(form) for form in changing} == {StepKey.SUMMARY}


def test_every_step_but_the_summary_stands_in_the_table() -> None:
    assert [step.key for step in STEPS] == [key for key in StepKey if key is not StepKey.SUMMARY]


ANSWERS: dict[StepKey, Callable[[Form], object]] = {
    StepKey.CHOICE: lambda form: form.waiting.clear(),
    StepKey.KIND: lambda form: setattr(form, "kind", Kind.ASPIRASI),
    StepKey.DESCRIPTION: lambda form: form.add(2, WORDS),
    StepKey.CATEGORY: lambda form: setattr(form, "category", "jalan"),
    StepKey.KECAMATAN: lambda form: setattr(form, "kecamatan", "64.08.09"),
    StepKey.DESA: lambda form: setattr(form, "desa", "64.08.09.2001"),
    StepKey.LANDMARK: lambda form: setattr(form, "landmark", "pasar"),
    StepKey.DATE: lambda form: setattr(form, "occurred_on", date(2026, 11, 24)),
    StepKey.ATTACHMENTS: lambda form: form.attach(PHOTO, 10),
    StepKey.IDENTITY: lambda form: setattr(form, "confidential", False),
    StepKey.PROXY: lambda form: setattr(form, "proxy", True),
    StepKey.OVERSIGHT: lambda form: form.choose(StepKey.OVERSIGHT),
}


@given(st.permutations(list(ANSWERS)), st.booleans(), st.sampled_from([None, *CHANGEABLE]))
def test_any_order_of_answers_reaches_the_summary(
    order: list[StepKey], asks_desa: bool, editing: StepKey | None
) -> None:
    form = Form(waiting=[(1, "KT-2026-000001")], asks_desa=asks_desa, editing=editing)
    answered = set()
    for key in order:
        assert current(form) not in answered
        ANSWERS[key](form)
        answered.add(key)
        if form.editing == key:
            form.settle()
    assert current(form) is StepKey.SUMMARY


@given(st.booleans(), st.booleans(), st.booleans())
def test_answering_what_is_asked_asks_nothing_twice(waits: bool, asks_desa: bool, pinned: bool) -> None:
    form = Form(waiting=[(1, "x")] * waits, asks_desa=asks_desa, pin=Pin(0.5, 117.5) if pinned else None)
    form.unplaced = pinned
    asked = []
    while (step := current(form)) is not StepKey.SUMMARY:
        assert step not in asked
        asked.append(step)
        ANSWERS[step](form)
    every = [StepKey.CHOICE, StepKey.DESCRIPTION, StepKey.CATEGORY, StepKey.KECAMATAN, StepKey.DESA]
    left_out = {StepKey.CHOICE: not waits, StepKey.KECAMATAN: pinned, StepKey.DESA: not asks_desa}
    assert asked == [step for step in every if not left_out.get(step)]
