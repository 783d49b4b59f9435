"""One table of what can be done to a ticket: from where, to where, and by whom."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.errors import NotAllowed, Stale
from bot.tickets.status import DESK, HELD, OPEN, Status


class Role(StrEnum):
    """In what capacity someone acts; ``SYSTEM`` is the bot keeping its own clocks."""

    REPORTER = "reporter"
    OFFICER = "officer"
    ADMIN = "admin"
    SYSTEM = "system"


class Verb(StrEnum):
    """What is done to a ticket; an event's name as well."""

    FILE = "file"
    ASSIGN = "assign"
    TAKE = "take"
    RELEASE = "release"
    REPLY = "reply"
    ASK = "ask"
    ANSWER = "answer"
    NOTE = "note"
    RETURN = "return"
    RESOLVE = "resolve"
    CONFIRM = "confirm"
    DISPUTE = "dispute"
    REMIND = "remind"
    ESCALATE = "escalate"
    LAPSE = "lapse"


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
_OFFICER: Final = frozenset({Role.OFFICER})
_REPORTER: Final = frozenset({Role.REPORTER})
_SYSTEM: Final = frozenset({Role.SYSTEM})

RULES: Final[dict[Verb, Rule]] = {
    Verb.FILE: Rule(frozenset(), Status.NEW, _REPORTER),
    Verb.ASSIGN: Rule(
        frozenset({Status.NEW, Status.ASSIGNED, Status.RETURNED}),
        Status.ASSIGNED,
        frozenset({Role.SYSTEM, Role.ADMIN}),
    ),
    Verb.TAKE: Rule(frozenset({Status.ASSIGNED}), Status.IN_PROGRESS, _OFFICER),
    Verb.RELEASE: Rule(frozenset({Status.IN_PROGRESS}), Status.ASSIGNED, _OFFICER),
    Verb.REPLY: Rule(HELD, Status.IN_PROGRESS, _OFFICER, says_something=True),
    Verb.ASK: Rule(HELD, Status.WAITING_REPORTER, _OFFICER, says_something=True),
    Verb.ANSWER: Rule(OPEN | {Status.RESOLVED}, None, _REPORTER, says_something=True),
    Verb.NOTE: Rule(_ANY, None, _OFFICER, says_something=True),
    Verb.RETURN: Rule(HELD, Status.RETURNED, _OFFICER, says_something=True),
    Verb.RESOLVE: Rule(HELD, Status.RESOLVED, _OFFICER, says_something=True),
    Verb.CONFIRM: Rule(frozenset({Status.RESOLVED}), Status.CLOSED, _REPORTER),
    Verb.DISPUTE: Rule(frozenset({Status.RESOLVED, Status.CLOSED}), Status.IN_PROGRESS, _REPORTER),
    Verb.REMIND: Rule(DESK, None, _SYSTEM),
    Verb.ESCALATE: Rule(DESK, None, _SYSTEM),
    Verb.LAPSE: Rule(frozenset({Status.RESOLVED}), Status.CLOSED, _SYSTEM),
}


CARD: Final = (Verb.TAKE, Verb.REPLY, Verb.ASK, Verb.RETURN, Verb.RESOLVE)
"""What the card of a ticket offers as buttons, in their order, while its status allows it."""

TAKES: Final = frozenset({Verb.TAKE, Verb.REPLY, Verb.ASK, Verb.RESOLVE})
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
