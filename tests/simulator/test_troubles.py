"""What can go wrong between the bot and Telegram goes wrong on demand."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest

from simulator.people import Person
from simulator.town import Town
from tests.simulator.driver import Bot, Clock


async def test_too_many_requests_say_when_to_come_again(bot: Bot, town: Town, ani: Person) -> None:
    town.fails("429", "sendMessage", seconds=7)
    answer = await bot.answer("sendMessage", chat_id=ani.id, text="a")
    assert (answer["error_code"], answer["parameters"]) == (429, {"retry_after": 7})
    await bot.says(ani.id, "a")
    assert [call.fault for call in town.world.ledger.of("sendMessage")] == ["429", None]
    assert town.wrongs == []


async def test_a_reset_before_delivers_nothing_and_one_after_delivers(
    bot: Bot, town: Town, ani: Person
) -> None:
    for trouble, count in (("reset before", 0), ("reset after delivery", 1)):
        town.fails(trouble, "sendMessage")
        with pytest.raises(aiohttp.ClientError):
            await bot.says(ani.id, "a")
        assert ani.count("a") == count


async def test_an_answer_can_be_late_or_cut_though_all_was_delivered(
    bot: Bot, town: Town, ani: Person
) -> None:
    town.fails("slow after delivery", "sendMessage", seconds=0.2)
    slow = asyncio.create_task(bot.says(ani.id, "a"))
    await ani.waits_for("a", timeout=0.15)
    await slow
    town.fails("truncated json", "sendMessage")
    with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
        await bot.says(ani.id, "a")
    assert ani.count("a") == 2


async def test_a_bad_gateway_answers_in_html(bot: Bot, town: Town) -> None:
    town.fails("502")
    async with bot.session.get(f"{town.api}/bot{town.token}/getMe") as response:
        assert (response.status, response.content_type) == (502, "text/html")


async def test_a_fault_strikes_only_where_and_as_often_as_it_should(
    bot: Bot, town: Town, ani: Person, budi: Person
) -> None:
    fault = town.fails("403", "sendMessage", chat=ani.id, times=2, text="Forbidden: user is deactivated")
    await bot.says(budi.id)
    errors = [await bot.error("sendMessage", chat_id=ani.id, text="a") for _ in range(2)]
    assert errors == ["Forbidden: user is deactivated"] * 2
    await bot.says(ani.id)
    assert fault.hits == 2


async def test_chance_decides_the_same_way_for_the_same_seed() -> None:
    async def hits(seed: int) -> int:
        async with Town(seed=seed) as town, aiohttp.ClientSession() as session:
            fault = town.fails("500", chance=0.5, times=None)
            for _ in range(20):
                await Bot(town, session).answer("getMe")
            return fault.hits

    assert 0 < await hits(1) == await hits(1) < 20


@pytest.mark.parametrize(("chats", "each"), [(1, 8), (30, 1)])
async def test_the_flood_law_counts_per_person_and_in_all(
    bot: Bot, town: Town, clock: Clock, chats: int, each: int
) -> None:
    town.flood.is_on = True
    people = [town.person(f"Warga {number}", started=True) for number in range(chats)]
    for person in people * each:
        await bot.says(person.id)
    assert (await bot.answer("sendMessage", chat_id=people[0].id, text="a"))["error_code"] == 429
    clock.passes(seconds=8)
    await bot.says(people[0].id)


async def test_a_group_takes_twenty_messages_a_minute(bot: Bot, town: Town, clock: Clock) -> None:
    town.flood.is_on = True
    group = town.group("Grup")
    for _ in range(20):
        await bot.says(group.id)
        clock.passes(seconds=1)
    answer = await bot.answer("sendMessage", chat_id=group.id, text="a")
    assert answer["description"] == "Too Many Requests: retry after 40"
    clock.passes(seconds=40)
    await bot.says(group.id)


async def test_a_cut_network_lets_nothing_through_until_it_is_mended(
    bot: Bot, town: Town, ani: Person
) -> None:
    polled = asyncio.create_task(bot.hears(timeout=5))
    await bot.says(ani.id, "sebelum")
    town.cuts_network()
    with pytest.raises(aiohttp.ClientError):
        await bot.says(ani.id, "selama")
    await ani.says("halo")
    assert (polled.done(), ani.count("selama")) == (False, 0)
    town.mends_network()
    assert [update["message"]["text"] for update in await polled] == ["halo"]
    await bot.says(ani.id, "sesudah")
    assert ani.count("sesudah") == 1
