"""What people do about a report in a year: each course is drawn, and acted out through the real services."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bot.desk import Desk
from bot.desk.acts import Act
from bot.errors import Refused
from bot.notices import Said
from bot.people import Admin, Officer
from bot.regency import Regency
from bot.tickets.verbs import Role, Verb
from storage import tickets
from storage.models import Ticket
from storage.transaction import Transaction

OFFICERS = 5
STEP = 300
ADMINS, LEADERS = -3, -4
GITA = Admin(9001, "Gita", ADMINS)

Deed = Callable[[Desk, Ticket], Awaitable[Said]]
Step = tuple[float, bool, Deed]
"""After how many hours, whether it waits for the office to open, and what is done."""


@dataclass(frozen=True)
class Course:
    """One report's life: ``steps`` until it ends or a rule says no."""

    ticket: int
    rng: Random
    chats: dict[str, int]

    def steps(self) -> Iterator[Step]:
        """What happens, one after another."""
        draw = self.rng.random
        if draw() < 0.06:
            yield self._hours(10), True, self._officer(Verb.RETURN)
            yield self._hours(30), True, self._routes
        if draw() < 0.03:
            yield self._hours(8), False, self._withdraws
            return
        yield self._hours(14), True, self._officer(Verb.TAKE)
        if draw() < 0.15:
            yield self._hours(20), True, self._officer(Verb.RELEASE)
            yield self._hours(20), True, self._officer(Verb.TAKE)
        if draw() < 0.25:
            yield self._hours(10), True, self._officer(Verb.ASK)
            if draw() < 0.2:
                return
            yield self._hours(60), False, self._answers
        if draw() < 0.4:
            yield self._hours(30), True, self._officer(Verb.REPLY)
        yield self._hours(60), True, self._officer(Verb.RESOLVE)
        yield from self._closing()

    def _closing(self) -> Iterator[Step]:
        draw = self.rng.random
        while draw() < 0.12:
            yield self._hours(30), False, self._judges(Verb.DISPUTE)
            yield self._hours(50), True, self._officer(Verb.RESOLVE)
        if draw() < 0.5:
            yield self._hours(30), False, self._judges(Verb.CONFIRM)
            if draw() < 0.6:
                yield self._hours(1), False, self._rates

    def _hours(self, usual: float) -> float:
        """Most take about as long as usual, few take weeks."""
        return usual * self.rng.lognormvariate(0, 1.1)

    def _officer(self, verb: Verb) -> Deed:
        async def does(desk: Desk, ticket: Ticket) -> Said:
            number = self.rng.randrange(OFFICERS)
            chat = self.chats[ticket.opd]
            officer = Officer(20_000 - chat * 10 + number, f"Petugas {number}", chat, (ticket.opd,))
            words = "" if verb in (Verb.TAKE, Verb.RELEASE) else "Sudah kami tinjau, akan kami perbaiki"
            return await desk.act(officer, verb, ticket.id, words)

        return does

    def _judges(self, verb: Verb) -> Deed:
        async def judges(desk: Desk, ticket: Ticket) -> Said:
            return await desk._do(ticket, Act(verb, Role.REPORTER))

        return judges

    async def _rates(self, desk: Desk, ticket: Ticket) -> Said:
        return await desk._do(ticket, Act(Verb.RATE, Role.REPORTER, about={"stars": self.rng.randint(1, 5)}))

    async def _answers(self, desk: Desk, ticket: Ticket) -> Said:
        return await desk.hear(ticket, Verb.ANSWER, "Di depan SD, dekat jembatan")

    async def _withdraws(self, desk: Desk, ticket: Ticket) -> Said:
        return await desk._do(ticket, Act(Verb.WITHDRAW, Role.REPORTER))

    async def _routes(self, desk: Desk, ticket: Ticket) -> Said:
        elsewhere = self.rng.choice([code for code in self.chats if code != ticket.opd])
        serial = f"KT-{ticket.year}-{ticket.serial:06d}"
        return await desk.admins.assigning.command(GITA, f"{serial} {elsewhere}")


async def act_out(desk: Desk, tx: Transaction, course: Course, deed: Deed) -> Said | None:
    """What is said; None when a rule says no, and the course is over."""
    ticket = await tickets.get(tx, course.ticket)
    assert ticket is not None
    try:
        return await deed(desk, ticket)
    except Refused:
        return None


def moment(regency: Regency, now: datetime, step: Step, rng: Random) -> datetime:
    """When a step is taken: officers do it while they are at work."""
    hours, waits, _ = step
    at = now + timedelta(hours=hours)
    if not waits or regency.calendar.is_open(at):
        return rounded(at)
    return rounded(regency.calendar.next_open(at) + timedelta(minutes=rng.uniform(1, 200)))


def rounded(at: datetime) -> datetime:
    """Everything happens at full five minutes, so that much falls together and a year passes in minutes."""
    return at - timedelta(seconds=at.timestamp() % STEP) + timedelta(seconds=STEP)
