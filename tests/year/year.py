"""A year in Kutai Timur: all is real but people, Telegram and the clock."""

from __future__ import annotations

import heapq
import itertools
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import func, select, union_all
from sqlmodel import col

from bot.configuration.calendars import calendars_of
from bot.days import Days
from bot.desk import Desk
from bot.intake.filing import resolve_days
from bot.persons import Person
from bot.ticker import Ticker
from bot.tickets.status import REMINDED, Kind, Status
from bot.tickets.verbs import Role, Verb
from storage import groups, history, outbox, residents, tickets
from storage.database import Database
from storage.models import Event, Ticket
from storage.sealing import Seal
from storage.transaction import Transaction
from tests.databases import address, tables
from tests.desk.scene import regency
from tests.year.courses import ADMINS, GITA, LEADERS, Course, Step, act_out, moment, rounded
from tests.year.post import Post

NEW_YEAR = datetime(2025, 12, 31, 16, tzinfo=UTC)
"""Midnight in Sangatta."""
DAYS = 365


@dataclass(order=True)
class Plan:
    """Something that will be done; equal moments in the order they were planned."""

    at: datetime
    number: int
    steps: Any = field(compare=False)
    step: Step | None = field(compare=False, default=None)
    course: Course | None = field(compare=False, default=None)


class Year:
    """``count`` reports, filed and worked on at random moments that ``seed`` decides."""

    def __init__(self, home: Path, count: int, seed: int = 2026) -> None:
        self.rng = Random(seed)
        self.now = NEW_YEAR
        people = {"admin_chat": ADMINS, "supervisor_chat": LEADERS, "admins": [GITA.id]}
        kutim = regency(people=people)
        policy = kutim.policy
        self.regency = replace(kutim, calendars=calendars_of(kutim.settings, policy, 2026))
        self.chats = {code: -1000 - number for number, code in enumerate(policy.opds)}
        self.database = _database(home / "aduan.db", lambda: self.now)
        self.post = Post(self.database)
        self.ticker = Ticker(self.regency, self.database)
        self.numbers = itertools.count(1)
        moments = sorted(self.rng.random() * (DAYS - 60) for _ in range(count))
        filed = [rounded(NEW_YEAR + timedelta(days=day)) for day in moments]
        self.plans = [Plan(at, next(self.numbers), None) for at in filed]

    async def passes(self) -> None:
        """Everyone does what they do, the ticker looks whenever something is due, until the year is over."""
        async with self.database.write() as tx:
            await groups.follow(tx, self.chats)
        added = Plan(datetime(2026, 8, 10, 2, tzinfo=UTC), 0, None)
        heapq.heappush(self.plans, added)
        while self.plans:
            plan = heapq.heappop(self.plans)
            if plan.at >= self.ends:
                break
            await self._until(plan.at)
            await (self._proclaim() if plan is added else self._do(plan))
        await self._until(self.ends)

    @property
    def ends(self) -> datetime:
        """The last moment that is looked at."""
        return NEW_YEAR + timedelta(days=DAYS)

    async def _until(self, at: datetime) -> None:
        """Whatever is due before ``at`` is done at its own moment."""
        while (due := await self._next_due()) is not None and due < at:
            await self.post.bring(due)
            self.now = max(self.now, due)
            while await self.ticker.tick():
                pass
        await self.post.bring(at)
        self.now = at

    async def _next_due(self) -> datetime | None:
        reminds = select(func.min(Ticket.remind_at).label("at")).where(
            col(Ticket.status).in_(REMINDED | {Status.WAITING_REPORTER})
        )
        lapses = select(func.min(Ticket.lapse_at).label("at"))
        both = union_all(reminds, lapses).subquery()
        async with self.database.read() as session:
            found: datetime | None = await session.scalar(select(func.min(both.c.at)))
        return found

    async def _do(self, plan: Plan) -> None:
        async with self.database.write() as tx:
            desk = Desk(self.regency, tx)
            if plan.course is None or plan.step is None:
                course = await self._files(tx, desk)
                steps = course.steps()
            else:
                course, steps = plan.course, plan.steps
                said = await act_out(desk, tx, course, plan.step[2])
                if said is None:
                    return
                outbox.say(tx, said)
        self._plan(course, steps)

    def _plan(self, course: Course, steps: Any) -> None:
        step = next(steps, None)
        if step is not None:
            at = moment(self.regency, self.now, step, self.rng)
            heapq.heappush(self.plans, Plan(at, next(self.numbers), steps, step, course))

    async def _files(self, tx: Transaction, desk: Desk) -> Course:
        person = Person(100_000 + self.rng.randrange(3000), "Warga")
        ticket = await tickets.add(tx, await self._ticket(tx, person))
        filed = Event(ticket_id=ticket.id, at=tx.now, verb=Verb.FILE, role=Role.REPORTER, led_to=Status.NEW)
        await history.record(tx, filed)
        outbox.say(tx, await desk.open(ticket))
        return Course(ticket.id, self.rng, self.chats)

    async def _ticket(self, tx: Transaction, person: Person) -> Ticket:
        policy, sla, rng = self.regency.policy, self.regency.settings.sla, self.rng
        category = rng.choice([*policy.categories.values(), *[policy.category("jalan")] * 12])
        kecamatan = rng.choice(list(policy.kecamatans))
        kind, draft = category.default_kind, next(self.numbers)
        days = resolve_days(sla.resolve_days, kind, category.oversight)
        calendar = self.regency.calendar
        return Ticket(
            year=self.regency.today(tx.now).year,
            serial=0,
            kind=Kind(kind),
            status=Status.NEW,
            category=category.id,
            opd=policy.responsible(category.id, kecamatan, category.oversight),
            oversight=category.oversight,
            sensitive=category.sensitive or category.oversight,
            emergency=rng.random() < 0.02,
            resident_id=(await residents.meet(tx, person)).id,
            description="Jalan berlubang parah di depan SD 003",
            kecamatan=kecamatan,
            filed_at=tx.now,
            entered_at=tx.now,
            respond_due_at=calendar.add_days(tx.now, sla.respond_days),
            due_at=calendar.add_days(tx.now, days),
            confirmed_by=tx.seal.fingerprint("confirmed", draft),
            draft_id=draft,
        )

    async def _proclaim(self) -> None:
        """The government adds a day in August, as it did in 2025."""
        async with self.database.write() as tx:
            outbox.say(tx, await Days(self.regency, tx).command(GITA, "2026-08-18 Cuti bersama"))


def _database(path: Path, clock: Any) -> Database:
    return Database(tables(address(path)), Seal(bytes(32)), clock)
