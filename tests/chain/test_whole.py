"""Whatever we do ourselves, the chain is whole: also where words are erased, and after what went wrong."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from bot.seeding.service import Plan, seed
from bot.tickets.status import Status
from bot.tickets.verbs import Role, Verb
from storage import chain, history
from storage.chain.guards import guard
from storage.database import Database
from storage.models import Event, Link, Ticket
from storage.moving import Moving
from tests.chain.conftest import verdict
from tests.databases import address
from tests.desk.scene import BUDI, Scene


async def test_what_people_do_is_chained_in_the_transaction_that_does_it(past: Scene) -> None:
    ticket_id, _ = await past.file()
    await past.act(BUDI, Verb.REPLY, ticket_id, "kami periksa")
    await past.answer(ticket_id, "terima kasih")
    found = await verdict(past.database)
    assert (found.faults, found.events, found.links, found.erased) == ([], 4, 3, 0)


async def test_a_transaction_that_failed_leaves_no_gap(past: Scene) -> None:
    await past.file()
    with pytest.raises(ZeroDivisionError):
        await _fails_late(past)
    await past.file()
    assert (await verdict(past.database)).faults == []


async def test_it_goes_on_after_a_restart(past: Scene) -> None:
    await past.file()
    past.database = Database(address(past.path), past.database.seal, lambda: past.now)
    await past.file()
    found = await verdict(past.database)
    assert (found.faults, found.events) == ([], 4)


async def test_words_can_be_erased_and_nothing_else_can(past: Scene) -> None:
    ticket_id, _ = await past.file()
    await past.act(BUDI, Verb.REPLY, ticket_id, "kami periksa")
    async with past.database.write() as tx:
        await tx.session.execute(update(Event).values(text=None))
    taken = ["1 events have lost their words, and their tickets were not purged"]
    assert (await verdict(past.database)).faults == taken
    async with past.database.write() as tx:
        await tx.session.execute(update(Ticket).values(purged_at=tx.now))
    found = await verdict(past.database)
    assert (found.faults, found.erased) == ([], 1)


@pytest.mark.parametrize(
    "change",
    [
        delete(Event),
        delete(Link),
        update(Event).values(text="lain"),
        update(Event).values(text=None, actor=7),
        update(Event).values(verb="close"),
        update(Link).values(mac=b""),
    ],
)
async def test_the_database_itself_refuses_to_change_history(past: Scene, change: object) -> None:
    await past.file()
    with pytest.raises(DBAPIError, match="history is only added to"):
        async with past.database.write() as tx:
            await tx.session.execute(change)  # type: ignore[call-overload]  # a statement


async def test_a_history_older_than_the_chain_is_covered_once(past: Scene) -> None:
    ticket_id, _ = await past.file()
    await past.act(BUDI, Verb.REPLY, ticket_id, "kami periksa")
    older = ("DELETE FROM links", "DELETE FROM marks", "UPDATE events SET text_digest = NULL")
    await unguarded(past, *older, guards=False)
    await begin(past)
    await past.file()
    found = await verdict(past.database)
    assert (found.faults, found.events, found.links) == ([], 5, 2)


async def test_what_was_added_behind_our_back_is_not_covered_at_the_next_start(past: Scene) -> None:
    await past.file()
    columns = "ticket_id, at, verb, role, led_to"
    forged = (
        f"INSERT INTO events ({columns}) SELECT 1, at, 'confirm', 'reporter', 'closed' FROM events LIMIT 1"
    )
    await unguarded(past, forged)
    await begin(past)
    assert (await verdict(past.database)).faults == ["1 events are in no link"]


async def test_a_made_up_past_is_chained_as_well(past: Scene) -> None:
    await seed(past.regency, past.database, Plan(50, 3, 1), lambda _: None)
    await past.file()
    found = await verdict(past.database)
    assert found.faults == []
    assert found.events > 150


async def test_the_head_covers_the_strands_of_all_processes(past: Scene, tmp_path: Path) -> None:
    other = Scene(past.regency, past.path)
    other.database.strand._shared = past.database.strand._shared = True
    other.drafts = past.drafts
    for scene in (past, other, past, other):
        await scene.file()
    async with past.database.write() as tx:
        sealed = await past.database.strand.tie(tx)
    assert (await verdict(past.database, [sealed[:10]])).faults == []
    await unguarded(past, "DELETE FROM links WHERE strand = " + str(other.database.strand._number))
    faults = (await verdict(past.database, [sealed[:10]])).faults
    assert faults == [
        f"link {other.database.strand._number}:1 is missing, or is another than the one that was tied",
        "4 events are in no link",
    ]


async def test_processes_that_write_at_once_make_one_whole_history(past: Scene) -> None:
    url, seal = address(past.path), past.database.seal
    processes = [Database(url, seal, lambda: past.now) for _ in range(3)]
    for process in processes:
        process.strand._shared = True
    await asyncio.gather(*(_works(process, past, number) for number, process in enumerate(processes)))
    async with processes[0].write() as tx:
        head = await processes[0].strand.tie(tx)
    found = await verdict(processes[1], [head[:10]])
    assert (found.faults, found.events, found.links) == ([], 60, 61)
    for process in processes:
        await process.close()


@pytest.mark.sqlite("tests/moving goes there and back")
async def test_an_office_that_moves_takes_its_history_along_and_the_guards(
    past: Scene, tmp_path: Path
) -> None:
    ticket_id, _ = await past.file()
    await past.act(BUDI, Verb.REPLY, ticket_id, "kami periksa")
    target = f"sqlite+aiosqlite:///{tmp_path}/moved.db"
    moving = Moving(address(past.path), target)
    await moving.total()
    await moving.run(lambda _: None)
    await moving.close()
    past.database = Database(target, past.database.seal, lambda: past.now)
    past.path = tmp_path / "moved.db"
    await past.file()
    found = await verdict(past.database)
    assert (found.faults, found.events) == ([], 5)
    with pytest.raises(DBAPIError, match="history is only added to"):
        await _forgets(past)


async def _forgets(scene: Scene) -> None:
    async with scene.database.write() as tx:
        await tx.session.execute(delete(Event))


async def _works(process: Database, scene: Scene, ticket: int) -> None:
    for _ in range(20):
        event = Event(ticket_id=ticket, at=scene.now, verb=Verb.NOTE, role=Role.OFFICER, led_to=Status.NEW)
        async with process.write() as tx:
            await history.record(tx, event)


async def _fails_late(past: Scene) -> None:
    async with past.write() as tx:
        await past.stored(tx)
        await past.database.strand.extend(tx)
        raise ZeroDivisionError


async def begin(scene: Scene) -> None:
    scene.database = Database(address(scene.path), scene.database.seal, lambda: scene.now)
    await chain.start(address(scene.path), scene.database.seal, scene.now)


async def unguarded(scene: Scene, *statements: str, guards: bool = True) -> None:
    """As someone does who has the database and knows it."""
    async with scene.database.write() as tx:
        connection = await tx.core()
        for trigger in ("events_stay", "events_last", "links_stay", "links_last"):
            on = f" ON {trigger.split('_')[0]}" if connection.dialect.name == "postgresql" else ""
            await connection.execute(text(f"DROP TRIGGER {trigger}{on}"))
        for statement in statements:
            await connection.execute(text(statement))
        if guards:
            await guard(connection)
