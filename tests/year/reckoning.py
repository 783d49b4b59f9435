"""What happened in a year, beside what had to."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import col

from bot.deadlines import Step
from bot.reminded import reminders, stays
from bot.tickets.status import REMINDED, Status
from bot.tickets.verbs import Verb
from storage.models import Event, Ticket
from tests.year.post import Post, busiest_minute
from tests.year.year import Year

BY_THE_TICKER = frozenset({Verb.REMIND, Verb.ESCALATE, Verb.NUDGE})


@dataclass
class Reckoning:
    """What happened, beside what had to; reminders are (ticket, slot, moment)."""

    due: Counter[tuple[int, int, datetime]]
    told: Counter[tuple[int, int, datetime]]
    twice: int
    after_done: int
    busiest: dict[int, int]
    per_officer_and_day: float
    most_in_a_day: int

    @classmethod
    async def of(cls, year: Year) -> Reckoning:
        """Read from the history of every ticket, and from what arrived."""
        async with year.database.read() as session:
            everything = (await session.execute(select(Event).order_by(col(Event.id)))).scalars()
            by_ticket: defaultdict[int, list[Event]] = defaultdict(list)
            for event in everything:
                by_ticket[event.ticket_id].append(event)
            stored = (await session.execute(select(Ticket))).scalars().all()
        due: Counter[tuple[int, int, datetime]] = Counter()
        told: Counter[tuple[int, int, datetime]] = Counter()
        twice = after_done = 0
        for ticket in stored:
            turns = [_turn(event) for event in by_ticket[ticket.id] if event.verb not in BY_THE_TICKER]
            wanted = reminders(
                stays(turns, ticket.opd),
                year.regency.calendar_of,
                year.regency.settings.reminders,
                year.ends,
                emergency=ticket.emergency,
            )
            due.update((ticket.id, reminder.slot, reminder.at) for reminder in wanted)
            mine = [event for event in by_ticket[ticket.id] if event.verb == Verb.REMIND]
            told.update((ticket.id, (event.about or {})["slot"], event.at) for event in mine)
            twice += len(mine) - len(_slots(by_ticket[ticket.id]))
            after_done += sum(event.led_to not in REMINDED for event in mine)
            after_done += _arrived_after(year.post, ticket.id, by_ticket[ticket.id])
        days = _by_day(year)
        worked = sum(days.values()) / max(len(days), 1)
        return cls(due, told, twice, after_done, busiest_minute(year.post.log), worked, max(days.values()))


def _turn(event: Event) -> Step:
    return Step(event.at, event.verb, event.came_from, event.led_to, (event.about or {}).get("opd"))


def _slots(events: list[Event]) -> set[tuple[int, int]]:
    """The slots told, each with how many times the ticket had turned by then."""
    found, turns = set(), 0
    for event in events:
        turns += event.verb not in BY_THE_TICKER
        if event.verb == Verb.REMIND:
            found.add((turns, (event.about or {})["slot"]))
    return found


def _arrived_after(post: Post, ticket: int, events: list[Event]) -> int:
    """Single reminders that reached a group while the ticket was resolved."""
    ended = [event for event in events if event.came_from != event.led_to]
    moments = [sent.at for sent in post.log if sent.reminds and sent.ticket == ticket]
    return sum(_status_at(ended, at) == Status.RESOLVED for at in moments)


def _status_at(turns: list[Event], at: float) -> Status | None:
    before = [event.led_to for event in turns if event.at.timestamp() <= at]
    return before[-1] if before else None


def _by_day(year: Year) -> Counter[tuple[int, Any]]:
    """Messages that an OPD's officers found in their group, by group and working day."""
    offices = set(year.chats.values())
    calendar = year.regency.calendar
    found: Counter[tuple[int, Any]] = Counter()
    for sent in year.post.log:
        day = year.regency.today(datetime.fromtimestamp(sent.at, UTC))
        if sent.chat in offices and calendar.is_workday(day):
            found[sent.chat, day] += 1
    return found
