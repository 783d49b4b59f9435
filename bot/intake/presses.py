"""How a pressed button is read, question by question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from bot.errors import Stale
from bot.form import Form, StepKey, current
from bot.form.steps import CHANGEABLE
from bot.intake import places
from bot.intake.visit import Visit
from bot.tickets.status import Kind


def press(visit: Visit, step: StepKey, value: str) -> None:
    """Take a button's answer to the present question. Raises Stale when it answers nothing asked now."""
    if step is not current(visit.form):
        raise Stale("form.note.earlier")
    try:
        _PRESSES[step](visit, value)
    except (KeyError, ValueError):
        raise Stale("form.note.earlier") from None
    visit.form.choose(*_CHOOSES.get(step, ()))
    if step is not StepKey.SUMMARY:
        visit.form.settle()


def is_given(form: Form, step: StepKey, value: str) -> bool:
    """The button gives the answer that the form holds already: it was pressed twice."""
    held = {
        StepKey.KIND: form.kind,
        StepKey.CATEGORY: form.category,
        StepKey.KECAMATAN: "skip" if form.unplaced else form.kecamatan,
        StepKey.SUMMARY: "send" if form.twin else None,
        StepKey.DESA: "skip" if form.desa == "" else form.desa,
    }
    return held.get(step) == value


def _press_kind(visit: Visit, value: str) -> None:
    visit.form.kind = Kind(value)


def _press_description(visit: Visit, value: str) -> None:
    if value == "named":
        visit.form.confidential = False
    elif value != "next":
        visit.form.kind = Kind(value)
        visit.form.choose(StepKey.KIND)


def _press_category(visit: Visit, value: str) -> None:
    visit.form.category = visit.regency.policy.category(value).id


def _press_oversight(visit: Visit, value: str) -> None:
    visit.form.oversight = {"accuses": True, "ordinary": False}[value]


def _press_kecamatan(visit: Visit, value: str) -> None:
    if value == "skip":
        places.leave_at_pin(visit)
        return
    form = visit.form
    form.kecamatan, form.desa = visit.regency.policy.kecamatan(value).code, None
    form.candidates, form.asks_desa = [], True
    places.settle(visit)


def _press_desa(visit: Visit, value: str) -> None:
    if value == "skip":
        visit.form.desa = ""
        return
    desa = visit.regency.policy.desa(value)
    if desa.kecamatan != visit.form.kecamatan:
        raise ValueError(value)
    visit.form.desa = desa.code


def _press_landmark(visit: Visit, _skip: str) -> None:
    visit.form.landmark = None


def _press_date(visit: Visit, value: str) -> None:
    today = visit.regency.today(visit.tx.now)
    days = {"today": today, "yesterday": today - timedelta(days=1), "skip": None}
    visit.form.occurred_on = days[value]


def _press_attachments(visit: Visit, value: str) -> None:
    if value == "clear":
        visit.form.files = []


def _press_identity(visit: Visit, value: str) -> None:
    visit.form.confidential = {"confidential": True, "named": False}[value]


def _press_proxy(visit: Visit, value: str) -> None:
    visit.form.proxy = {"other": True, "myself": False}[value]


def _press_summary(visit: Visit, value: str) -> None:
    visit.form.editing = {step.value: step for step in CHANGEABLE}[value]
    visit.form.changing = True


def _press_choice(visit: Visit, value: str) -> None:
    if value != "new":
        raise ValueError(value)
    visit.form.waiting = []


_PRESSES: Final[dict[StepKey, Callable[[Visit, str], None]]] = {
    StepKey.KIND: _press_kind,
    StepKey.DESCRIPTION: _press_description,
    StepKey.CATEGORY: _press_category,
    StepKey.OVERSIGHT: _press_oversight,
    StepKey.KECAMATAN: _press_kecamatan,
    StepKey.DESA: _press_desa,
    StepKey.LANDMARK: _press_landmark,
    StepKey.DATE: _press_date,
    StepKey.ATTACHMENTS: _press_attachments,
    StepKey.IDENTITY: _press_identity,
    StepKey.PROXY: _press_proxy,
    StepKey.SUMMARY: _press_summary,
    StepKey.CHOICE: _press_choice,
}

_CHOOSES: Final[Mapping[StepKey, tuple[StepKey, ...]]] = {
    step: (step,)
    for step in (
        StepKey.KIND,
        StepKey.CATEGORY,
        StepKey.OVERSIGHT,
        StepKey.KECAMATAN,
        StepKey.LANDMARK,
        StepKey.DATE,
    )
} | {StepKey.DESA: (StepKey.KECAMATAN,)}
"""What a press settles for good; the desa comes with its kecamatan."""
