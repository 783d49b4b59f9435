"""What is done to tickets is written once for a transaction, and whoever looks before finds it written."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import IntegrityError

from bot.desk import Desk
from bot.errors import Overtaken
from bot.files import File, FileKind
from bot.pins import Pin
from bot.tickets.status import Status
from bot.tickets.verbs import Verb
from storage import followers, history, supports, tickets, twins
from storage.models import Event, Ticket
from tests.chain.conftest import verdict
from tests.desk.scene import BUDI, Scene

PHOTO = File(FileKind.PHOTO, "id", "unique")
PIN = Pin(0.5, 117.5)
REPORTS = 5


async def test_many_reports_of_one_transaction_are_written_at_once(scene: Scene) -> None:
    statements: list[str] = []

    def note(_core: Any, _cursor: Any, statement: str, *_about: Any) -> None:
        statements.append(statement)

    async with scene.write() as tx:
        event.listen((await tx.core()).sync_connection, "before_cursor_execute", note)
        filed = [await scene.stored(tx, [PHOTO]) for _ in range(REPORTS)]
        said = [await Desk(scene.regency, tx).open(ticket) for ticket in filed]
        assert [len(one) for one in said] == [2] * REPORTS
    inserts = [one.split()[2] for one in statements if one.startswith("INSERT INTO")]
    assert [inserts.count(table) for table in ("tickets", "events", "attachments")] == [1, 1, 1]
    assert not [one for one in statements if one.startswith("UPDATE tickets")]


async def test_they_have_numbers_history_and_files_in_their_order(scene: Scene) -> None:
    async with scene.write() as tx:
        filed = [await scene.stored(tx, [PHOTO, PHOTO]) for _ in range(REPORTS)]
        for ticket in filed:
            await Desk(scene.regency, tx).open(ticket)
    async with scene.write() as tx:
        found = [await tickets.get(tx, ticket.id) for ticket in filed]
        events = [await history.of_ticket(tx.session, ticket.id) for ticket in filed]
        files = [await history.reporters_files(tx, ticket.id) for ticket in filed]
    assert [one and (one.serial, one.status) for one in found] == [
        (number, Status.ASSIGNED) for number in range(1, REPORTS + 1)
    ]
    assert [[one.verb for one in some] for some in events] == [[Verb.FILE, Verb.ASSIGN]] * REPORTS
    ids = [[one.id for one in some] for some in events]
    assert ids == [sorted(some) for some in ids]
    assert files == [[PHOTO, PHOTO]] * REPORTS
    assert (await verdict(scene.database)).faults == []


async def test_a_ticket_is_found_as_itself_before_it_is_written_and_its_changes_are_kept(
    scene: Scene,
) -> None:
    async with scene.write() as tx:
        ticket = await scene.stored(tx)
        assert await tickets.get(tx, ticket.id) is ticket
        assert [one.verb for one in await history.of_ticket(tx.session, ticket.id)] == [Verb.FILE]
        await Desk(scene.regency, tx).open(ticket)
        ticket.landmark = "depan pasar"
    async with scene.write() as tx:
        found = await tickets.get(tx, ticket.id)
        assert found is not None
        assert (found.status, found.version, found.landmark) == (Status.ASSIGNED, 1, "depan pasar")


async def test_statements_that_skip_the_unit_of_work_find_it_written(scene: Scene) -> None:
    async with scene.write() as tx:
        await scene.stored(tx)
        counted = select(func.count()).select_from(Event)
        assert await (await tx.core()).scalar(counted) == 1
        await scene.stored(tx)
        assert await tx.session.scalar(counted) == 2


async def test_numbers_go_on_after_something_was_written_meanwhile(scene: Scene) -> None:
    async with scene.write() as tx:
        filed = [await scene.stored(tx), await scene.stored(tx)]
        await tx.write()
        filed += [await scene.stored(tx), await scene.stored(tx)]
    async with scene.write() as tx:
        filed.append(await scene.stored(tx))
    assert [ticket.serial for ticket in filed] == [1, 2, 3, 4, 5]
    assert len({ticket.id for ticket in filed}) == 5


async def test_when_one_of_a_batch_raises_nothing_of_it_is_there_and_the_next_goes_on(scene: Scene) -> None:
    async def batch() -> None:
        async with scene.write() as tx:
            await scene.stored(tx, [PHOTO])
            await tx.write()
            await scene.stored(tx, [PHOTO])
            raise LookupError

    first, _ = await scene.file()
    with pytest.raises(LookupError):
        await batch()
    second, _ = await scene.file()
    async with scene.write() as tx:
        stored = (await tx.session.execute(select(Ticket).order_by(Ticket.id))).scalars().all()  # type: ignore[arg-type]  # SQLModel types columns as values
    assert [one.id for one in stored] == [first, second]
    given_back = scene.database.beside is None
    assert [one.serial for one in stored] == ([1, 2] if given_back else [1, 4])
    assert (await verdict(scene.database)).faults == []


async def test_two_of_one_press_are_refused_whole(scene: Scene) -> None:
    async def twice() -> None:
        async with scene.write() as tx:
            await scene.stored(tx)
            await scene.stored(tx, draft_id=77)

    async with scene.write() as tx:
        await scene.stored(tx, draft_id=77)
    with pytest.raises((IntegrityError, Overtaken)):
        await twice()
    async with scene.write() as tx:
        assert await tx.session.scalar(select(func.count()).select_from(Ticket)) == 1


async def test_what_is_known_of_a_new_ticket_is_what_is_read_of_it_later(scene: Scene) -> None:
    async with scene.write() as tx:
        ticket = await scene.stored(tx, [PHOTO])

        async def known() -> tuple[Any, ...]:
            files = await history.reporters_files(tx, ticket.id)
            helping = await supports.of(tx, ticket.id)
            return list(files), await followers.count(tx, ticket.id), list(helping)

        before = await known()
        assert tx.unwritten.tickets
        await tx.write()
        assert not tx.unwritten
        assert before == await known() == ([PHOTO], 0, [])


NEAR_OR_NOT: list[tuple[dict[str, Any], bool]] = [
    ({}, True),
    ({"desa": None}, False),
    ({"desa": None, "latitude": PIN.latitude, "longitude": PIN.longitude}, True),
    ({"desa": None, "latitude": PIN.latitude, "longitude": PIN.longitude + 1}, False),
    ({"desa": "64.08.04.2011"}, False),
    ({"kecamatan": "64.08.09"}, False),
    ({"category": "pju"}, False),
    ({"sensitive": True}, False),
    ({"oversight": True}, False),
    ({"status": Status.CLOSED}, False),
]


@pytest.mark.parametrize(("about", "is_near"), NEAR_OR_NOT)
async def test_a_twin_is_near_whether_it_is_written_or_not(
    scene: Scene, about: dict[str, Any], is_near: bool
) -> None:
    sought = twins.Sought("jalan", "64.08.04", "64.08.04.1010", PIN.around(100), scene.now)
    async with scene.write() as tx:
        ticket = await scene.stored(tx, **({"desa": "64.08.04.1010"} | about))
        before = await twins.near(tx, sought, besides=0)
        own = await twins.near(tx, sought, besides=ticket.resident_id or 0)
        assert tx.unwritten.tickets
        await tx.write()
        assert await twins.near(tx, sought, besides=0) == before
        assert ([one.id for one in before], own) == ([ticket.id] if is_near else [], [])
        if is_near:
            assert await twins.standing(tx, ticket.id) == (Status.NEW, scene.now)


async def test_what_was_closed_in_the_same_transaction_is_nobodys_twin(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    sought = twins.Sought("jalan", "64.08.04", None, None, scene.now)
    async with scene.write() as tx:
        assert [one.id for one in await twins.near(tx, sought, besides=0)] == [ticket_id]
        found = await tickets.get(tx, ticket_id)
        assert found is not None
        found.status = Status.CLOSED
        assert await twins.near(tx, sought, besides=0) == []


async def test_a_change_is_found_by_statements_once_its_event_was_recorded(scene: Scene) -> None:
    ticket_id, _ = await scene.file()
    async with scene.write() as tx:
        await Desk(scene.regency, tx).act(BUDI, Verb.TAKE, ticket_id)
        status = select(Ticket.__table__.c.status)  # type: ignore[attr-defined]  # SQLModel adds it at run time
        assert await (await tx.core()).scalar(status) == Status.IN_PROGRESS
