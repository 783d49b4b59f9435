"""How words are read, question by question; captions, corrections and pins, too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bot.form import Form, Part, StepKey, current
from bot.form.record import DESCRIPTION_AT_LEAST
from bot.intake.visit import Visit
from bot.sanitise import cut, one_line
from bot.texts import Html
from bot.understanding import Found, categories_named, date_in, is_greeting, understand

_LANDMARK_AT_MOST: Final = 200
_PROPOSED_BY_NAME: Final = 6
_WORDS_OF_A_SEARCH: Final = 3
"""More of them are a sentence, and belong to the description."""


def write(visit: Visit, message: int, text: str) -> Html | None:
    """Take written words as the answer to the present question; a note says where else they went."""
    visit.hears(text)
    step = current(visit.form)
    if step is not StepKey.LANDMARK and is_greeting(text):
        return None
    read = _TEXTS.get(step, _add) if visit.consents else _add
    return read(visit, message, text, _understood(visit, text))


def describe(visit: Visit, message: int, text: str) -> Html | None:
    """Take the words under a file: whatever the question is, they belong to the description."""
    visit.hears(text)
    return _add(visit, message, text, _understood(visit, text))


def correct(visit: Visit, part: Part, text: str) -> Html:
    """Take another version of a message of the description."""
    visit.hears(text)
    whole = visit.form.replace(part, text)
    _merge(visit, _understood(visit, text))
    return visit.words("form.note.edited" if whole else "form.note.long")


def locate(visit: Visit, latitude: float, longitude: float, name: str | None) -> Html:
    """Take a shared location, and the name of a venue as its landmark."""
    form = visit.form
    form.pin = (latitude, longitude)
    if name:
        form.landmark = form.landmark or _as_landmark(name)
    if form.editing == StepKey.KECAMATAN:
        form.kecamatan, form.desa, form.candidates, form.asks_desa = None, None, [], False
        form.settle()
    return visit.words("form.note.pin")


def _understood(visit: Visit, text: str) -> Found:
    return understand(text, visit.regency.policy, visit.regency.today(visit.tx.now))


def _merge(visit: Visit, found: Found) -> None:
    """Fill what is missing with what a message told, and propose categories for all that was told."""
    form = visit.form
    if found.categories and form.category is None:
        whole = found if len(form.parts) == 1 else _understood(visit, form.description)
        form.proposed = list(whole.categories)
    if form.kecamatan is None and (found.kecamatan or found.places):
        _place(form, found)
    form.occurred_on = form.occurred_on or found.day


def _place(form: Form, found: Found) -> None:
    form.kecamatan, form.desa = found.kecamatan, found.desa
    form.candidates = list(found.places)
    form.asks_desa = bool(found.places)


def _add(visit: Visit, message: int, text: str, found: Found) -> Html | None:
    """Words that answer nothing else belong to the description."""
    form, was_described = visit.form, visit.form.described
    whole = form.add(message, text)
    _merge(visit, found)
    if not whole:
        return visit.words("form.note.long")
    return visit.words("form.note.added") if was_described else None


def _keep(visit: Visit, message: int, text: str, found: Found) -> None:
    """As ``_add``, where the question itself says that the words are kept."""
    _add(visit, message, text, found)


def _write_description(visit: Visit, message: int, text: str, found: Found) -> Html | None:
    form = visit.form
    if form.described and form.parts:
        if len(text) < DESCRIPTION_AT_LEAST:
            return visit.words("form.note.short")
        form.parts = []
    form.settle()
    whole = form.add(message, text)
    _merge(visit, found)
    return None if whole else visit.words("form.note.long")


def _write_category(visit: Visit, message: int, text: str, found: Found) -> Html | None:
    form, short = visit.form, len(text.split()) <= _WORDS_OF_A_SEARCH
    named = categories_named(text, visit.regency.policy) if short else ()
    if not named:
        added = _add(visit, message, text, found)
        return visit.words("form.note.no_match") if short and not found.categories else added
    if len(named) > 1:
        form.proposed = list(named[:_PROPOSED_BY_NAME])
        return None
    form.category = named[0]
    form.settle()
    return None


def _write_kecamatan(visit: Visit, message: int, text: str, found: Found) -> Html | None:
    if not (found.kecamatan or found.places):
        return _write_elsewhere(visit, message, text, found)
    _place(visit.form, found)
    visit.form.settle()
    return None


def _write_desa(visit: Visit, message: int, text: str, found: Found) -> Html | None:
    form = visit.form
    desa = found.desa or next((code for code in found.places if code in visit.regency.policy.villages), None)
    if desa is None:
        return _write_elsewhere(visit, message, text, found)
    if found.kecamatan == form.kecamatan:
        form.desa = desa
    elif len(text.split()) <= _WORDS_OF_A_SEARCH:
        _place(form, found)
    else:
        return _write_elsewhere(visit, message, text, found)
    form.settle()
    return None


def _write_elsewhere(visit: Visit, message: int, text: str, found: Found) -> Html | None:
    """Asked for a place, people describe the spot; a whole story belongs to the description."""
    if len(text) > _LANDMARK_AT_MOST or visit.form.landmark:
        return _add(visit, message, text, found)
    visit.form.landmark = _as_landmark(text)
    return visit.words("form.note.landmark")


def _write_landmark(visit: Visit, _message: int, text: str, _found: Found) -> None:
    visit.form.landmark = _as_landmark(text)
    visit.form.settle()


def _write_date(visit: Visit, message: int, text: str, found: Found) -> Html | None:
    day = date_in(text, visit.regency.today(visit.tx.now))
    if day is None and len(text.split()) > _WORDS_OF_A_SEARCH:
        return _add(visit, message, text, found)
    if day is None:
        return visit.words("form.date.unread")
    visit.form.occurred_on = day
    visit.form.settle()
    return None


def _as_landmark(text: str) -> str:
    return cut(one_line(text), _LANDMARK_AT_MOST)[0]


_TEXTS: Final[dict[StepKey, Callable[[Visit, int, str, Found], Html | None]]] = {
    StepKey.CHOICE: _keep,
    StepKey.DESCRIPTION: _write_description,
    StepKey.CATEGORY: _write_category,
    StepKey.KECAMATAN: _write_kecamatan,
    StepKey.DESA: _write_desa,
    StepKey.LANDMARK: _write_landmark,
    StepKey.DATE: _write_date,
}
"""Words at any other question are added to the description."""
