"""One table of who is told when something is done to a ticket, besides whoever did it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.tickets.verbs import Verb


@dataclass(frozen=True, slots=True)
class Told:
    """One row. ``reporter`` and ``group`` are the keys of what is said; ``offers``, the reporter's buttons.

    ``card``: the ticket's card shows how it stands now; ``whole``: it is posted with all that belongs to it.
    ``admins``: it waits for an admin to route it. ``aloud``: the group hears it at any hour.
    """

    reporter: str | None = None
    offers: tuple[Verb, ...] = ()
    group: str | None = None
    aloud: bool = False
    card: bool = True
    whole: bool = False
    admins: bool = False


_NOBODY: Final = Told(card=False)

TOLD: Final[dict[Verb, Told]] = {
    Verb.FILE: _NOBODY,
    Verb.ASSIGN: Told(reporter="news.assign", whole=True),
    Verb.TAKE: Told(reporter="news.take"),
    Verb.RELEASE: Told(),
    Verb.REPLY: Told(reporter="news.reply"),
    Verb.ASK: Told(reporter="news.ask"),
    Verb.ANSWER: Told(group="desk.said.answer"),
    Verb.NOTE: _NOBODY,
    Verb.RETURN: Told(reporter="news.return", admins=True),
    Verb.RESOLVE: Told(reporter="news.resolve", offers=(Verb.CONFIRM, Verb.DISPUTE)),
    Verb.CONFIRM: Told(reporter="news.confirm", offers=(Verb.DISPUTE,), group="desk.said.confirm"),
    Verb.DISPUTE: Told(reporter="news.dispute", group="desk.said.dispute", aloud=True),
    Verb.REMIND: _NOBODY,
    Verb.ESCALATE: _NOBODY,
    Verb.LAPSE: Told(reporter="news.lapse", offers=(Verb.DISPUTE,)),
}
"""The number that answers FILE is the form's to say; reminders and the ladder have their own words."""
