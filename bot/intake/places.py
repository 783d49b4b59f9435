"""Where it happened: what a pin, a link and the resident's own words say of it, taken together."""

from __future__ import annotations

from bot.form import Form, StepKey
from bot.intake.visit import Visit
from bot.pins import OUTSIDE, Area, Pin
from bot.policy import Link
from bot.texts import Html
from bot.understanding import Found


def take(visit: Visit, found: Found) -> None:
    """The resident says where it is, in words."""
    form = visit.form
    form.kecamatan, form.desa = found.kecamatan, found.desa
    form.candidates, form.asks_desa = list(found.places), bool(found.places)
    settle(visit)


def notice(visit: Visit, found: Found) -> None:
    """A place stands in the description: taken where none is known, weighed against one only inferred."""
    form = visit.form
    if not (found.kecamatan or found.places):
        return
    if form.kecamatan is None:
        take(visit, found)
    elif form.inferred and found.kecamatan:
        _weigh(form, Area(found.kecamatan, found.desa))
    elif form.inferred and form.kecamatan not in found.places:
        _ask(form, [form.kecamatan, *found.places])


def infer(visit: Visit) -> None:
    """Begin anew with what the link and the pin say, before any words do."""
    form, link = visit.form, visit.regency.policy.links.get(visit.form.link or "")
    _forget(form)
    if link is not None:
        form.kecamatan, form.desa, form.inferred = link.kecamatan, link.desa, link.kecamatan is not None
    area = visit.area
    if area is not None and area != OUTSIDE:
        _place(visit, area)


def refine(form: Form, found: Found) -> None:
    """The words name the desa of the kecamatan that the resident chose."""
    if found.kecamatan == form.kecamatan and form.desa is None and not form.candidates:
        form.desa = found.desa


def settle(visit: Visit) -> None:
    """The resident has said which kecamatan it is: a pin in another is not where it happened."""
    form = visit.form
    form.inferred = form.unplaced = False
    area = visit.regency.locate(form.pin) if form.pin else None
    if form.kecamatan is None or area is None or area == OUTSIDE:
        return
    if area.kecamatan != form.kecamatan:
        form.pin = None
    elif area.desa and not form.desa:
        form.desa, form.asks_desa = area.desa, False


def leave_at_pin(visit: Visit) -> None:
    """The resident names no kecamatan. Raises ValueError where there is no pin either."""
    form = visit.form
    if form.pin is None:
        raise ValueError("no pin")
    _forget(form)
    form.unplaced = True


def pin(visit: Visit, at: Pin, name: str | None = None) -> Html:
    """Take a pin, and the name of a venue as its landmark; the note says what became of it."""
    form = visit.form
    form.pin = at
    if name and StepKey.LANDMARK not in form.chosen:
        form.landmark = name
        form.choose(StepKey.LANDMARK)
    if form.editing == StepKey.KECAMATAN:
        _forget(form)
        form.unchoose(StepKey.KECAMATAN)
        form.settle()
    area = visit.regency.locate(at)
    if area == OUTSIDE:
        return visit.words("form.note.outside")
    if area is not None:
        _place(visit, area)
    return visit.words("form.note.pin")


def prefill(visit: Visit, link: Link) -> None:
    """Take what a deep link says; the resident sees it in the summary and can change it."""
    form = visit.form
    form.link, form.category, form.opd, form.landmark = link.slug, link.category, link.opd, link.label
    form.choose(StepKey.LANDMARK)
    infer(visit)


def _place(visit: Visit, area: Area) -> None:
    """A pin lies in ``area``."""
    form = visit.form
    meant = [code for code in form.candidates if code in visit.regency.policy.kecamatans]
    if form.kecamatan is not None:
        _weigh(form, area)
    elif meant and area.kecamatan not in meant:
        _ask(form, [*meant, area.kecamatan])
    else:
        form.kecamatan, form.desa, form.inferred = area.kecamatan, area.desa, True
        form.candidates, form.asks_desa, form.unplaced = [], False, False


def _weigh(form: Form, area: Area) -> None:
    """Another source says ``area``: it adds to what is known, or has to be asked about."""
    if area.kecamatan != form.kecamatan:
        _ask(form, [form.kecamatan, area.kecamatan])
    elif form.desa and area.desa and form.desa != area.desa:
        form.candidates, form.asks_desa = [area.kecamatan or "", form.desa, area.desa], True
        form.desa = None
    elif area.desa:
        form.desa = area.desa


def _ask(form: Form, codes: list[str | None]) -> None:
    """Which of these kecamatan, the resident has to say."""
    _forget(form)
    form.candidates = [code for code in dict.fromkeys(codes) if code]


def _forget(form: Form) -> None:
    form.kecamatan, form.desa, form.candidates = None, None, []
    form.asks_desa = form.inferred = form.unplaced = False
