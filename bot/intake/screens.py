"""The question a resident is at, as a message with its buttons."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from typing import Final

from bot import wording
from bot.form import StepKey, current
from bot.form.steps import CHANGEABLE
from bot.intake import care
from bot.intake.keyboards import Choice, button, columns, labelled
from bot.intake.summary import description, values
from bot.intake.visit import Visit
from bot.notices import Button, Notice, Rows
from bot.pins import OUTSIDE
from bot.policy import Category
from bot.texts import Html, lines, paragraphs
from bot.tickets.status import Kind

_WARNS: Final = frozenset(
    {
        StepKey.CHOICE, StepKey.DESCRIPTION, StepKey.CATEGORY, StepKey.KECAMATAN, StepKey.DESA,
        StepKey.SUMMARY,
    }
)  # fmt: skip
"""All that may be asked next after words of danger."""


def screen(visit: Visit, note: Html | None = None, *, wide: bool = False) -> Notice:
    """The present question; ``note`` says first what became of the last message.

    ``wide`` shows all categories instead of those proposed, or what can be changed instead of the summary.
    What warns of danger is never replaced by a later question before it was read.
    """
    draft = visit.keep()
    step = current(visit.form)
    ask, rows = _SCREENS[step](visit, wide)
    warning = visit.warn() if step in _WARNS and not wide else None
    return Notice(
        visit.person.id,
        paragraphs(warning, note, ask),
        rows=(*rows, _nav(visit, step, wide)),
        key=f"danger:{draft.id}" if warning else f"form:{draft.id}",
    )


def _nav(visit: Visit, step: StepKey, wide: bool) -> tuple[Button, ...]:
    say = visit.words.plain
    return (
        button(visit, step, "here" if wide else "back", say("form.nav.back")),
        button(visit, step, "cancel", say("form.nav.cancel")),
    )


def _kind(visit: Visit, _wide: bool) -> tuple[Html, Rows]:
    keys = [f"form.kind.{kind}" for kind in Kind]
    return visit.words("form.kind.ask"), labelled(visit, StepKey.KIND, keys)


def _description(visit: Visit, _wide: bool) -> tuple[Html, Rows]:
    form, words = visit.form, visit.words
    if form.described:
        now = words("form.description.now", text=description(visit))
        return now, labelled(visit, StepKey.DESCRIPTION, ["form.nav.next"])
    if form.parts:
        return words("form.description.more"), ()
    if form.is_spoken:
        return words("form.description.voice"), labelled(visit, StepKey.DESCRIPTION, ["form.identity.named"])
    if form.files or form.pin:
        return words("form.description.more"), ()
    if form.kind is not None:
        return words("form.description.of", kind=words(f"word.kind.{form.kind}")), ()
    kinds = [f"form.kind.{kind}" for kind in Kind]
    place = visit.regency.settings.recap.place
    return words("form.description.ask", place=place), labelled(visit, StepKey.DESCRIPTION, kinds)


def _category(visit: Visit, wide: bool) -> tuple[Html, Rows]:
    policy, words = visit.regency.policy, visit.words
    proposed = [policy.category(id_) for id_ in visit.form.proposed if id_ in policy.categories]
    if wide or not proposed:
        every = [category for group in policy.groups for category in policy.categories_of(group.id)]
        return words("form.category.all"), columns(visit, StepKey.CATEGORY, _categories(visit, every))
    other = button(visit, StepKey.CATEGORY, "other", words.plain("form.category.other"))
    best = columns(visit, StepKey.CATEGORY, _categories(visit, proposed), 1)
    return words("form.category.ask"), (*best, (other,))


def _oversight(visit: Visit, _wide: bool) -> tuple[Html, Rows]:
    ask = visit.words("form.oversight.ask", opd=visit.regency.policy.overseer.name)
    return ask, labelled(visit, StepKey.OVERSIGHT, ["form.oversight.accuses", "form.oversight.ordinary"])


def _categories(visit: Visit, found: Iterable[Category]) -> Iterable[Choice]:
    for category in found:
        yield category.id, wording.category(visit.words, visit.regency.policy, category.id)


def _kecamatan(visit: Visit, wide: bool) -> tuple[Html, Rows]:
    policy, words, area = visit.regency.policy, visit.words, visit.area
    meant = [code for code in visit.form.candidates if code in policy.kecamatans]
    if len(meant) > 1 and not wide:
        rows = (*_kecamatans(visit, meant), *labelled(visit, StepKey.KECAMATAN, ["form.kecamatan.other"]))
        if area and area.kecamatan in meant:
            return words("form.kecamatan.pinned", name=policy.kecamatan(area.kecamatan).name), rows
        return words("form.kecamatan.which"), rows
    beyond = area == OUTSIDE
    ask = words("form.kecamatan.outside" if beyond else "form.kecamatan.ask")
    every = columns(visit, StepKey.KECAMATAN, policy.kecamatans_by_name)
    return ask, (*every, *_left_at_pin(visit, beyond))


def _left_at_pin(visit: Visit, beyond: bool) -> Rows:
    """Who sent a pin may leave it at that."""
    if visit.form.pin is None:
        return ()
    label = visit.words.plain("form.kecamatan.beyond" if beyond else "form.nav.skip")
    return ((button(visit, StepKey.KECAMATAN, "skip", label),),)


def _kecamatans(visit: Visit, codes: Container[str]) -> Rows:
    named = [choice for choice in visit.regency.policy.kecamatans_by_name if choice[0] in codes]
    return columns(visit, StepKey.KECAMATAN, named)


def _desa(visit: Visit, _wide: bool) -> tuple[Html, Rows]:
    form, policy, words = visit.form, visit.regency.policy, visit.words
    kecamatan = policy.kecamatan(form.kecamatan or "")
    skip = button(visit, StepKey.DESA, "skip", words.plain("form.nav.skip"))
    if meant := [code for code in form.candidates if code in policy.villages]:
        whole = button(visit, StepKey.DESA, "skip", words.plain("form.desa.whole", name=kecamatan.name))
        rows = ((whole,), *columns(visit, StepKey.DESA, [_village(visit, code) for code in meant], 1))
        if all(policy.desa(code).name != kecamatan.name for code in meant):
            return words("form.desa.ask", kecamatan=kecamatan.name), rows
        return words("form.desa.which", name=kecamatan.name), rows
    villages = [(place.code or "", place.name) for place in policy.desa_of(form.kecamatan or "")]
    every = columns(visit, StepKey.DESA, villages)
    return words("form.desa.ask", kecamatan=kecamatan.name), (*every, (skip,))


def _village(visit: Visit, code: str) -> Choice:
    policy, words = visit.regency.policy, visit.words
    kind = wording.village_kind(words, policy, code)
    return code, words.plain("form.desa.village", kind=kind, name=policy.desa(code).name)


def _landmark(visit: Visit, _wide: bool) -> tuple[Html, Rows]:
    return visit.words("form.landmark.ask"), labelled(visit, StepKey.LANDMARK, ["form.nav.skip"])


def _date(visit: Visit, _wide: bool) -> tuple[Html, Rows]:
    days = labelled(visit, StepKey.DATE, ["form.date.today", "form.date.yesterday"], 2)
    return visit.words("form.date.ask"), (*days, *labelled(visit, StepKey.DATE, ["form.nav.skip"]))


def _attachments(visit: Visit, _wide: bool) -> tuple[Html, Rows]:
    limit, count = visit.regency.settings.limits.attachments, len(visit.form.files)
    if not count:
        return visit.words("form.attachments.none", limit=limit), labelled(
            visit, StepKey.ATTACHMENTS, ["form.nav.skip"]
        )
    keys = ["form.nav.next", "form.attachments.clear"]
    return visit.words("form.attachments.ask", limit=limit, count=count), labelled(
        visit, StepKey.ATTACHMENTS, keys
    )


def _identity(visit: Visit, _wide: bool) -> tuple[Html, Rows]:
    keys = ["form.identity.confidential", "form.identity.named"]
    return visit.words("form.identity.ask", name=visit.person.name), labelled(visit, StepKey.IDENTITY, keys)


def _proxy(visit: Visit, _wide: bool) -> tuple[Html, Rows]:
    return visit.words("form.proxy.ask"), labelled(
        visit, StepKey.PROXY, ["form.proxy.other", "form.proxy.myself"]
    )


def _twin(visit: Visit, _wide: bool) -> tuple[Html, Rows]:
    """The offer shows nothing by which someone could tell who reported first."""
    form, words, policy, twin = visit.form, visit.words, visit.regency.policy, visit.form.twin
    if twin is None:
        raise ValueError("no twin is offered")
    ask = words(
        "form.twin.ask",
        category=wording.category(words, policy, form.category or ""),
        place=wording.place(words, policy, form.kecamatan, twin.desa),
        month=wording.month(words, twin.filed_in),
        status=words(f"word.status.{twin.status}"),
    )
    join = button(visit, StepKey.TWIN, str(twin.ticket), words.plain("form.twin.join"))
    return ask, ((join,), *labelled(visit, StepKey.TWIN, ["form.twin.different"]))


def _choice(visit: Visit, _wide: bool) -> tuple[Html, Rows]:
    answers = tuple(
        (button(visit, StepKey.CHOICE, str(ticket), visit.words.plain("form.choice.answer", number=number)),)
        for ticket, number in visit.form.waiting
    )
    return visit.words("form.choice.ask"), (*answers, *labelled(visit, StepKey.CHOICE, ["form.choice.new"]))


def _summary(visit: Visit, wide: bool) -> tuple[Html, Rows]:
    words = visit.words
    if wide:
        keys = [f"form.change.{step}" for step in CHANGEABLE]
        return words("form.change.ask"), labelled(visit, StepKey.SUMMARY, keys, 2)
    keys = ["form.summary.send", "form.summary.change"]
    text = paragraphs(
        words("form.summary.title"),
        description(visit),
        lines(*values(visit)),
        care.notes(visit),
        words("form.summary.ask"),
    )
    return text, labelled(visit, StepKey.SUMMARY, keys)


Screen = Callable[[Visit, bool], tuple[Html, Rows]]

_SCREENS: Final[dict[StepKey, Screen]] = {
    StepKey.CHOICE: _choice,
    StepKey.KIND: _kind,
    StepKey.DESCRIPTION: _description,
    StepKey.CATEGORY: _category,
    StepKey.OVERSIGHT: _oversight,
    StepKey.KECAMATAN: _kecamatan,
    StepKey.DESA: _desa,
    StepKey.LANDMARK: _landmark,
    StepKey.DATE: _date,
    StepKey.ATTACHMENTS: _attachments,
    StepKey.IDENTITY: _identity,
    StepKey.PROXY: _proxy,
    StepKey.TWIN: _twin,
    StepKey.SUMMARY: _summary,
}
