"""getUpdates keeps what was not confirmed, and only that."""

from __future__ import annotations

import asyncio

from simulator.people import Person
from simulator.town import Town
from tests.simulator.driver import Bot, Clock, buttons


async def test_updates_stay_until_an_offset_passes_them(bot: Bot, town: Town, ani: Person) -> None:
    await ani.says("satu")
    await ani.says("dua")
    [first, _] = await bot.hears()
    assert [update["message"]["text"] for update in await bot.hears(first["update_id"] + 1)] == ["dua"]
    assert not town.confirmed
    assert await bot.hears(first["update_id"] + 2) == []
    assert town.confirmed


async def test_a_negative_offset_leaves_the_newest(bot: Bot, ani: Person) -> None:
    for text in ("satu", "dua", "tiga"):
        await ani.says(text)
    assert [update["message"]["text"] for update in await bot.hears(-1)] == ["tiga"]
    assert len(await bot.hears()) == 1


async def test_no_more_than_a_hundred_come_at_once(bot: Bot, ani: Person) -> None:
    for number in range(101):
        await ani.says(f"{number}")
    assert len(await bot.hears(limit=1000)) == 100
    assert len(await bot.hears(limit=2)) == 2


async def test_a_long_poll_ends_with_the_first_update(bot: Bot, ani: Person) -> None:
    poll = asyncio.create_task(bot.hears(timeout=30))
    await asyncio.sleep(0.05)
    await ani.says("halo")
    [update] = await asyncio.wait_for(poll, 1)
    assert update["message"]["text"] == "halo"


async def test_a_second_receiver_ends_the_first(bot: Bot) -> None:
    poll = asyncio.create_task(bot.answer("getUpdates", timeout=30))
    await asyncio.sleep(0.05)
    assert await bot.hears() == []
    answer = await poll
    assert (answer["error_code"], answer["description"].partition(";")[0]) == (
        409,
        "Conflict: terminated by other getUpdates request",
    )


async def test_presses_live_for_150_seconds_and_messages_for_a_day(
    bot: Bot, ani: Person, clock: Clock
) -> None:
    await bot.says(ani.id, reply_markup=buttons(Kirim="k"))
    for text in ("sebelum", "sesudah"):
        await ani.says(text)
        await ani.taps("Kirim")
    clock.passes(seconds=149)
    assert len(await bot.hears()) == 4
    clock.passes(seconds=2)
    assert [set(update) - {"update_id"} for update in await bot.hears()] == [{"message"}] * 2
    clock.passes(hours=24)
    assert await bot.hears() == []


async def test_only_the_kinds_asked_for_come(bot: Bot, ani: Person) -> None:
    await bot.hears(allowed_updates=["callback_query"])
    await ani.says("halo")
    await bot.says(ani.id, reply_markup=buttons(Kirim="k"))
    await ani.taps("Kirim")
    [update] = await bot.hears()
    assert update["callback_query"]["data"] == "k"


async def test_member_changes_come_only_if_asked_for(bot: Bot, town: Town, ani: Person) -> None:
    group = town.group("Grup", admin=True)
    await group.adds(ani)
    assert not any("chat_member" in update for update in await bot.hears())
    await bot.hears(allowed_updates=["chat_member"])
    await group.removes(ani)
    [update] = [update for update in await bot.hears() if "chat_member" in update]
    assert update["chat_member"]["new_chat_member"]["status"] == "kicked"


async def test_a_confirmed_update_can_come_twice(bot: Bot, town: Town, ani: Person) -> None:
    await ani.says("halo")
    [update] = await bot.hears()
    await bot.hears(update["update_id"] + 1)
    town.world.updates.repeat()
    assert await bot.hears() == [update]
