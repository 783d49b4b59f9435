"""How a pressed button is read, question by question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from bot.errors import Stale
from bot.form import Form, StepKey, current
from bot.form.steps import CHANGEABLE
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
    if step is not StepKey.SUMMARY:
        visit.form.settle()


def is_given(form: Form, step: StepKey, value: str) -> bool:
    """The button gives the answer that the form holds already: it was pressed twice."""
    held = {
        StepKey.KIND: form.kind,
        StepKey.CATEGORY: form.category,
        StepKey.KECAMATAN: form.kecamatan,
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


def _press_category(visit: Visit, value: str) -> None:
    visit.form.category = visit.regency.policy.category(value).id


def _press_kecamatan(visit: Visit, value: str) -> None:
    form = visit.form
    form.kecamatan, form.desa = visit.regency.policy.kecamatan(value).code, None
    form.candidates, form.asks_desa = [], True


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
    StepKey.KECAMATAN: _press_kecamatan,
    StepKey.DESA: _press_desa,
    StepKey.LANDMARK: _press_landmark,
    StepKey.DATE: _press_date,
    StepKey.ATTACHMENTS: _press_attachments,
    StepKey.IDENTITY: _press_identity,
    StepKey.SUMMARY: _press_summary,
    StepKey.CHOICE: _press_choice,
}
