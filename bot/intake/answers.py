"""How words are read, question by question; captions, corrections and pins, too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from bot.form import Part, StepKey, current
from bot.form.record import DESCRIPTION_AT_LEAST
from bot.intake import care, filling, places
from bot.intake.visit import Visit
from bot.pins import has_closed_link, pin_in
from bot.sanitise import cut, one_line
from bot.texts import Html, lines
from bot.understanding import Found, categories_named, date_in, is_greeting

_LANDMARK_AT_MOST: Final = 200
_PROPOSED_BY_NAME: Final = 6
_WORDS_OF_A_SEARCH: Final = 3
"""More of them are a sentence, and belong to the description."""
_WORDS_OF_CHAT: Final = 5
"""Who began a form and writes more than that means to report it."""


def write(visit: Visit, message: int, text: str) -> Html | None:
    """Take written words as the answer to the present question; a note says where else they went."""
    visit.hears(text)
    if current(visit.form) is not StepKey.LANDMARK and is_greeting(text):
        return None
    note, rest = _pinned(visit, text)
    if not rest:
        return note
    found = visit.understands(rest)
    if visit.form.is_empty and len(rest.split()) <= _WORDS_OF_CHAT and care.is_chat(found):
        return lines(note, visit.words("form.note.chat"))
    read = _TEXTS.get(current(visit.form), _add) if visit.consents else _add
    return lines(note, read(visit, message, rest, found)) or None


def describe(visit: Visit, message: int, text: str) -> Html | None:
    """Take the words under a file: whatever the question is, they belong to the description."""
    visit.hears(text)
    note, rest = _pinned(visit, text)
    return lines(note, _add(visit, message, rest) if rest else None) or None


def correct(visit: Visit, part: Part, text: str) -> Html:
    """Take another version of a message of the description."""
    visit.hears(text)
    whole = visit.form.replace(part, text, _day(visit, text))
    filling.fill(visit)
    return visit.words("form.note.edited" if whole else "form.note.long")


def _pinned(visit: Visit, text: str) -> tuple[Html | None, str]:
    """Take the pin that stands in a text as coordinates or a map link: a note, and what else is said."""
    found = pin_in(text)
    if found is not None:
        return places.pin(visit, found.pin), found.rest
    return (visit.words("form.note.closed_link") if has_closed_link(text) else None), text


def _day(visit: Visit, text: str) -> date | None:
    return visit.understands(text).day


def _add(visit: Visit, message: int, text: str, _found: Found | None = None) -> Html | None:
    """Words that answer nothing else belong to the description, which is then read as a whole."""
    form, was_described = visit.form, visit.form.described
    whole = form.add(message, text, _day(visit, text))
    filling.fill(visit)
    if not whole:
        return visit.words("form.note.long")
    return visit.words("form.note.added") if was_described else None


def _keep(visit: Visit, message: int, text: str, _found: Found) -> None:
    """As ``_add``, where the question itself says that the words are kept."""
    _add(visit, message, text)


def _write_description(visit: Visit, message: int, text: str, _found: Found) -> Html | None:
    form = visit.form
    if form.described and form.parts:
        if len(text) < DESCRIPTION_AT_LEAST:
            return visit.words("form.note.short")
        form.parts = []
    form.settle()
    whole = form.add(message, text, _day(visit, text))
    filling.fill(visit)
    return None if whole else visit.words("form.note.long")


def _write_category(visit: Visit, message: int, text: str, found: Found) -> Html | None:
    form, short = visit.form, len(text.split()) <= _WORDS_OF_A_SEARCH
    named = categories_named(text, visit.regency.policy) if short else ()
    if not named:
        added = _add(visit, message, text)
        return visit.words("form.note.no_match") if short and not found.categories else added
    if len(named) > 1:
        form.proposed = list(named[:_PROPOSED_BY_NAME])
        return None
    form.category = named[0]
    _chosen(visit, StepKey.CATEGORY)
    return None


def _write_kecamatan(visit: Visit, message: int, text: str, found: Found) -> Html | None:
    if not (found.kecamatan or found.places):
        return _write_elsewhere(visit, message, text, found)
    places.take(visit, found)
    _chosen(visit, StepKey.KECAMATAN)
    return None


def _write_desa(visit: Visit, message: int, text: str, found: Found) -> Html | None:
    form = visit.form
    desa = found.desa or next((code for code in found.places if code in visit.regency.policy.villages), None)
    if desa is None:
        return _write_elsewhere(visit, message, text, found)
    if found.kecamatan == form.kecamatan:
        form.desa = desa
    elif len(text.split()) <= _WORDS_OF_A_SEARCH:
        places.take(visit, found)
    else:
        return _write_elsewhere(visit, message, text, found)
    _chosen(visit, StepKey.KECAMATAN)
    return None


def _write_elsewhere(visit: Visit, message: int, text: str, found: Found) -> Html | None:
    """Asked for a place, people describe the spot; all else belongs to the description."""
    is_spot = found.landmark is not None and len(text) <= _LANDMARK_AT_MOST
    if not is_spot or StepKey.LANDMARK in visit.form.chosen:
        return _add(visit, message, text)
    visit.form.landmark = _as_landmark(text)
    visit.form.choose(StepKey.LANDMARK)
    return visit.words("form.note.landmark")


def _write_landmark(visit: Visit, _message: int, text: str, _found: Found) -> None:
    visit.form.landmark = _as_landmark(text)
    _chosen(visit, StepKey.LANDMARK)


def _write_date(visit: Visit, message: int, text: str, _found: Found) -> Html | None:
    day = date_in(text, visit.regency.today(visit.tx.now))
    if day is None and len(text.split()) > _WORDS_OF_A_SEARCH:
        return _add(visit, message, text)
    if day is None:
        return visit.words("form.date.unread")
    visit.form.occurred_on = day
    _chosen(visit, StepKey.DATE)
    return None


def _chosen(visit: Visit, step: StepKey) -> None:
    """The question that they came to has its answer, and no guess takes its place."""
    visit.form.choose(step)
    visit.form.settle()


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
