"""One table of what can be done to a ticket: from where, to where, and by whom."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.errors import NotAllowed, Stale
from bot.tickets.status import HELD, OPEN, REMINDED, Status


class Role(StrEnum):
    """In what capacity someone acts; ``SYSTEM`` is the bot keeping its own clocks."""

    REPORTER = "reporter"
    OFFICER = "officer"
    ADMIN = "admin"
    SYSTEM = "system"


class Verb(StrEnum):
    """What is done to a ticket; an event's name as well."""

    FILE = "file"
    ANSWER = "answer"
    JOIN = "join"
    CONFIRM = "confirm"
    DISPUTE = "dispute"
    RATE = "rate"
    REMARK = "remark"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    AGREE = "agree"
    INSIST = "insist"
    APPEAL = "appeal"
    PETITION = "petition"

    TAKE = "take"
    RELEASE = "release"
    HANDOVER = "handover"
    REPLY = "reply"
    ASK = "ask"
    NOTE = "note"
    RETURN = "return"
    RESOLVE = "resolve"
    UPHOLD = "uphold"
    CLEAR = "clear"

    ASSIGN = "assign"
    SUPPORT = "support"
    ARCHIVE = "archive"
    OUTSIDE = "outside"
    MERGE = "merge"
    ABSORB = "absorb"
    SP4N = "sp4n"
    BLOCK = "block"
    UNBLOCK = "unblock"
    REVEAL = "reveal"
    DECIDE = "decide"

    REMIND = "remind"
    ESCALATE = "escalate"
    NUDGE = "nudge"
    LAPSE = "lapse"
    EXPIRE = "expire"
    KEEP = "keep"
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: the statuses it starts from, the one it leads to (None: stays), and who may.

    ``says_something``: it needs words.
    """

    begins: AbstractSet[Status]
    leads_to: Status | None
    may: AbstractSet[Role]
    says_something: bool = False


_ANY: Final = frozenset(Status)
_ENDED: Final = frozenset({Status.RESOLVED, Status.CLOSED})
_CLOSED: Final = frozenset({Status.CLOSED})
_RESOLVED: Final = frozenset({Status.RESOLVED})
_WAITING: Final = frozenset({Status.WAITING_REPORTER})
_PUT_AWAY: Final = frozenset({Status.ARCHIVED, Status.OUTSIDE})
_WORKED_ON: Final = frozenset({Status.ASSIGNED, Status.IN_PROGRESS})
_ROUTABLE: Final = frozenset({Status.NEW, Status.ASSIGNED, Status.RETURNED}) | _PUT_AWAY
"""What is being worked on is not routed away; what was put away by mistake is brought back."""

_REPORTER: Final = frozenset({Role.REPORTER})
_OFFICER: Final = frozenset({Role.OFFICER})
_ADMIN: Final = frozenset({Role.ADMIN})
_SYSTEM: Final = frozenset({Role.SYSTEM})

RULES: Final[dict[Verb, Rule]] = {
    Verb.FILE: Rule(frozenset(), Status.NEW, _REPORTER),
    Verb.ANSWER: Rule(OPEN | _RESOLVED, None, _REPORTER, says_something=True),
    Verb.JOIN: Rule(OPEN, None, _REPORTER),
    Verb.CONFIRM: Rule(_RESOLVED, Status.CLOSED, _REPORTER),
    Verb.DISPUTE: Rule(_ENDED, Status.IN_PROGRESS, _REPORTER),
    Verb.RATE: Rule(_CLOSED, None, _REPORTER),
    Verb.REMARK: Rule(_CLOSED, None, _REPORTER, says_something=True),
    Verb.WITHDRAW: Rule(OPEN, Status.WITHDRAWN, _REPORTER),
    Verb.REOPEN: Rule(frozenset({Status.ARCHIVED}), Status.IN_PROGRESS, _REPORTER),
    Verb.AGREE: Rule(_WAITING, Status.ASSIGNED, _REPORTER),
    Verb.INSIST: Rule(_WAITING, Status.IN_PROGRESS, _REPORTER),
    Verb.APPEAL: Rule(_ANY, None, _REPORTER, says_something=True),
    Verb.PETITION: Rule(_ANY, None, _REPORTER),
    Verb.TAKE: Rule(frozenset({Status.ASSIGNED}), Status.IN_PROGRESS, _OFFICER),
    Verb.RELEASE: Rule(frozenset({Status.IN_PROGRESS}), Status.ASSIGNED, _OFFICER),
    Verb.HANDOVER: Rule(_WORKED_ON, Status.IN_PROGRESS, _OFFICER),
    Verb.REPLY: Rule(HELD, Status.IN_PROGRESS, _OFFICER, says_something=True),
    Verb.ASK: Rule(HELD, Status.WAITING_REPORTER, _OFFICER, says_something=True),
    Verb.NOTE: Rule(_ANY, None, _OFFICER, says_something=True),
    Verb.RETURN: Rule(HELD, Status.RETURNED, _OFFICER, says_something=True),
    Verb.RESOLVE: Rule(HELD, Status.RESOLVED, _OFFICER, says_something=True),
    Verb.UPHOLD: Rule(HELD, None, _OFFICER),
    Verb.CLEAR: Rule(HELD, Status.WAITING_REPORTER, _OFFICER),
    Verb.ASSIGN: Rule(_ROUTABLE, Status.ASSIGNED, frozenset({Role.SYSTEM, Role.ADMIN})),
    Verb.SUPPORT: Rule(HELD, None, _ADMIN),
    Verb.ARCHIVE: Rule(OPEN, Status.ARCHIVED, _ADMIN),
    Verb.OUTSIDE: Rule(OPEN, Status.OUTSIDE, _ADMIN),
    Verb.MERGE: Rule(OPEN, Status.ARCHIVED, _ADMIN),
    Verb.ABSORB: Rule(OPEN | _RESOLVED, None, _ADMIN),
    Verb.SP4N: Rule(_ANY, None, _ADMIN),
    Verb.BLOCK: Rule(_ANY, None, _ADMIN, says_something=True),
    Verb.UNBLOCK: Rule(_ANY, None, _ADMIN),
    Verb.REVEAL: Rule(_ANY, None, _ADMIN, says_something=True),
    Verb.DECIDE: Rule(_ANY, None, _ADMIN),
    Verb.REMIND: Rule(REMINDED, None, _SYSTEM),
    Verb.ESCALATE: Rule(REMINDED, None, _SYSTEM),
    Verb.NUDGE: Rule(_WAITING, None, _SYSTEM),
    Verb.LAPSE: Rule(_RESOLVED, Status.CLOSED, _SYSTEM),
    Verb.EXPIRE: Rule(_WAITING, Status.ARCHIVED, _SYSTEM),
    Verb.KEEP: Rule(_WAITING, Status.IN_PROGRESS, _SYSTEM),
    Verb.ERASE: Rule(_ANY, None, _REPORTER | _SYSTEM | _ADMIN),
}


CARD: Final = (Verb.TAKE, Verb.RESOLVE, Verb.REPLY, Verb.ASK, Verb.RETURN)
"""What the card of a ticket offers as buttons, in their order, while its status allows it."""

OVERSIGHT: Final = (Verb.UPHOLD, Verb.CLEAR)
"""What the card of one that accuses an official offers besides, until its overseer has decided."""

ROUTES: Final = (Verb.ASSIGN, Verb.ARCHIVE, Verb.OUTSIDE)
"""What the admins' card offers as buttons, each with a list to choose from."""

TAKES: Final = frozenset({Verb.TAKE, Verb.REPLY, Verb.ASK, Verb.RESOLVE, Verb.CLEAR})
"""Whoever does it to a ticket that nobody took has taken it."""

RESPONDS: Final = frozenset({Verb.REPLY, Verb.ASK, Verb.RESOLVE})
"""The resident hears from the OPD: the first of these is its first response."""


def offered(status: Status) -> tuple[Verb, ...]:
    """What an officer can do from the card of a ticket with this status."""
    return tuple(verb for verb in CARD if status in RULES[verb].begins)


def leads_to(verb: Verb, status: Status, role: Role) -> Status:
    """The status after ``verb``.

    Raises NotAllowed when ``role`` may never do it, Stale when the ticket stands elsewhere by now.
    """
    rule = RULES[verb]
    if role not in rule.may:
        raise NotAllowed("refused.not_yours_to_do")
    if status not in rule.begins:
        raise Stale("refused.not_now")
    if verb == Verb.ANSWER and status == Status.WAITING_REPORTER:
        return Status.IN_PROGRESS
    return rule.leads_to or status
