"""What is alarming: a cause, the fact that raises it, and how often someone is told of it while it lasts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from bot.health.facts import Facts

INBOX_AGE: Final = 60.0
OUTBOX_AGE: Final = 300.0
DISK_FREE: Final = 0.15
WAL: Final = 64 * 2**20


class Cause(StrEnum):
    """Why there is an alarm."""

    CONFLICT = "conflict"
    TOKEN = "token"  # noqa: S105 - the name of a cause
    CLOCK = "clock"
    INVARIANT = "invariant"
    STORAGE = "storage"
    LOOP = "loop"
    INBOX = "inbox"
    OUTBOX = "outbox"
    DEAD = "dead"
    UNCERTAIN = "uncertain"
    GROUPS = "groups"
    DISK = "disk"
    WAL = "wal"
    PAGE = "page"
    HEADS = "heads"
    UNERASED = "unerased"


HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Alarm:
    """One that is raised now, with what its words tell."""

    cause: Cause
    about: str

    @property
    def again(self) -> timedelta:
        """How long after it was told it is told again while it lasts."""
        return DAY if self.cause in _SLOW else HOUR

    @property
    def is_quiet(self) -> bool:
        """It is for the admins alone and wakes nobody."""
        return self.cause == Cause.HEADS


_SLOW: Final = frozenset({Cause.DEAD, Cause.UNCERTAIN, Cause.GROUPS, Cause.HEADS, Cause.UNERASED})
"""These take people hours and days to put right."""

_RAISED: Final[Mapping[Cause, Callable[[Facts], str]]] = {
    Cause.CONFLICT: lambda facts: "409" if facts.contested else "",
    Cause.CLOCK: lambda facts: f"{facts.skew:+.0f}" if facts.skew else "",
    Cause.INVARIANT: lambda facts: ", ".join(f"{name} {rows}" for name, rows in facts.violations.items()),
    Cause.LOOP: lambda facts: ", ".join(facts.late),
    Cause.INBOX: lambda facts: f"{facts.inbox_age:.0f}" if facts.inbox_age > INBOX_AGE else "",
    Cause.OUTBOX: lambda facts: f"{facts.outbox_age:.0f}" if facts.outbox_age > OUTBOX_AGE else "",
    Cause.DEAD: lambda facts: str(facts.dead or ""),
    Cause.UNCERTAIN: lambda facts: str(facts.uncertain or ""),
    Cause.GROUPS: lambda facts: ", ".join(facts.groups_down),
    Cause.DISK: lambda facts: f"{facts.disk_free:.0%}" if facts.disk_free < DISK_FREE else "",
    Cause.WAL: lambda facts: f"{facts.wal / 2**20:.0f}" if facts.wal > WAL else "",
    Cause.PAGE: lambda facts: "http.listen" if facts.page_shut else "",
    Cause.HEADS: lambda facts: ", ".join(facts.heads_unheard),
    Cause.UNERASED: lambda facts: str(facts.unerased or ""),
}
"""What is said of the fact; nothing, while it is not alarming. TOKEN and STORAGE show otherwise."""


def raised(facts: Facts) -> list[Alarm]:
    """All that is alarming now, the worst first."""
    found = ((cause, say(facts)) for cause, say in _RAISED.items())
    return [Alarm(cause, about) for cause, about in found if about]
