"""What a summary shows, and how the same would be shown of a ticket."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

from bot import wording
from bot.app.building import regency_of
from bot.persons import Person
from bot.settings import Settings
from storage.models import Ticket

NOW: Final = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
REGENCY: Final = regency_of(Settings.model_validate({"telegram": {"token": "1:a"}}), NOW)
ANI: Final = Person(7001, "Ani")


def lines_of(ticket: Ticket, files: int) -> list[str]:
    """How a summary shows what a ticket holds."""
    words, policy = REGENCY.texts(ticket.language), REGENCY.policy
    place = wording.place(words, policy, ticket.kecamatan, ticket.desa)
    day = wording.day(words, ticket.occurred_on) if ticket.occurred_on else None
    shown = [
        words("form.summary.kind", kind=words(f"word.kind.{ticket.kind}")),
        words("form.summary.category", category=wording.category(words, policy, ticket.category)),
        words("form.summary.place", place=place) if ticket.kecamatan else None,
        words("form.summary.landmark", landmark=ticket.landmark) if ticket.landmark else None,
        words("form.summary.date", date=day) if day else None,
        words("form.summary.files", count=files) if files else words("form.summary.no_files"),
        words("form.summary.confidential" if ticket.confidential else "form.summary.named", name=ANI.name),
        words("form.summary.proxy") if ticket.proxy else None,
        *([restricted(ticket)] if ticket.sensitive else []),
    ]
    return [line for line in shown if line]


def restricted(ticket: Ticket) -> str:
    """Who alone may read it."""
    is_guess = ticket.oversight and not REGENCY.policy.category(ticket.category).oversight
    key = "form.summary.oversight" if is_guess else "form.summary.sensitive"
    return REGENCY.texts(ticket.language)(key, opd=REGENCY.policy.opd(ticket.opd).name)


def shown_of(summary: str, language: str) -> list[str]:
    """The lines of a summary that show values, outside the resident's words."""
    words = REGENCY.texts(language)
    begins = tuple(words.plain(f"form.summary.{key}", **BLANKS).split("\0")[0] for key in SHOWN)
    outside = re.sub(r"<blockquote.*?</blockquote>", "", summary, flags=re.DOTALL)
    return [
        line
        for line in outside.split("\n")
        if line.startswith(begins) and line != words("form.summary.sealed")
    ]


SHOWN: Final = (
    "kind", "category", "place", "landmark", "date", "files", "confidential", "named", "proxy", "oversight",
    "sensitive",
)  # fmt: skip


BLANKS: Final = dict.fromkeys(("kind", "category", "place", "landmark", "date", "count", "name", "opd"), "\0")
