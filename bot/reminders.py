"""When an officer is reminded of a ticket, and who else hears of it the longer it takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.calendar import WorkingCalendar
from bot.settings import Reminders, Span

NUDGES: Final = 7
"""Days after a question that its resident is nudged, and days before the ticket is archived."""

_WEEK: Final = 7


class Audience(StrEnum):
    """The rungs of the ladder. An OPD without heads is told of in the admin chat instead."""

    GROUP = "group"
    HEADS = "heads"
    ADMIN_CHAT = "admin_chat"
    SUPERVISOR_CHAT = "supervisor_chat"


_ADMINS: Final = (Audience.ADMIN_CHAT, Audience.SUPERVISOR_CHAT)


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
        """When a slot is due: ``after + (slot - 1) * every``, or when officers may be reminded after that."""
        return self._after(self._first, slot)

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

    def told(self, until: datetime) -> Iterator[tuple[int, datetime]]:
        """Every reminder due before ``until``, its slot and moment; of slots due together the latest."""
        first = self._first
        slot, at = 1, self._after(first, 1)
        while at < until:
            following = self._after(first, slot + 1)
            if following > at:
                yield slot, at
            slot, at = slot + 1, following

    def rung(self, slot: int, *, with_admins: bool = False) -> tuple[Audience, ...]:
        """Who hears of a slot: who has to act always, and after ``escalate_after`` slots one more each time.

        ``with_admins``: an admin has to say where the ticket goes; above them are the leaders.
        """
        climbed = max(0, slot - self.settings.escalate_after)
        return (_ADMINS if with_admins else tuple(Audience))[: climbed + 1]

    def _latest(self, due: int, beyond: int, now: datetime) -> int:
        while beyond - due > 1:
            middle = (due + beyond) // 2
            due, beyond = (middle, beyond) if self.due(middle) <= now else (due, middle)
        return due

    @property
    def _first(self) -> datetime:
        """From when the slots are counted."""
        at = self.calendar.add(self.entered, self.settings.after)
        return self.calendar.next_open(at) if self.settings.every.days and not self._at_any_hour else at

    def _after(self, first: datetime, slot: int) -> datetime:
        at = self.calendar.add(first, _times(self.settings.every, slot - 1))
        return at if self._at_any_hour else next_hour(self.settings, self.calendar, at)

    @property
    def _at_any_hour(self) -> bool:
        """Emergencies do not wait for the offices to open."""
        return self.emergency or not self.settings.working_hours_only


@dataclass(frozen=True, slots=True)
class Waiting:
    """The nudges of a resident who was asked at ``entered`` and has ``days`` to answer; slots count from 1.

    All in calendar days: residents keep no office hours.
    """

    entered: datetime
    days: int

    @property
    def nudges(self) -> tuple[datetime, ...]:
        """When they are nudged: early and late, once where the time is too short for both."""
        days = sorted({day for day in (NUDGES, self.days - NUDGES) if 0 < day < self.days})
        return tuple(self.entered + timedelta(days=day) for day in days)

    @property
    def ends(self) -> datetime:
        """When the ticket is archived."""
        return self.entered + timedelta(days=self.days)

    def slot_at(self, now: datetime) -> int:
        """The latest nudge that is due; 0 before the first."""
        return sum(nudge <= now for nudge in self.nudges)

    def next_after(self, now: datetime) -> datetime | None:
        """When the next nudge is due, later than ``now``."""
        return next((nudge for nudge in self.nudges if nudge > now), None)


def is_hour(settings: Reminders, calendar: WorkingCalendar, now: datetime) -> bool:
    """Officers may be reminded at this moment, of whatever it is."""
    return not settings.working_hours_only or next_hour(settings, calendar, now) <= now


def next_hour(settings: Reminders, calendar: WorkingCalendar, at: datetime) -> datetime:
    """The moment itself if officers may be reminded then, else the next: open, and no pause.

    Pauses that leave no hour of a week are no pauses.
    """
    opens = calendar.next_open(at)
    for _ in range(_WEEK):
        over = _pause_over(settings, calendar, opens)
        if over <= opens:
            return opens
        opens = calendar.next_open(over)
    return calendar.next_open(at)


def _pause_over(settings: Reminders, calendar: WorkingCalendar, at: datetime) -> datetime:
    """When the pause ends that holds this moment; the moment itself if none does."""
    local = at.astimezone(calendar.zone)
    pause = settings.pauses.get(local.isoweekday())
    if pause is None or not pause.start <= local.time() < pause.end:
        return at
    return datetime.combine(local.date(), pause.end, calendar.zone)


def key_of(ticket: int) -> str:
    """By which a ticket's reminder that has not left yet is replaced, or withdrawn."""
    return f"remind:{ticket}"


def _times(span: Span, count: int) -> Span:
    return Span(days=span.days * count, seconds=span.seconds * count)
