"""The inbox: each update once, and not for longer than it is needed."""

from __future__ import annotations

from sqlalchemy import update
from sqlmodel import col

from storage import inbox
from storage.database import Database
from storage.models import Inbox
from tests.storage.conftest import Stopped

UPDATE = {"update_id": 7, "message": {"text": "rahasia"}}


async def stored(database: Database, *updates: int) -> set[int]:
    async with database.write() as tx:
        return await inbox.store(tx, [(UPDATE | {"update_id": number}, 1) for number in updates])


async def waiting(database: Database) -> list[int]:
    async with database.write() as tx:
        found, _ = await inbox.pending(tx.session, tx.seal)
    return [raw["update_id"] for raw, _, _ in found]


async def test_an_update_that_comes_twice_is_kept_once(database: Database) -> None:
    assert await stored(database, 7, 8) == {7, 8}
    assert await stored(database, 8, 9) == {9}
    assert await waiting(database) == [7, 8, 9]


async def test_two_of_one_id_in_one_delivery_are_one(database: Database) -> None:
    assert await stored(database, 7, 7) == {7}


async def test_what_is_handled_waits_no_more(database: Database) -> None:
    await stored(database, 7, 8)
    async with database.write() as tx:
        inbox.finish_later(tx, 7)
    assert await waiting(database) == [8]


async def test_a_transaction_that_fails_leaves_its_updates_waiting(database: Database) -> None:
    await stored(database, 7)
    try:
        async with database.write() as tx:
            inbox.finish_later(tx, 7)
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    assert await waiting(database) == [7]


async def test_handled_updates_are_forgotten_in_time_and_others_are_not(
    database: Database, clock: Stopped
) -> None:
    await stored(database, 7, 8)
    async with database.write() as tx:
        inbox.finish_later(tx, 7)
    clock.turn(days=2)
    async with database.write() as tx:
        await inbox.forget(tx, clock.now, 10)
    assert await waiting(database) == [8]
    assert await stored(database, 7) == {7}


async def test_a_damaged_update_is_named_and_holds_up_no_other(database: Database) -> None:
    await stored(database, 7, 8)
    async with database.write() as tx:
        await tx.session.execute(update(Inbox).where(col(Inbox.update_id) == 7).values(payload=b"?"))
        found, unreadable = await inbox.pending(tx.session, tx.seal)
    assert ([raw["update_id"] for raw, _, _ in found], unreadable) == ([8], [7])
