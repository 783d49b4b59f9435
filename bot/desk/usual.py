"""Usual answers: the regency's templates as buttons for officers, and as words for a resident."""

from __future__ import annotations

from typing import Final

from bot.buttons import TemplatePress
from bot.desk.reading import Reading
from bot.notices import Button, Rows
from bot.policy import Template
from bot.regency import Regency
from bot.tickets.verbs import Verb
from storage.models import Ticket

_OFFERED: Final = 5
_ROW: Final = 2


def rows(regency: Regency, ticket: Ticket, verb: Verb) -> Rows:
    """The usual answers where an officer does this."""
    is_english = regency.texts.main.language == "en"
    buttons = [
        Button(one.label_en if is_english else one.label, TemplatePress(ticket.id, one.id).pack())
        for one in regency.policy.templates_for(verb)[:_OFFERED]
    ]
    return tuple(tuple(buttons[start : start + _ROW]) for start in range(0, len(buttons), _ROW))


def text(regency: Regency, ticket: Ticket, template: Template) -> str:
    """A template in the language of the ticket's reporter, filled."""
    words = regency.texts(ticket.language)
    reads = Reading(regency, words)
    written = template.text_en if words.language == "en" else template.text
    return written.format(number=reads.number(ticket), opd=reads.opd(ticket))
