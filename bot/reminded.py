"""All the reminders that a ticket's history calls for: what the ticker is held to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Final, NamedTuple

from bot.calendar import WorkingCalendar
from bot.deadlines import Step
from bot.reminders import Schedule
from bot.settings import Reminders
from bot.tickets.status import REMINDED, Status
from bot.tickets.verbs import Verb

AFRESH: Final = frozenset({Verb.ASSIGN, Verb.AGREE, Verb.ASK})
"""After these the clocks of the status start again, even where it stays the same."""


class Stay(NamedTuple):
    """A ticket stood in a status, with an OPD, from ``entered`` until ``left``; None while it still does."""

    status: Status
    opd: str
    entered: datetime
    left: datetime | None


class Reminder(NamedTuple):
    """A slot that is due, and of which stay."""

    entered: datetime
    slot: int
    at: datetime


def stays(steps: Iterable[Step], opd: str) -> Iterator[Stay]:
    """What a ticket went through, by all that was done to it; ``opd`` is where it was filed to."""
    begun: Stay | None = None
    for step in steps:
        opd = step.opd or opd
        if begun is not None and step.led_to == begun.status and step.verb not in AFRESH:
            continue
        if begun is not None:
            yield begun._replace(left=step.at)
        begun = Stay(step.led_to, opd, step.at, None)
    if begun is not None:
        yield begun


def reminders(
    stayed: Iterable[Stay],
    calendar_of: Callable[[str], WorkingCalendar],
    settings: Reminders,
    until: datetime,
    *,
    emergency: bool = False,
) -> Iterator[Reminder]:
    """Every reminder due before ``until``, when nothing was missed.

    A function of its parts alone, so that whatever the ticker did can be held against it.
    """
    for stay in stayed:
        if stay.status in REMINDED:
            schedule = Schedule(stay.entered, settings, calendar_of(stay.opd), emergency)
            ends = until if stay.left is None else min(stay.left, until)
            yield from (Reminder(stay.entered, slot, at) for slot, at in schedule.told(ends))
