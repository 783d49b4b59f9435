"""What follows from how a call ended: a table from the error to the row's fate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import structlog

from bot.errors import (
    BadToken,
    Delivery,
    Flooded,
    Gone,
    Moved,
    NoTopic,
    NoTopics,
    NotSent,
    Rejected,
    Unknown,
    Unreachable,
)
from bot.notices import SENT_ONCE
from bot.protocols import Letter
from storage.models import OutboxState
from storage.transaction import Parcel

FIRST_WAIT: Final = 1.0
LONGEST_WAIT: Final = 60.0

LONGEST_FROM: Final = 6
"""Tries from which on the wait is the longest."""

MOST_TRIES: Final = 320
"""Some four hours of a minute's wait, jitter taken off; what never left this machine waits on."""

MOST_REPEATS: Final = 6
"""Each try of unknown outcome may have arrived: nobody gets more copies than this."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Done:
    """A call that ended: the messages it made, or the fault."""

    parcel: Parcel
    letter: Letter
    messages: tuple[int, ...] = ()
    fault: BaseException | None = None


@dataclass(frozen=True, slots=True)
class Fate:
    """Where the row goes; ``wait`` seconds pass before its chat is written to again."""

    state: OutboxState
    wait: float = 0.0
    tried: bool = True
    repeat: bool = False


def fate(done: Done) -> Fate:
    """The fate of a row whose call ended so."""
    if done.fault is None:
        return Fate(OutboxState.PENDING, tried=False) if done.letter.opens else Fate(OutboxState.SENT)
    return _FATES.get(type(done.fault), _unknown)(done)


def named(fault: BaseException | None) -> str:
    """The fault for the row and the log. Only our own errors may speak: others could quote what was sent."""
    if fault is None:
        return "its topic was opened first"
    kind = type(fault).__name__
    return f"{kind}: {fault}" if isinstance(fault, Delivery) else kind


def report(parcel: Parcel, what: Fate, fault: BaseException) -> None:
    """For the log: what went wrong with a row, and what becomes of it."""
    level = _log.error if what.state == OutboxState.DEAD else _log.warning
    level("outbox_" + what.state, row=parcel.id, fault=named(fault), attempts=parcel.attempts)


def backoff(row: int, tries: int) -> float:
    """Seconds before the next try, doubling; rows that failed together come back apart."""
    spread = 0.5 + (row * 0.618 % 1) / 2
    return spread * min(FIRST_WAIT * 2.0 ** min(tries, 10), LONGEST_WAIT)


def _again(done: Done, *, repeat: bool = False) -> Fate:
    if done.parcel.attempts + 1 >= MOST_TRIES:
        return Fate(OutboxState.DEAD)
    return Fate(OutboxState.PENDING, backoff(done.parcel.id, done.parcel.attempts), repeat=repeat)


def _not_sent(done: Done) -> Fate:
    if isinstance(done.fault, NotSent) and done.fault.answered:
        return _again(done)
    tries = done.parcel.attempts
    return Fate(OutboxState.PENDING, backoff(done.parcel.id, tries), tried=tries < LONGEST_FROM)


def _flooded(done: Done) -> Fate:
    after = done.fault.after if isinstance(done.fault, Flooded) else FIRST_WAIT
    return Fate(OutboxState.PENDING, after, tried=False)


def _unknown(done: Done) -> Fate:
    if done.letter.opens:
        return _again(done)  # at worst a topic too many, in which nobody says anything
    often = done.parcel.repeat and done.parcel.attempts + 1 >= MOST_REPEATS
    if done.parcel.notice.purpose in SENT_ONCE or (often and done.letter.edits is None):
        return Fate(OutboxState.UNCERTAIN)
    return _again(done, repeat=True)


def _gone(done: Done) -> Fate:
    if done.letter.edits is None and done.letter.answers is None:
        return Fate(OutboxState.DEAD)
    return _again_at_once(done)


def _again_at_once(done: Done) -> Fate:
    """The next letter is another: a new message, in a new topic or in none."""
    return Fate(OutboxState.PENDING) if done.parcel.attempts + 1 < MOST_TRIES else Fate(OutboxState.DEAD)


_FATES: Final[dict[type[BaseException], Callable[[Done], Fate]]] = {
    NotSent: _not_sent,
    Flooded: _flooded,
    Unknown: _unknown,
    Unreachable: lambda _done: Fate(OutboxState.DEAD),
    Moved: lambda _done: Fate(OutboxState.PENDING, tried=False),
    Gone: _gone,
    NoTopic: _again_at_once,
    NoTopics: _again_at_once,
    Rejected: lambda _done: Fate(OutboxState.DEAD),
    BadToken: lambda _done: Fate(OutboxState.PENDING, FIRST_WAIT, tried=False),
}
