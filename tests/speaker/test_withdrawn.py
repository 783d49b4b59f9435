"""What is withdrawn before it left is not said, and holds up nothing."""

from __future__ import annotations

from msgspec.structs import replace

from bot.errors import Flooded
from bot.notices import Notice, Purpose
from storage import outbox
from tests.speaker.conftest import ANI, PUPR, Office

REMINDER = Notice(PUPR, "ingat 7", purpose=Purpose.REMINDER, ticket_id=7, key="remind:7")


async def test_a_reminder_that_waits_behind_a_429_is_not_said_once_withdrawn(office: Office) -> None:
    office.courier.fails(PUPR, Flooded(5))
    office.starts()
    await office.puts(Notice(PUPR, "satu"))
    await office.quiet()
    await office.puts(REMINDER, Notice(PUPR, "dua"))
    async with office.database.write() as tx:
        await outbox.withdraw(tx, "remind:7")
    await office.passes(6)
    assert office.courier.texts(PUPR) == ["satu", "dua"]


async def test_what_is_put_and_withdrawn_in_one_transaction_was_never_there(office: Office) -> None:
    office.starts()
    async with office.database.write() as tx:
        outbox.put(tx, REMINDER)
        await outbox.withdraw(tx, "remind:7")
    await office.settles()
    assert (office.courier.texts(PUPR), await office.rows()) == ([], [])


async def test_a_reminder_that_goes_to_another_chat_does_not_wait_behind_the_old_one(office: Office) -> None:
    office.courier.fails(PUPR, Flooded(5))
    office.starts()
    await office.puts(Notice(PUPR, "satu"))
    await office.quiet()
    await office.puts(REMINDER)
    await office.puts(replace(REMINDER, chat=ANI))
    await office.quiet()
    assert office.courier.texts(ANI) == ["ingat 7"]
    await office.passes(6)
    assert office.courier.texts(PUPR) == ["satu"]


async def test_a_reminder_put_twice_in_one_transaction_has_the_lane_of_its_last_chat(office: Office) -> None:
    await office.puts(REMINDER, replace(REMINDER, chat=ANI))
    assert await office.rows("lane") == [office.database.seal.lane(ANI)]
