"""What a resident sees outside the form: greeting, consent, help, privacy, language."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from bot import wording
from bot.buttons import MenuPress
from bot.files import ALBUM_SETTLES
from bot.intake.visit import Visit
from bot.notices import Button, Notice, Rows
from bot.texts import Html, paragraphs

LABEL_AT_MOST: Final = 40
"""Longer words are no typed button."""

_BEGINNING: Final = 4
"""Letters from which the beginning of a label stands for it."""


def letters(label: str) -> str:
    """What a label says, without emoji and case."""
    return " ".join(word for part in label.casefold().split() if (word := "".join(filter(str.isalnum, part))))


def button_called(text: str, buttons: Sequence[Button]) -> Button | None:
    """The button whose label is written, or the only one whose label begins so."""
    written = letters(text)
    exact = [button for button in buttons if letters(button.label) == written]
    begins = {button.data: button for button in buttons if letters(button.label).startswith(written)}
    if exact or len(written) < _BEGINNING or len(begins) != 1:
        return exact[0] if exact else None
    return next(iter(begins.values()))


def held(at: Visit, notice: Notice) -> Notice:
    """The notice once no more pieces of an album have come for a moment."""
    return replace(notice, not_before=at.tx.now + ALBUM_SETTLES)


def menu(at: Visit) -> Rows:
    """What someone can do who is at no form."""
    say = at.words.plain
    return (
        (_button("file", say("intake.menu.file")),),
        (_button("mine", say("intake.menu.mine")), _button("help", say("intake.menu.help"))),
    )


def greeting(at: Visit) -> Notice:
    """Who we are; a draft is offered again."""
    service, words = at.regency.settings.service, at.words
    text = words("intake.greeting.hello", name=service.name, emergency=service.emergency)
    if at.draft is None or at.form.is_empty:
        return Notice(at.person.id, text, rows=menu(at))
    again = (
        (_button("continue", words.plain("intake.menu.continue")),),
        (_button("discard", words.plain("intake.menu.discard")),),
    )
    return Notice(at.person.id, paragraphs(text, words("intake.greeting.draft")), rows=again)


def thanks(at: Visit) -> Notice:
    """To who thanks us, or says no more than yes."""
    return Notice(at.person.id, at.words("intake.greeting.thanks"), rows=menu(at))


def consent(at: Visit, greeting: Html | None = None) -> Notice:
    """The privacy notice, before anything else but a ``greeting``."""
    words, text = at.words, _asked(at)
    began = None if at.form.is_empty else words("intake.consent.kept")
    return _consent(at, paragraphs(greeting, began, text), "consent")


def digest(at: Visit) -> str:
    """Of the very words that they agree to, for the record of their consent."""
    return hashlib.sha256(_asked(at).encode()).hexdigest()


def _asked(at: Visit) -> Html:
    words, kept = at.words, at.regency.settings.retention
    return words(
        "intake.consent.ask", identity=wording.span(words, kept.identity), text=wording.span(words, kept.text)
    )


def consent_again(at: Visit) -> Notice:
    """To who writes on before they answered: in short, as the whole notice stands above."""
    kept = "intake.consent.open" if at.form.is_empty else "intake.consent.again"
    return _consent(at, at.words(kept), "consent-again")


def answered_consent(at: Visit, text: str) -> str | None:
    """``yes`` or ``no``, where written words answer the privacy notice."""
    for answer in ("yes", "no"):
        if letters(text) in at.words.plain(f"intake.consent.{answer}").split("|"):
            return answer
    return None


def _consent(at: Visit, text: Html, key: str) -> Notice:
    """Whom to call in danger comes before it, and is not replaced by what is said next."""
    words, warning = at.words, at.warn()
    key = f"{key}-danger" if warning else key
    agree = _button("consent", words.plain("intake.consent.agree"), "yes")
    disagree = _button("consent", words.plain("intake.consent.disagree"), "no")
    return Notice(
        at.person.id, paragraphs(warning, text), rows=((agree, disagree),), key=f"{key}:{at.resident.id}"
    )


def help_page(at: Visit) -> Notice:
    """How to report."""
    text = at.words("intake.help.text", emergency=at.regency.settings.service.emergency)
    return Notice(at.person.id, text, rows=menu(at))


def languages(at: Visit) -> Notice:
    """The languages to choose from, each in its own words."""
    buttons = tuple(
        (_button("language", words.plain(f"intake.language.{words.language}"), words.language),)
        for words in at.regency.texts
    )
    return Notice(at.person.id, at.words("intake.language.ask"), rows=buttons)


def _button(choice: str, label: str, value: str = "") -> Button:
    return Button(label, MenuPress(choice, value).pack())
