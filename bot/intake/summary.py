"""What a form holds, as its resident reads it before **Kirim**."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot import wording
from bot.files import showable
from bot.intake.visit import Visit
from bot.pins import OUTSIDE
from bot.sanitise import cut
from bot.texts import Html, quoted

_SHOWN: Final = 1500
"""UTF-16 units of the description in a summary; all of it is filed."""


def values(visit: Visit) -> Iterable[Html | None]:
    """Every other answer, a line each."""
    form, words, policy = visit.form, visit.words, visit.regency.policy
    yield words("form.summary.kind", kind=words(f"word.kind.{visit.kind}"))
    yield words("form.summary.category", category=wording.category(words, policy, form.category or ""))
    if form.kecamatan:
        yield words("form.summary.place", place=wording.place(words, policy, form.kecamatan, form.desa))
    if form.opd and policy.answers_for(form.opd, form.category or ""):
        yield words("form.summary.opd", opd=policy.opd(form.opd).name)
    yield words("form.summary.landmark", landmark=form.landmark) if form.landmark else None
    if form.pin:
        yield words("form.summary.outside" if visit.area == OUTSIDE else "form.summary.pin")
    yield words("form.summary.date", date=wording.day(words, form.occurred_on)) if form.occurred_on else None
    count = len(form.files)
    yield words("form.summary.files", count=count) if count else words("form.summary.no_files")
    secret = form.confidential
    yield words("form.summary.confidential" if secret else "form.summary.named", name=visit.person.name)
    yield words("form.summary.proxy") if form.proxy else None
    yield words("form.summary.sealed") if showable(form.files, secret)[1] else None


def description(visit: Visit) -> Html:
    """As much of it as leaves room for the rest."""
    text = visit.form.description
    return quoted(_short(text)) if text else visit.words("form.summary.spoken")


def _short(text: str) -> str:
    head, rest = cut(text, _SHOWN)
    return f"{head} …" if rest else head
