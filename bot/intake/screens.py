"""The question a resident is at, as a message with its buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from bot import wording
from bot.buttons import FormPress
from bot.files import showable
from bot.form import StepKey, current
from bot.form.steps import CHANGEABLE
from bot.intake.visit import Visit
from bot.notices import Button, Notice, Rows
from bot.policy import Category
from bot.sanitise import cut
from bot.texts import Html, lines, paragraphs, quoted
from bot.tickets.status import Kind

_BESIDE_ANOTHER: Final = 21
"""Letters of a label that half the width of a small phone shows."""

_SHOWN: Final = 1500
"""UTF-16 units of the description in a summary; all of it is filed."""


_WARNS: Final = frozenset({StepKey.CATEGORY, StepKey.SUMMARY})
"""The first question after the description, and the last before **Kirim**."""


def screen(visit: Visit, note: Html | None = None, *, wide: bool = False) -> Notice:
    """The present question; ``note`` says first what became of the last message.

    ``wide`` shows all categories instead of those proposed, or what can be changed instead of the summary.
    """
    draft = visit.keep()
    step = current(visit.form)
    ask, rows = _SCREENS[step](visit, wide)
    warning = visit.warning if step in _WARNS and not wide else None
    return Notice(
        visit.person.id,
        paragraphs(warning, note, ask),
        rows=(*rows, _nav(visit, step, wide)),
        key=f"form:{draft.id}",
    )


def _button(visit: Visit, step: str, value: str, label: str) -> Button:
    draft = visit.draft.id if visit.draft else 0
    return Button(label, FormPress(draft, step, value).pack())


def _nav(visit: Visit, step: StepKey, wide: bool) -> tuple[Button, ...]:
    say = visit.words.plain
    return (
        _button(visit, step, "here" if wide else "back", say("form.nav.back")),
        _button(visit, step, "cancel", say("form.nav.cancel")),
    )


def _columns(buttons: Iterable[Button], wide: int = 2) -> Rows:
    """In rows of ``wide``; a label too long to be read beside another stands alone."""
    rows: list[list[Button]] = []
    for button in buttons:
        if rows and len(rows[-1]) < wide and all(map(_is_short, (*rows[-1], button))):
            rows[-1].append(button)
        else:
            rows.append([button])
    return tuple(map(tuple, rows))


def _is_short(button: Button) -> bool:
    return len(button.label) <= _BESIDE_ANOTHER


def _said(visit: Visit, step: StepKey, keys: Sequence[str], wide: int = 1) -> Rows:
    """Buttons whose value is the last part of their text's key."""
    say = visit.words.plain
    return _columns((_button(visit, step, key.rpartition(".")[2], say(key)) for key in keys), wide)


def _kind(visit: Visit, _wide: bool) -> tuple[Html, Rows]:
    keys = [f"form.kind.{kind}" for kind in Kind]
    return visit.words("form.kind.ask"), _said(visit, StepKey.KIND, keys)


def _description(visit: Visit, _wide: bool) -> tuple[Html, Rows]:
    form, words = visit.form, visit.words
    if form.described:
        said = words("form.description.now", text=_description_of(visit))
        return said, _said(visit, StepKey.DESCRIPTION, ["form.nav.next"])
    if form.parts:
        return words("form.description.more"), ()
    if form.is_spoken:
        return words("form.description.voice"), _said(visit, StepKey.DESCRIPTION, ["form.identity.named"])
    if form.files or form.pin:
        return words("form.description.more"), ()
    if form.kind is not None:
        return words("form.description.of", kind=words(f"word.kind.{form.kind}")), ()
    kinds = [f"form.kind.{kind}" for kind in Kind]
    return words("form.description.ask"), _said(visit, StepKey.DESCRIPTION, kinds)


def _category(visit: Visit, wide: bool) -> tuple[Html, Rows]:
    policy, words = visit.regency.policy, visit.words
    proposed = [policy.category(id_) for id_ in visit.form.proposed if id_ in policy.categories]
    if wide or not proposed:
        every = [category for group in policy.groups for category in policy.categories_of(group.id)]
        return words("form.category.all"), _columns(_categories(visit, every))
    other = _button(visit, StepKey.CATEGORY, "other", words.plain("form.category.other"))
    return words("form.category.ask"), (*_columns(_categories(visit, proposed), 1), (other,))


def _categories(visit: Visit, found: Iterable[Category]) -> Iterable[Button]:
    for category in found:
        label = wording.category(visit.words, visit.regency.policy, category.id)
        yield _button(visit, StepKey.CATEGORY, category.id, label)


def _kecamatan(visit: Visit, wide: bool) -> tuple[Html, Rows]:
    policy = visit.regency.policy
    meant = [code for code in visit.form.candidates if code in policy.kecamatans]
    if len(meant) > 1 and not wide:
        rows = (*_kecamatans(visit, meant), *_said(visit, StepKey.KECAMATAN, ["form.kecamatan.other"]))
        return visit.words("form.kecamatan.which"), rows
    return visit.words("form.kecamatan.ask"), _kecamatans(visit, policy.kecamatans)


def _kecamatans(visit: Visit, codes: Iterable[str]) -> Rows:
    places = sorted(map(visit.regency.policy.kecamatan, codes), key=lambda place: place.name)
    return _columns(_button(visit, StepKey.KECAMATAN, place.code or "", place.name) for place in places)


