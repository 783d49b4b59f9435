"""One table of who is told when something is done to a ticket, besides whoever did it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.tickets.verbs import Verb


@dataclass(frozen=True, slots=True)
class Told:
    """One row. ``reporter`` and ``group`` are the keys of what is said; ``offers``, the reporter's buttons.

    ``rates``: it can be rated, from 1 to 5 stars.
    ``followers``: those who reported the same hear it as well. ``card``: the ticket's card shows how it
    stands now; ``whole``: it is posted with all that belongs to it. ``admins``: it waits for an admin to
    route it. ``above``: one step up hears of it. ``aloud``: the group hears it at any hour.
    """

    reporter: str | None = None
    offers: tuple[Verb, ...] = ()
    rates: bool = False
    followers: bool = False
    group: str | None = None
    aloud: bool = False
    card: bool = True
    whole: bool = False
    admins: bool = False
    above: str | None = None


_NOBODY: Final = Told(card=False)

TOLD: Final[dict[Verb, Told]] = {
    Verb.FILE: _NOBODY,
    Verb.ANSWER: Told(group="desk.said.answer"),
    Verb.JOIN: Told(group="desk.said.join"),
    Verb.CONFIRM: Told(
        reporter="news.confirm", offers=(Verb.DISPUTE,), rates=True, followers=True, group="desk.said.confirm"
    ),
    Verb.DISPUTE: Told(
        reporter="news.dispute", group="desk.said.dispute", aloud=True, above="desk.above.dispute"
    ),
    Verb.RATE: Told(reporter="news.rate", offers=(Verb.REMARK,), group="desk.said.rate"),
    Verb.REMARK: Told(card=False, group="desk.said.remark"),
    Verb.WITHDRAW: Told(reporter="news.withdraw", followers=True, group="desk.said.withdraw"),
    Verb.REOPEN: Told(reporter="news.reopen", group="desk.said.reopen", aloud=True),
    Verb.AGREE: Told(reporter="news.agree", whole=True),
    Verb.INSIST: Told(reporter="news.insist", group="desk.said.insist"),
    Verb.APPEAL: _NOBODY,
    Verb.PETITION: _NOBODY,
    Verb.TAKE: Told(reporter="news.take", followers=True),
    Verb.RELEASE: Told(),
    Verb.HANDOVER: Told(),
    Verb.REPLY: Told(reporter="news.reply"),
    Verb.ASK: Told(reporter="news.ask"),
    Verb.NOTE: Told(card=False, group="desk.said.note"),
    Verb.RETURN: Told(reporter="news.return", admins=True),
    Verb.RESOLVE: Told(reporter="news.resolve", offers=(Verb.CONFIRM, Verb.DISPUTE), followers=True),
    Verb.UPHOLD: Told(reporter="news.uphold"),
    Verb.CLEAR: Told(reporter="news.clear", offers=(Verb.AGREE, Verb.INSIST)),
    Verb.ASSIGN: Told(reporter="news.assign", followers=True, whole=True),
    Verb.SUPPORT: Told(),
    Verb.ARCHIVE: Told(reporter="news.archive", followers=True, group="desk.said.archive"),
    Verb.OUTSIDE: Told(reporter="news.outside", followers=True, group="desk.said.outside"),
    Verb.MERGE: Told(reporter="news.merge", followers=True, group="desk.said.merge"),
    Verb.ABSORB: Told(group="desk.said.absorb"),
    Verb.SP4N: Told(reporter="news.sp4n"),
    Verb.BLOCK: _NOBODY,
    Verb.UNBLOCK: _NOBODY,
    Verb.REVEAL: _NOBODY,
    Verb.DECIDE: _NOBODY,
    Verb.REMIND: _NOBODY,
    Verb.ESCALATE: _NOBODY,
    Verb.NUDGE: Told(reporter="news.nudge", card=False),
    Verb.LAPSE: Told(reporter="news.lapse", offers=(Verb.DISPUTE,), rates=True, followers=True),
    Verb.EXPIRE: Told(reporter="news.expire", offers=(Verb.REOPEN,)),
    Verb.KEEP: Told(reporter="news.keep", group="desk.said.keep"),
    Verb.ERASE: _NOBODY,
}
"""The number that answers FILE is the form's to say; reminders and the ladder have their own words, and what
was decided about a resident is told to that resident alone (``bot.desk.admin.blocking``, ``petitions``,
``revealing``)."""

FOLLOWED: Final[dict[Verb, str]] = {
    Verb.RESOLVE: "news.followed.resolve",
    Verb.CONFIRM: "news.followed.confirm",
    Verb.LAPSE: "news.followed.lapse",
    Verb.WITHDRAW: "news.followed.withdraw",
    Verb.MERGE: "news.followed.merge",
}
"""What followers hear instead where the reporter is spoken to about what only they can do."""
