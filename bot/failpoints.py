"""Points at which a process can be made to die, so that tests see what a death costs just there.

``ADUAN_FAILPOINT=FP06:3`` is the third time that FP06 is reached. Unset, as in every real run, a point costs
one comparison.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Point(StrEnum):
    """Every place that has one, in the way of an update; what is true there."""

    FETCHED = "FP01"  # updates are here, none is stored
    STORED = "FP02"  # they are, and Telegram has no confirmation
    HANDLING = "FP03"  # handled, and not committed
    HANDLED = "FP04"  # committed, and nothing of it claimed
    CLAIMED = "FP05"  # what shall be sent is "attempting", and no request has left
    ANSWERING = "FP06"  # Telegram has it and begins to answer
    ANSWERED = "FP07"  # its answer is known, and written nowhere
    SETTLED = "FP08"  # it is written
    DUE = "FP09"  # reminders are chosen, none is written
    REMINDED = "FP10"  # they are, and not committed
    FORM = "FP11"  # an answer is in its draft, and not committed
    MADE = "FP12"  # a file is made, and nobody is sent it
    ERASING = "FP13"  # within an erasure
    REKEYING = "FP14"  # between two rows of a key rotation
    BACKING_UP = "FP15"  # a backup is written, and not in its place
    MIGRATED = "FP16"  # a migration is done, and not committed
    STOPPING = "FP17"  # told to stop, with messages on their way


class BadFailpoint(ValueError):
    """ADUAN_FAILPOINT must be a point and a number, such as FP06:3"""


def _lives() -> None:
    return


_armed: Point | None = None
_passes = 0
_die: Callable[[], None] = _lives


def arm(asked: str | None, die: Callable[[], None]) -> None:
    """Call ``die`` at the point and pass that are asked for; at none without them. Raises BadFailpoint."""
    global _armed, _passes, _die
    name, _, passes = (asked or "").partition(":")
    if asked and not (name in list(Point) and _counts(passes or "1")):
        raise BadFailpoint(BadFailpoint.__doc__)
    _armed, _passes, _die = Point(name) if asked else None, int(passes or 1), die


def reached(point: Point) -> None:
    """The process passes this point, or dies here."""
    global _passes  # noqa: PLW0603 - as above
    if _armed is not point:
        return
    _passes -= 1
    if _passes == 0:
        _die()


def _counts(passes: str) -> bool:
    return passes.isascii() and passes.isdigit() and int(passes) > 0