def _desa(visit: Visit, _wide: bool) -> tuple[Html, Rows]:
    form, policy, words = visit.form, visit.regency.policy, visit.words
    kecamatan = policy.kecamatan(form.kecamatan or "")
    skip = _button(visit, StepKey.DESA, "skip", words.plain("form.nav.skip"))
    if meant := [code for code in form.candidates if code in policy.villages]:
        whole = _button(visit, StepKey.DESA, "skip", words.plain("form.desa.whole", name=kecamatan.name))
        rows = ((whole,), *_columns((_village(visit, code) for code in meant), 1))
        if all(policy.desa(code).name != kecamatan.name for code in meant):
            return words("form.desa.ask", kecamatan=kecamatan.name), rows
        return words("form.desa.which", name=kecamatan.name), rows
    villages = policy.desa_of(form.kecamatan or "")
    buttons = [_button(visit, StepKey.DESA, place.code or "", place.name) for place in villages]
    return words("form.desa.ask", kecamatan=kecamatan.name), (*_columns(buttons), (skip,))


def _village(visit: Visit, code: str) -> Button:
    policy, words = visit.regency.policy, visit.words
    kind = wording.village_kind(words, policy, code)
    return _button(
        visit, StepKey.DESA, code, words.plain("form.desa.village", kind=kind, name=policy.desa(code).name)
    )


def _landmark(visit: Visit, _wide: bool) -> tuple[Html, Rows]:
    return visit.words("form.landmark.ask"), _said(visit, StepKey.LANDMARK, ["form.nav.skip"])


def _date(visit: Visit, _wide: bool) -> tuple[Html, Rows]:
    days = _said(visit, StepKey.DATE, ["form.date.today", "form.date.yesterday"], 2)
    return visit.words("form.date.ask"), (*days, *_said(visit, StepKey.DATE, ["form.nav.skip"]))


def _attachments(visit: Visit, _wide: bool) -> tuple[Html, Rows]:
    limit, count = visit.regency.settings.limits.attachments, len(visit.form.files)
    if not count:
        return visit.words("form.attachments.none", limit=limit), _said(
            visit, StepKey.ATTACHMENTS, ["form.nav.skip"]
        )
    keys = ["form.nav.next", "form.attachments.clear"]
    return visit.words("form.attachments.ask", limit=limit, count=count), _said(
        visit, StepKey.ATTACHMENTS, keys
    )


def _identity(visit: Visit, _wide: bool) -> tuple[Html, Rows]:
    keys = ["form.identity.confidential", "form.identity.named"]
    return visit.words("form.identity.ask", name=visit.person.name), _said(visit, StepKey.IDENTITY, keys)


def _choice(visit: Visit, _wide: bool) -> tuple[Html, Rows]:
    answers = tuple(
        (_button(visit, StepKey.CHOICE, str(ticket), visit.words.plain("form.choice.answer", number=number)),)
        for ticket, number in visit.form.waiting
    )
    return visit.words("form.choice.ask"), (*answers, *_said(visit, StepKey.CHOICE, ["form.choice.new"]))


def _summary(visit: Visit, wide: bool) -> tuple[Html, Rows]:
    words = visit.words
    if wide:
        keys = [f"form.change.{step}" for step in CHANGEABLE]
        return words("form.change.ask"), _said(visit, StepKey.SUMMARY, keys, 2)
    keys = ["form.summary.send", "form.summary.change"]
    text = paragraphs(
        words("form.summary.title"),
        _description_of(visit),
        lines(*_values(visit)),
        words("form.summary.ask"),
    )
    return text, _said(visit, StepKey.SUMMARY, keys)


def _values(visit: Visit) -> Iterable[Html | None]:
    form, words, policy = visit.form, visit.words, visit.regency.policy
    yield words("form.summary.kind", kind=words(f"word.kind.{form.kind or Kind.PENGADUAN}"))
    yield words("form.summary.category", category=wording.category(words, policy, form.category or ""))
    if form.kecamatan:
        yield words("form.summary.place", place=wording.place(words, policy, form.kecamatan, form.desa))
    yield words("form.summary.landmark", landmark=form.landmark) if form.landmark else None
    yield words("form.summary.pin") if form.pin else None
    yield words("form.summary.date", date=wording.day(words, form.occurred_on)) if form.occurred_on else None
    count = len(form.files)
    yield words("form.summary.files", count=count) if count else words("form.summary.no_files")
    secret = form.confidential
    yield words("form.summary.confidential" if secret else "form.summary.named", name=visit.person.name)
    yield words("form.summary.sealed") if showable(form.files, secret)[1] else None


def _description_of(visit: Visit) -> Html:
    description = visit.form.description
    return quoted(_short(description)) if description else visit.words("form.summary.spoken")


def _short(text: str) -> str:
    head, rest = cut(text, _SHOWN)
    return f"{head} …" if rest else head


Screen = Callable[[Visit, bool], tuple[Html, Rows]]

_SCREENS: Final[dict[StepKey, Screen]] = {
    StepKey.CHOICE: _choice,
    StepKey.KIND: _kind,
    StepKey.DESCRIPTION: _description,
    StepKey.CATEGORY: _category,
    StepKey.KECAMATAN: _kecamatan,
    StepKey.DESA: _desa,
    StepKey.LANDMARK: _landmark,
    StepKey.DATE: _date,
    StepKey.ATTACHMENTS: _attachments,
    StepKey.IDENTITY: _identity,
    StepKey.SUMMARY: _summary,
}
