"""`aduan seed`: a past that could have been, held against the services that would have written it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import col, select

from bot.calendar import WorkingCalendar
from bot.configuration.calendars import calendars_of
from bot.deadlines import Step
from bot.desk.acts import Act
from bot.desk.changes import Changes
from bot.errors import AlreadyRunning
from bot.regency import Regency
from bot.reminded import reminders, stays
from bot.seeding import Plan, seed
from bot.seeding.command import fill
from bot.settings import Settings
from bot.ticker import Ticker
from bot.tickets.status import OPEN, REMINDED, Status
from bot.tickets.verbs import Role, Verb
from storage import lock, residents, tickets
from storage.models import Counter, Event, Resident, Ticket
from tests.desk.scene import Scene, regency, wita

NOW = wita("2026-11-23 10:00")
KEPT_BY_THE_TICKER = frozenset({Verb.REMIND, Verb.ESCALATE, Verb.NUDGE})
SEALED = frozenset({"taken_name", "identity"})


@pytest.fixture(scope="session")
def kutim() -> Regency:
    made = regency()
    return replace(made, calendars=calendars_of(made.settings, made.policy, 2026))


@pytest.fixture
async def past(tmp_path: Path, kutim: Regency) -> AsyncIterator[Scene]:
    scene = await _seeded(tmp_path / "past.db", kutim, Plan(250, 6, 1))
    yield scene
    await scene.database.close()


async def _seeded(path: Path, kutim: Regency, plan: Plan) -> Scene:
    scene = Scene(kutim, path, NOW)
    await seed(kutim, scene.database, plan, lambda _count: None)
    return scene


async def _histories(scene: Scene) -> dict[int, list[Event]]:
    async with scene.database.read() as session:
        found = (await session.execute(select(Event).order_by(col(Event.id)))).scalars()
        histories: defaultdict[int, list[Event]] = defaultdict(list)
        for event in found:
            histories[event.ticket_id].append(event)
    return histories


def _said(row: Any, *but: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in type(row).model_fields if name not in {*SEALED, *but}}


async def test_numbers_go_on_and_every_ticket_has_a_past(past: Scene, kutim: Regency) -> None:
    await seed(kutim, past.database, Plan(50, 1, 1), lambda _count: None)
    stored = await past.rows(Ticket)
    assert sorted(ticket.serial for ticket in stored) == list(range(1, 301))
    assert [row.value for row in await past.rows(Counter) if row.name == "ticket:2026"] == [300]
    histories = await _histories(past)
    assert {history[0].verb for history in histories.values()} == {Verb.FILE}
    assert all(history == sorted(history, key=lambda event: event.at) for history in histories.values())
    assert max(event.at for history in histories.values() for event in history) <= NOW


async def test_the_services_would_have_written_the_same(past: Scene, tmp_path: Path, kutim: Regency) -> None:
    again = Scene(kutim, tmp_path / "again.db", NOW)
    histories = await _histories(past)
    for ticket in await past.rows(Ticket):
        await _relived(again, ticket, histories[ticket.id])
    again.now = NOW
    for one, other in zip(await past.rows(Ticket), await again.rows(Ticket), strict=True):
        at = _clock(one.remind_at, NOW), _clock(other.remind_at, NOW)
        assert _said(one, "reminded_slot", "remind_at") == _said(other, "reminded_slot", "remind_at"), at
    await again.database.close()


async def _relived(scene: Scene, ticket: Ticket, history: list[Event]) -> None:
    """The same acts at the same moments, by the desk itself."""
    born = {"status": Status.NEW, "version": 0, "opd": _first_opd(history)}
    ends: dict[str, Any] = dict.fromkeys(
        ("responded_at", "resolved_at", "closed_at", "remind_at", "lapse_at", "rating", "rated_at",
         "archive_reason", "outside_body", "taken_by", "taken_name")
    )  # fmt: skip
    sla, calendar = scene.regency.settings.sla, scene.regency.calendar_of(_first_opd(history))
    fresh = {"entered_at": ticket.filed_at, "hops": 0, "disputes": 0, "reminded_slot": 0}
    days = scene.regency.calendar.workdays_between(ticket.filed_at, ticket.due_at)
    due = {
        "respond_due_at": calendar.add_days(ticket.filed_at, sla.respond_days),
        "due_at": _due(scene, ticket, calendar),
    }
    assert days >= 1
    scene.now = ticket.filed_at
    async with scene.database.write() as tx:
        tx.session.add(Ticket(**(_said(ticket) | born | ends | fresh | due)))
    for event in history[1:]:
        if event.verb not in KEPT_BY_THE_TICKER:
            scene.now = event.at
            await _repeated(scene, ticket.id, event)


def _first_opd(history: list[Event]) -> str:
    return str((history[1].about or {}).get("opd", ""))


def _due(scene: Scene, ticket: Ticket, calendar: WorkingCalendar) -> datetime:
    days = getattr(scene.regency.settings.sla.resolve_days, "oversight" if ticket.oversight else ticket.kind)
    return calendar.add_days(ticket.filed_at, days)


async def _repeated(scene: Scene, ticket_id: int, event: Event) -> None:
    async with scene.database.write() as tx:
        found = await tickets.get(tx, ticket_id)
        assert found is not None
        if event.verb == Verb.ASSIGN and event.about:
            found.opd = event.about["opd"]
        act = Act(event.verb, event.role, event.actor, "Petugas", event.text or "", about=event.about)
        await Changes(scene.regency, tx).make(found, act)


def _clock(at: datetime | None, now: datetime) -> timedelta | None:
    return None if at is None else at - now


async def test_it_was_reminded_of_whatever_its_history_calls_for(past: Scene, kutim: Regency) -> None:
    histories = await _histories(past)
    for ticket in await past.rows(Ticket):
        history = histories[ticket.id]
        turns = [
            Step(event.at, event.verb, event.came_from, event.led_to, (event.about or {}).get("opd"))
            for event in history
            if event.verb not in KEPT_BY_THE_TICKER
        ]
        told = [((event.about or {})["slot"], event.at) for event in history if event.verb == Verb.REMIND]
        stayed, rules = stays(turns, ticket.opd), kutim.settings.reminders
        due = reminders(stayed, kutim.calendar_of, rules, NOW, emergency=ticket.emergency)
        assert told == [(reminder.slot, reminder.at) for reminder in due]


async def test_the_ticker_finds_nothing_left_to_do(past: Scene) -> None:
    before = len(await past.rows(Event))
    await Ticker(past.regency, past.database).tick()
    assert len(await past.rows(Event)) == before
    waiting = [ticket for ticket in await past.rows(Ticket) if ticket.status in REMINDED]
    assert waiting
    assert all(ticket.remind_at is not None and ticket.remind_at >= NOW for ticket in waiting)


async def test_the_same_seed_draws_the_same_past(past: Scene, tmp_path: Path, kutim: Regency) -> None:
    other = await _seeded(tmp_path / "other.db", kutim, Plan(250, 6, 1))
    for table in (Ticket, Event, Resident):
        rows = [_said(row) for row in await past.rows(table)]
        assert rows == [_said(row) for row in await other.rows(table)]
    different = await _seeded(tmp_path / "different.db", kutim, Plan(250, 6, 2))
    assert [_said(row) for row in await past.rows(Ticket)] != [
        _said(row) for row in await different.rows(Ticket)
    ]
    for scene in (other, different):
        await scene.database.close()


async def test_its_residents_are_sealed_and_no_message_goes_to_them(past: Scene) -> None:
    known = await past.rows(Resident)
    people = [residents.identity(past.database.seal, resident) for resident in known]
    assert len({person.id for person in people}) == len(known) < 250
    assert not any(resident.reachable for resident in known)


async def test_a_past_has_something_of_everything(tmp_path: Path, kutim: Regency) -> None:
    scene = await _seeded(tmp_path / "much.db", kutim, Plan(1500, 4, 7))
    stored = await scene.rows(Ticket)
    assert {ticket.status for ticket in stored} == set(Status) - {Status.NEW}
    assert 0.05 < sum(ticket.status in OPEN for ticket in stored) / len(stored) < 0.5
    roles = {role for event in await scene.rows(Event) for role in [event.role]}
    assert (roles, any(ticket.rating for ticket in stored)) == (set(Role), True)
    await scene.database.close()


def test_it_leaves_data_alone_that_another_instance_holds(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/aduan.db"
    made = Settings.model_validate(
        {"telegram": {"token": "1:a"}, "storage": {"url": url, "key_file": str(tmp_path / "key")}}
    )
    held = lock.take(url)
    assert held is not None
    with pytest.raises(AlreadyRunning):
        fill(made, Plan(1, 1, 1), lambda _count: None)
    held.close()
    assert "1 tickets" in fill(made, Plan(1, 1, 1), lambda _count: None)
