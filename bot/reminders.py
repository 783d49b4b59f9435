"""When an officer is reminded of a ticket, and who else hears of it the longer it takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.calendar import WorkingCalendar
from bot.settings import Reminders, Span


class Audience(StrEnum):
    """The rungs of the ladder. An OPD without heads is told of in the admin chat instead."""

    GROUP = "group"
    HEADS = "heads"
    ADMIN_CHAT = "admin_chat"
    SUPERVISOR_CHAT = "supervisor_chat"


@dataclass(frozen=True, slots=True)
class Schedule:
    """The reminders of a ticket that ``entered`` its present open status; slots count from 1.

    A pure function of its parts: after an outage the latest slot due stands for all that were missed. Slots
    of clock time (``PT…``) that pass while the offices are closed are due together when they open.
    """

    entered: datetime
    settings: Reminders
    calendar: WorkingCalendar
    emergency: bool = False

    def due(self, slot: int) -> datetime:
        """When a slot is due: ``after + (slot - 1) * every``, or when the offices open after that."""
        first = self.calendar.add(self.entered, self.settings.after)
        if self.settings.every.days:
            first = self._held(first)
        return self._held(self.calendar.add(first, _times(self.settings.every, slot - 1)))

    def slot_at(self, now: datetime) -> int:
        """The latest slot that is due; 0 before the first."""
        if now < self.due(1):
            return 0
        beyond = 2
        while self.due(beyond) <= now:
            beyond *= 2
        return self._latest(beyond // 2, beyond, now)

    def next_after(self, now: datetime) -> datetime:
        """When the next reminder is due, later than ``now``."""
        return self.due(self.slot_at(now) + 1)

    def rung(self, slot: int) -> tuple[Audience, ...]:
        """Who hears of a slot: the group always, and after ``escalate_after`` slots one more each time."""
        climbed = max(0, slot - self.settings.escalate_after)
        return tuple(Audience)[: climbed + 1]

    def _latest(self, due: int, beyond: int, now: datetime) -> int:
        while beyond - due > 1:
            middle = (due + beyond) // 2
            due, beyond = (middle, beyond) if self.due(middle) <= now else (due, middle)
        return due

    def _held(self, at: datetime) -> datetime:
        """Emergencies do not wait for the offices to open."""
        free = self.emergency or not self.settings.working_hours_only
        return at if free else self.calendar.next_open(at)


def key_of(ticket: int) -> str:
    """By which a ticket's reminder that has not left yet is replaced, or withdrawn."""
    return f"remind:{ticket}"


def _times(span: Span, count: int) -> Span:
    return Span(days=span.days * count, seconds=span.seconds * count)
