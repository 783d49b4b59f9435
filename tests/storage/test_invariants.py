"""What must never be is found when it is, and is not found where all is well."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import text

from bot.health.facts import SLICE, Sweep
from bot.tickets.verbs import Verb
from storage import invariants
from tests.desk.scene import BUDI, Scene, regency
from tests.house.documents import in_code, page

HOURS_AGO = "'2026-11-20 00:00:00+00:00'"
ROW = "(id, lane, state, repeat, attempts, created_at"
BREAKS: Final = {
    "ticket_without_event": "DELETE FROM events WHERE ticket_id = 1",
    "status_without_event": "UPDATE tickets SET status = 'in_progress' WHERE id = 1",
    "nobody_reminded": "UPDATE tickets SET remind_at = NULL WHERE id = 1",
    "never_ends": "UPDATE tickets SET lapse_at = NULL WHERE id = 2",
    "ended_with_clock": "UPDATE tickets SET status = 'closed', closed_at = filed_at WHERE id = 1",
    "ended_without_time": "UPDATE tickets SET resolved_at = NULL WHERE id = 2",
    "number_given_again": "UPDATE counters SET value = 1",
    "number_missing": "UPDATE tickets SET serial = 9 WHERE id = 2",
    "merged_into_nothing": "UPDATE tickets SET merged_into = 77 WHERE id = 1",
    "event_without_ticket": "UPDATE events SET ticket_id = 77 WHERE ticket_id = 1",
    "attachment_without_ticket": "INSERT INTO attachments (id, ticket_id, position, kind, file)"
    " VALUES (1, 77, 0, 'photo', '')",
    "number_without_ticket": "INSERT INTO posts VALUES (5, 6, 77, 'number')",
    "draft_of_a_report": "INSERT INTO drafts (id, resident_id, form, expires_at)"
    f" VALUES (1, 5, '', {HOURS_AGO})",
    "message_without_ticket": f"INSERT INTO outbox {ROW}, ticket_id)"
    f" VALUES (900, 1, 'pending', false, 0, {HOURS_AGO}, 77)",
    "reminder_of_ended": f"INSERT INTO outbox {ROW}, ticket_id, key)"
    f" VALUES (900, 1, 'pending', false, 0, {HOURS_AGO}, 2, 'remind:2')",
    "update_left": "INSERT INTO inbox (update_id, lane, payload, state, attempts, received_at)"
    f" VALUES (5, 1, '', 'pending', 0, {HOURS_AGO})",
    "call_left": f"INSERT INTO outbox {ROW}, attempted_at)"
    f" VALUES (900, 1, 'attempting', false, 0, {HOURS_AGO}, {HOURS_AGO})",
}


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Scene]:
    """Three reports: one to work on, one resolved, one to work on."""
    scene = Scene(regency(), tmp_path / "a.db")
    for _ in range(3):
        await scene.file()
    await scene.act(BUDI, Verb.RESOLVE, 2, "lubang sudah ditambal hari ini")
    yield scene
    await scene.database.close()


async def found(scene: Scene) -> dict[str, int]:
    async with scene.database.read() as session:
        return await invariants.violations(session, scene.now, 0, 100)


async def broken(scene: Scene, statement: str) -> None:
    """As no part of the bot would do it: whatever guards the tables is away."""
    async with scene.database.write() as tx:
        core = await tx.core()
        if core.dialect.name == "sqlite":
            guards = await core.execute(text("SELECT name FROM sqlite_schema WHERE type = 'trigger'"))
            for (name,) in guards.all():
                await core.execute(text(f"DROP TRIGGER {name}"))
        await core.execute(text(statement))


async def test_nothing_is_wrong_where_all_is_well(office: Scene) -> None:
    assert await found(office) == {}


@pytest.mark.parametrize("name", BREAKS)
async def test_each_is_found_when_it_is_violated(office: Scene, name: str) -> None:
    one = next(one for one in invariants.every() if one.name == name)
    await broken(office, BREAKS[name])
    on_sqlite = office.database.beside is None
    assert (name in await found(office)) == (on_sqlite or not one.on_sqlite)


def test_every_one_has_been_seen_to_fail_and_is_explained() -> None:
    names = {one.name for one in invariants.every()}
    assert names == BREAKS.keys()
    assert names - in_code(page("howto/operate.md")) == set()


@pytest.mark.sqlite("reads plans")
async def test_no_more_is_read_than_the_tickets_asked_about(office: Scene) -> None:
    read: dict[str, list[str]] = {}
    async with office.database.read() as session:
        for one in invariants.every():
            if one.is_ranged:
                plan = await session.execute(
                    text(f"EXPLAIN QUERY PLAN {one.statement}"), {"first": 1, "last": 2}
                )
                read[one.name] = [row.detail for row in plan if row.detail.startswith(("SCAN", "SEARCH"))]
    by_ids = re.compile(r"(rowid|ticket_id|name|year)[=>]\?")
    whole = {name: [step for step in steps if not by_ids.search(step)] for name, steps in read.items()}
    assert {name: steps for name, steps in whole.items() if steps} == {}
    assert all(read.values())


async def test_old_tickets_are_looked_at_in_turns_and_remembered(office: Scene) -> None:
    for at in range(2, 5):
        async with office.write() as tx:
            await office.stored(tx, id=at * SLICE + 1)
    await broken(office, "DELETE FROM events WHERE ticket_id = 1")
    sweep = Sweep()
    async with office.database.read() as session:
        seen = [(await sweep.turn(session, office.now)).get("ticket_without_event", 0) for _ in range(9)]
    assert seen[-4:] == [1, 1, 1, 1]


async def test_a_look_bounds_its_moment_to_the_hour(office: Scene) -> None:
    await broken(office, BREAKS["update_left"])
    office.now -= timedelta(days=30)
    assert await found(office) == {}
