"""Made-up lives of tickets, what the desk keeps of them, and the figures counted again from the events."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import ceil, floor
from statistics import fmean, median
from typing import Any

from hypothesis import strategies as st

from bot.calendar import WorkingCalendar
from bot.recap.figures import SMALL
from bot.recap.requests import Request
from bot.tickets.status import BUCKETS, OPEN, Bucket, Kind, Status
from bot.tickets.verbs import RESPONDS, Role, Verb
from storage.models import Event, Ticket
from tests.recap.conftest import NOW, WITA, at

BEGIN = at("2026-09-01 00:00")
LEADS = {
    Verb.ASSIGN: Status.ASSIGNED,
    Verb.TAKE: Status.IN_PROGRESS,
    Verb.REPLY: Status.IN_PROGRESS,
    Verb.ASK: Status.WAITING_REPORTER,
    Verb.RETURN: Status.RETURNED,
    Verb.RESOLVE: Status.RESOLVED,
    Verb.CONFIRM: Status.CLOSED,
    Verb.DISPUTE: Status.IN_PROGRESS,
    Verb.ARCHIVE: Status.ARCHIVED,
    Verb.OUTSIDE: Status.OUTSIDE,
}


@dataclass(frozen=True)
class History:
    """One ticket: what it is, and what was done to it after it was filed."""

    opd: str
    category: str
    kecamatan: str | None
    kind: Kind
    protected: bool
    filed_at: datetime
    respond_due_at: datetime
    due_at: datetime
    rating: int | None
    done: list[tuple[Verb, datetime]] = field(default_factory=list)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Filed on any day of three months, with acts that follow one another until now."""
    filed = BEGIN + timedelta(minutes=draw(st.integers(0, 60 * 24 * 85)))
    moment, done = filed, []
    for verb in draw(st.lists(st.sampled_from(list(LEADS)), max_size=6)):
        moment += timedelta(seconds=draw(st.integers(1, 60 * 60 * 24 * 9)))
        if moment < NOW:
            done.append((verb, moment))
    return History(
        draw(st.sampled_from(["PUPR", "DLH", "DINSOS"])),
        draw(st.sampled_from(["jalan", "sampah"])),
        draw(st.sampled_from([None, "64.08.04", "64.08.05"])),
        draw(st.sampled_from(Kind)),
        draw(st.booleans()),
        filed,
        filed + timedelta(days=draw(st.integers(1, 9))),
        filed + timedelta(days=draw(st.integers(1, 25))),
        draw(st.none() | st.integers(1, 5)),
        done,
    )


def rows(number: int, one: History) -> tuple[Ticket, list[Event]]:
    """What the database holds of it."""
    moments = {verb: [moment for done, moment in one.done if done is verb] for verb in LEADS}
    responses = [moment for verb, moment in one.done if verb in RESPONDS]
    ticket = Ticket(
        id=number, year=2026, serial=number, draft_id=number, confirmed_by=number.to_bytes(16), kind=one.kind,
        status=status_of(one), category=one.category, opd=one.opd, kecamatan=one.kecamatan,
        sensitive=one.protected, description="Jalan berlubang", filed_at=one.filed_at,
        entered_at=one.filed_at,
        respond_due_at=one.respond_due_at, due_at=one.due_at, rating=one.rating,
        responded_at=responses[0] if responses else None,
        resolved_at=moments[Verb.RESOLVE][-1] if moments[Verb.RESOLVE] else None,
        disputes=len(moments[Verb.DISPUTE]),
    )  # fmt: skip
    about: dict[str, Any] = {"ticket_id": number, "role": Role.OFFICER}
    return ticket, [Event(at=moment, verb=verb, led_to=LEADS[verb], **about) for verb, moment in one.done]


def status_of(one: History) -> Status:
    return LEADS[one.done[-1][0]] if one.done else Status.NEW


@dataclass
class Recount:
    """The figures of a request, counted one ticket after another."""

    calendar: WorkingCalendar
    request: Request
    all: list[History]

    def figures(self) -> dict[str, Any]:
        """Those that a page shows."""
        mine = self.shown(self.of(self.request.period.first, self.request.period.last))
        counted = [one for one in mine if bucket(one) not in (Bucket.DIARSIPKAN, Bucket.OUTSIDE)]
        heard = [clock(first(one, RESPONDS), one.respond_due_at, is_running(one)) for one in counted]
        solved = [clock(solution(one), one.due_at, is_running(one)) for one in counted]
        rated = [one.rating for one in mine if one.rating]
        return {
            "buckets": Counter(map(bucket, mine)),
            "overdue": sum(is_running(one) and one.due_at < NOW for one in mine),
            "heard": (heard.count(True), heard.count(False)),
            "solved": (solved.count(True), solved.count(False)),
            "responses": self.spread([(one, first(one, RESPONDS)) for one in counted]),
            "resolutions": self.spread([(one, solution(one)) for one in counted]),
            "rated": (len(rated), sum(rated)),
            "reopened": sum(any(verb is Verb.DISPUTE for verb, _ in one.done) for one in mine),
            "opds": self.cells(mine, "opd"),
            "categories": self.cells(mine, "category"),
            "kecamatans": self.cells(mine, "kecamatan"),
            "before": len(self.shown(self.of(*self.before()))),
        }

    def of(self, first_day: date, last_day: date) -> list[History]:
        return [
            one
            for one in self.all
            if first_day <= one.filed_at.astimezone(WITA).date() <= last_day
            and self.request.opd in (None, one.opd)
            and self.request.kecamatan in (None, one.kecamatan)
            and self.request.category in (None, one.category)
        ]

    def shown(self, found: list[History]) -> list[History]:
        few = sum(one.protected for one in found) < SMALL
        return [one for one in found if not (self.request.is_cell and few and one.protected)]

    def cells(self, found: list[History], name: str) -> dict[str, int]:
        values = {getattr(one, name) for one in found} - {None}
        cells = {value: [one for one in found if getattr(one, name) == value] for value in values}
        sizes = {value: len([one for one in cell if counts(one, cell)]) for value, cell in cells.items()}
        return {value: size for value, size in sizes.items() if size}

    def before(self) -> tuple[date, date]:
        period = self.request.period.before()
        return period.first, period.last

    def spread(self, ends: list[tuple[History, datetime | None]]) -> tuple[float, ...] | None:
        took = sorted(self.days(one.filed_at, end) for one, end in ends if end is not None)
        return (median(took), took[ceil(len(took) * 0.9) - 1], fmean(took)) if took else None

    def days(self, begin: datetime, end: datetime) -> float:
        return floor(self.calendar.days_between(begin, end) * 1000 + 0.5 + 1e-6) / 1000


def counts(one: History, cell: list[History]) -> bool:
    return not one.protected or sum(other.protected for other in cell) >= SMALL


def bucket(one: History) -> Bucket:
    return BUCKETS[status_of(one)]


def is_running(one: History) -> bool:
    return status_of(one) in OPEN and status_of(one) is not Status.WAITING_REPORTER


def first(one: History, verbs: Any) -> datetime | None:
    return next((moment for verb, moment in one.done if verb in verbs), None)


def solution(one: History) -> datetime | None:
    """When it was last resolved, if it still is."""
    if status_of(one) in OPEN:
        return None
    return next((moment for verb, moment in reversed(one.done) if verb is Verb.RESOLVE), None)


def clock(met: datetime | None, due: datetime, runs: bool) -> bool | None:
    """In time, too late, or neither yet."""
    if met is not None:
        return met <= due
    return False if runs and due < NOW else None
