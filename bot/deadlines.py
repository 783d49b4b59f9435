"""What a change of the calendar does to due times: they keep their number of working days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.calendar import WorkingCalendar
from bot.tickets.status import Status
from bot.tickets.verbs import Verb

Wait = tuple[datetime, datetime]
"""From when until when the OPD waited for the resident."""


class Step(NamedTuple):
    """An event that begins or stops a clock; ``opd``: who has the ticket from then on, where that changes."""

    at: datetime
    verb: Verb
    came_from: Status | None
    led_to: Status
    opd: str | None = None


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Due times of one office that were made by one calendar, as the one it has now makes them."""

    was: WorkingCalendar
    now: WorkingCalendar

    def moved(self, base: datetime, due: datetime) -> datetime:
        """A due time that was counted from ``base``."""
        days = self.was.workdays_between(base, due)
        if days < 1 or self.now.workdays_between(base, due) == days:
            return due
        return self.now.add_days(base, days)

    def put_off(self, bases: Sequence[datetime], due: datetime, stood: Sequence[Wait]) -> datetime:
        """As ``moved``, of a clock that stood during some waits and was counted from one of ``bases``."""
        counts = (self._count(base, due, stood) for base in bases)
        found = next((count for count in counts if count.made(self.was) == due), None)
        return found.made(self.now) if found else self.moved(bases[-1], due)

    def _count(self, base: datetime, due: datetime, stood: Sequence[Wait]) -> Count:
        later = tuple(wait for wait in stood if wait[0] >= base)
        whole = Count(base, self.was.workdays_between(base, due), later)
        return whole._replace(days=whole.days - sum(whole.waits(self.was)))


class Count(NamedTuple):
    """So many working days from a moment on, not counting some waits."""

    base: datetime
    days: int
    stood: tuple[Wait, ...]

    def waits(self, calendar: WorkingCalendar) -> list[int]:
        """The working days by which each wait puts off what is due."""
        return [max(0, round(calendar.days_between(*wait))) for wait in self.stood]

    def made(self, calendar: WorkingCalendar) -> datetime:
        """When that is, as the desk counts it: wait after wait."""
        at = calendar.add_days(self.base, max(self.days, 1))
        for length in self.waits(calendar):
            at = calendar.add_days(at, length) if length else at
        return at


def waits(steps: Iterable[Step]) -> Iterator[Wait]:
    """The waits that are over; a further question begins the wait anew."""
    entered: datetime | None = None
    for step in steps:
        enters = step.led_to == Status.WAITING_REPORTER
        again = step.verb == Verb.ASK
        if entered is not None and (not enters or again):
            yield entered, step.at
            entered = None
        if enters and (again or step.came_from != Status.WAITING_REPORTER):
            entered = step.at


def assigned(steps: Iterable[Step], filed: datetime, responded: datetime | None) -> datetime:
    """Since when the OPD that has responded, or has to, has had it."""
    turns = [step.at for step in steps if step.verb in (Verb.ASSIGN, Verb.AGREE)]
    return next((at for at in reversed(turns) if responded is None or at <= responded), filed)


def bases(steps: Iterable[Step], filed: datetime) -> list[datetime]:
    """From when the whole clock may be counted: since it turned out to accuse nobody, or since its filing."""
    agreed = [step.at for step in steps if step.verb == Verb.AGREE]
    return [*agreed[-1:], filed]
