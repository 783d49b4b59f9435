"""The outbox keeps what it has to, and not for ever."""

from __future__ import annotations

from sqlalchemy import text

from bot.notices import Notice, Toast
from storage import outbox
from storage.database import Database
from storage.models import OutboxState
from tests.storage.conftest import Stopped


async def states(database: Database) -> list[str]:
    async with database.read() as session:
        return list((await session.execute(text("select state from outbox order by id"))).scalars())


async def test_messages_nobody_got_are_forgotten_once_nobody_looks_into_them(
    database: Database, clock: Stopped
) -> None:
    async with database.write() as tx:
        for number in range(3):
            outbox.put(tx, Notice(7001, str(number)))
    async with database.write() as tx:
        await outbox.give_up(tx, [(1, OutboxState.DEAD, "x"), (2, OutboxState.UNCERTAIN, "x")])
    async with database.write() as tx:
        await outbox.forget_lost(tx, clock.now, 10)
    assert await states(database) == ["dead", "uncertain", "pending"]
    clock.turn(days=1)
    async with database.write() as tx:
        await outbox.forget_lost(tx, clock.now, 1)
    assert await states(database) == ["uncertain", "pending"]
    async with database.write() as tx:
        await outbox.forget_lost(tx, clock.now, 1)
    assert await states(database) == ["pending"]


async def test_of_what_is_said_the_notices_are_queued_and_the_toasts_are_not(database: Database) -> None:
    async with database.write() as tx:
        outbox.say(tx, (Notice(7001, "a"), Toast("q"), Notice(7001, "b")))
    assert await states(database) == ["pending", "pending"]
