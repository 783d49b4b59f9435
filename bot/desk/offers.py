"""The buttons that a resident gets about their own ticket."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bot.buttons import STARS, RatePress, ReporterPress
from bot.desk import consents
from bot.desk.acts import Act
from bot.desk.changes import Changes
from bot.notices import Button, Rows
from bot.texts import Words
from bot.tickets.status import Status
from bot.tickets.verbs import Role, Verb
from storage.models import Ticket
from storage.transaction import Transaction

PAGE: Final = (Verb.CONFIRM, Verb.DISPUTE, Verb.REOPEN, Verb.ANSWER, Verb.WITHDRAW)
"""What the page of a ticket offers, in this order, while it can be done."""

CONSENT: Final = (Verb.AGREE, Verb.INSIST)
"""What it offers first while its resident is asked whether it may go to another office."""

_ROW: Final = 2


def rows(words: Words, ticket: Ticket, verbs: Iterable[Verb], *, rates: bool) -> Rows:
    """Buttons that do these, and **1** to **5** where it ``rates``."""
    buttons = [
        Button(words.plain(_label(ticket, verb)), ReporterPress(ticket.id, ticket.version, verb).pack())
        for verb in verbs
    ]
    pairs = [tuple(buttons[start : start + _ROW]) for start in range(0, len(buttons), _ROW)]
    return (*pairs, *([_stars(ticket)] if rates else ()))


async def on_page(tx: Transaction, changes: Changes, words: Words, ticket: Ticket) -> Rows:
    """All that its reporter can do to a ticket now."""
    consent = CONSENT if await consents.is_asked(tx, ticket) else ()
    verbs = [verb for verb in PAGE if changes.allows(ticket, Act(verb, Role.REPORTER))]
    return rows(words, ticket, (*consent, *verbs), rates=can_rate(changes, ticket))


def can_rate(changes: Changes, ticket: Ticket) -> bool:
    """It is rated once from its page; under the question that asks for it the last press counts."""
    return ticket.rating is None and changes.allows(ticket, Act(Verb.RATE, Role.REPORTER))


def _label(ticket: Ticket, verb: Verb) -> str:
    """Where the question whether it is done is not there to be answered, the button says it all."""
    is_over = verb == Verb.DISPUTE and ticket.status == Status.CLOSED
    return "news.button.not_done" if is_over else f"news.button.{verb}"


def _stars(ticket: Ticket) -> tuple[Button, ...]:
    return tuple(Button(f"⭐ {stars}", RatePress(ticket.id, stars).pack()) for stars in STARS)
