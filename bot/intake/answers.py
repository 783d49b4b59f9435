"""How an answer is read, question by question: a button pressed, or words written instead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from bot.errors import Stale
from bot.form import Form, Part, StepKey, current
from bot.form.steps import CHANGEABLE
from bot.intake.visit import Visit
from bot.sanitise import cut, one_line
from bot.texts import Html
from bot.tickets.status import Kind
from bot.understanding import Found, date_in, understand

_LANDMARK_AT_MOST: Final = 200
_WORDS_OF_A_SEARCH: Final = 3


def press(visit: Visit, step: StepKey, value: str) -> None:
    """Take a button's answer to the present question. Raises Stale when it answers nothing asked now."""
    if step is not current(visit.form):
        raise Stale("form.note.earlier")
    try:
        _PRESSES[step](visit, value)
    except (KeyError, ValueError):
        raise Stale("form.note.earlier") from None
    if value not in CHANGEABLE:
        visit.form.editing = None


def write(visit: Visit, message: int, text: str) -> Html | None:
    """Take written words as the answer to the present question; a note says where else they went."""
    visit.hears(text)
    found = understand(text, visit.regency.policy, visit.regency.today(visit.tx.now))
    step = current(visit.form)
    read = _TEXTS.get(step, _add)
    return read(visit, message, text, found)


def locate(visit: Visit, latitude: float, longitude: float, name: str | None) -> Html:
    """Take a shared location, and the name of a venue as its landmark."""
    visit.form.pin = (latitude, longitude)
    if name:
        visit.form.landmark = visit.form.landmark or _as_landmark(name)
    return visit.words("form.note.pin")


def merge(form: Form, found: Found) -> None:
    """Fill what is missing with what a message told."""
    if found.categories and form.category is None:
        form.proposed = list(found.categories)
    if form.kecamatan is None and (found.kecamatan or found.places):
        _place(form, found)
    form.occurred_on = form.occurred_on or found.day


def _place(form: Form, found: Found) -> None:
    form.kecamatan, form.desa = found.kecamatan, found.desa
    form.candidates = list(found.places)
    form.asks_desa = bool(found.places)


def _press_kind(visit: Visit, value: str) -> None:
    visit.form.kind = Kind(value)


def _press_description(visit: Visit, value: str) -> None:
    if value != "next":
        visit.form.kind = Kind(value)


def _press_category(visit: Visit, value: str) -> None:
    visit.form.category = visit.regency.policy.category(value).id


def _press_kecamatan(visit: Visit, value: str) -> None:
    form = visit.form
    form.kecamatan, form.desa = visit.regency.policy.kecamatan(value).code, None
    form.candidates, form.asks_desa = [], True


def _press_desa(visit: Visit, value: str) -> None:
    visit.form.desa = "" if value == "skip" else visit.regency.policy.desa(value).code


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


def _add(visit: Visit, message: int, text: str, found: Found) -> Html:
    """Words that answer nothing else belong to the description."""
    merge(visit.form, found)
    whole = visit.form.add(message, text)
    return visit.words("form.note.added" if whole else "form.note.long")


def _write_description(visit: Visit, message: int, text: str, found: Found) -> Html | None:
    form = visit.form
    if form.described:
        form.parts, form.editing = [Part(message, "")], None
    merge(form, found)
    return None if form.add(message, text) else visit.words("form.note.long")


def _write_category(visit: Visit, message: int, text: str, found: Found) -> Html | None:
    if len(text.split()) > _WORDS_OF_A_SEARCH:
        return _add(visit, message, text, found)
    if not found.categories:
        _add(visit, message, text, found)
        return visit.words("form.note.no_match")
    visit.form.proposed = list(found.categories)
    return None


def _write_kecamatan(visit: Visit, message: int, text: str, found: Found) -> Html | None:
    if not (found.kecamatan or found.places):
        return _write_elsewhere(visit, message, text, found)
    _place(visit.form, found)
    visit.form.editing = None
    return None


def _write_desa(visit: Visit, message: int, text: str, found: Found) -> Html | None:
    desa = found.desa or next((code for code in found.places if code in visit.regency.policy.villages), None)
    if desa is None or found.kecamatan != visit.form.kecamatan:
        return _write_elsewhere(visit, message, text, found)
    visit.form.desa = desa
    return None


def _write_elsewhere(visit: Visit, message: int, text: str, found: Found) -> Html:
    """Asked for a place, people describe the spot; a whole story belongs to the description."""
    if len(text) > _LANDMARK_AT_MOST or visit.form.landmark:
        return _add(visit, message, text, found)
    visit.form.landmark = _as_landmark(text)
    return visit.words("form.note.landmark")


def _write_landmark(visit: Visit, _message: int, text: str, _found: Found) -> None:
    visit.form.landmark, visit.form.editing = _as_landmark(text), None


def _write_date(visit: Visit, _message: int, text: str, _found: Found) -> Html | None:
    day = date_in(text, visit.regency.today(visit.tx.now))
    if day is None:
        return visit.words("form.date.unread")
    visit.form.occurred_on, visit.form.editing = day, None
    return None


def _as_landmark(text: str) -> str:
    return cut(one_line(text), _LANDMARK_AT_MOST)[0]


_TEXTS: Final[dict[StepKey, Callable[[Visit, int, str, Found], Html | None]]] = {
    StepKey.DESCRIPTION: _write_description,
    StepKey.CATEGORY: _write_category,
    StepKey.KECAMATAN: _write_kecamatan,
    StepKey.DESA: _write_desa,
    StepKey.LANDMARK: _write_landmark,
    StepKey.DATE: _write_date,
}
"""Words at any other question are added to the description."""
