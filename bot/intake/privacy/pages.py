"""What /privasi shows: what is kept, who sees it, for how long, and a button for each right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot import wording
from bot.buttons import MenuPress
from bot.intake.visit import Visit
from bot.notices import Button, Notice, Rows
from bot.texts import Html, paragraphs

CHOICE: Final = "privacy"
_OFFERED: Final = (("data",), ("fix", "stop"), ("forget",), ("ask",))
_NUMBERS: Final = 30
"""Numbers of reports in one message."""


def page(at: Visit) -> Notice:
    """All of it."""
    kept = at.regency.settings.retention
    text = at.words(
        "privacy.page.text",
        identity=wording.span(at.words, kept.identity),
        media=wording.span(at.words, kept.media),
        text=wording.span(at.words, kept.text),
        draft=at.regency.settings.limits.draft_days,
    )
    hidden = () if at.resident.consent else ("stop",)
    rows = tuple(tuple(button(at, what) for what in row if what not in hidden) for row in _OFFERED)
    return Notice(at.person.id, paragraphs(text, _agreed(at)), rows)


def fix(at: Visit) -> Notice:
    """What follows the account by itself, and what a person has to correct."""
    return Notice(
        at.person.id,
        at.words("privacy.fix.text", name=at.person.name),
        ((button(at, "ask-correct"),), (button(at, "back"),)),
    )


def sure(at: Visit, what: str, text: Html) -> Notice:
    """Before ``stop`` or ``forget``: what it means, and once more whether they want it."""
    return Notice(at.person.id, text, ((button(at, f"{what}-sure"),), (button(at, "back"),)))


def button(at: Visit, label: str, value: str | None = None, **about: str) -> Button:
    """A button under /privasi; ``value``, where it is not what names its label."""
    says = at.words.plain(f"privacy.button.{label.replace('-', '_')}", **about)
    return Button(says, MenuPress(CHOICE, value or label).pack())


def back(at: Visit) -> Rows:
    """To the page."""
    return ((button(at, "back"),),)


def numbers(numbered: Sequence[str]) -> str:
    """Numbers of reports in a row; of very many, the newest."""
    shown = ", ".join(numbered[-_NUMBERS:])
    return f"…, {shown}" if len(numbered) > _NUMBERS else shown


def _agreed(at: Visit) -> Html:
    """Which notice they agreed to, and when."""
    resident = at.resident
    if resident.withdrawn_at is not None:
        return at.words("privacy.page.withdrawn", date=_day(at, resident.withdrawn_at))
    if not resident.consent or resident.consented_at is None:
        return at.words("privacy.page.never")
    return at.words("privacy.page.agreed", version=resident.consent, date=_day(at, resident.consented_at))


def _day(at: Visit, moment: datetime) -> str:
    return wording.short_day(at.words, at.regency.local(moment).date())
