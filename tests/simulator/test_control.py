"""What the browser page does, any process can do."""

from __future__ import annotations

import asyncio
import base64
from typing import Any

from simulator.people import Person
from simulator.town import Town
from tests.simulator.driver import Bot, buttons


async def act(bot: Bot, verb: str, **asked: Any) -> Any:
    async with bot.session.post(f"{bot.town.api}/sim/{verb}", json=asked) as response:
        return await response.json()


async def test_people_and_groups_are_made_and_speak(bot: Bot) -> None:
    ani = (await act(bot, "person", name="Ani"))["id"]
    group = (await act(bot, "group", title="Grup", members=[ani], admin=True))["id"]
    await act(bot, "say", **{"as": ani}, text="halo")
    await act(bot, "say", **{"as": ani}, chat=group, text="halo semua")
    assert [update["message"]["chat"]["id"] for update in await bot.hears()] == [ani, group]


async def test_a_press_is_answered_with_the_toast(bot: Bot, ani: Person) -> None:
    sent = await bot.says(ani.id, reply_markup=buttons(Kirim="k"))
    press = asyncio.create_task(act(bot, "tap", **{"as": ani.id}, message=sent["message_id"], data="k"))
    [update] = await bot.hears(timeout=2)
    query = update["callback_query"]["id"]
    await bot.call("answerCallbackQuery", callback_query_id=query, text="Terkirim", show_alert=True)
    assert await press == {"text": "Terkirim", "show_alert": True}


async def test_a_photo_comes_with_its_bytes_and_shows_in_the_page(bot: Bot, town: Town, ani: Person) -> None:
    data = b"\xff\xd8\xff foto"
    await act(bot, "photo", **{"as": ani.id}, data=base64.b64encode(data).decode(), caption="rusak")
    await act(bot, "location", **{"as": ani.id}, latitude=0.5, longitude=117.5)
    [photo, place] = (await act(bot, "look", chats=[ani.id]))["messages"]
    assert (photo["media"], photo["text"], place["place"]["latitude"]) == ("photo", "rusak", 0.5)
    async with bot.session.get(f"{town.api}/sim/file/{photo['file']['id']}") as response:
        assert (await response.read(), response.content_type) == (data, "image/jpeg")


async def test_albums_letters_and_voices_come_with_their_bytes(bot: Bot, town: Town, ani: Person) -> None:
    one, two, letter, voice = (
        base64.b64encode(part).decode() for part in (b"satu", b"dua", b"%PDF", b"RIFF")
    )
    await act(bot, "album", **{"as": ani.id}, pictures=[one, two], caption="rusak")
    await act(bot, "document", **{"as": ani.id}, data=letter, name="surat.pdf", mime="application/pdf")
    await act(bot, "voice", **{"as": ani.id}, data=voice)
    sent = (await act(bot, "look", chats=[ani.id]))["messages"]
    assert [message["media"] for message in sent] == ["photo", "photo", "document", "voice"]
    assert (sent[0]["album"] is not None, sent[0]["album"] == sent[1]["album"]) == (True, True)
    assert (sent[2]["file"]["name"], sent[3]["file"]["seconds"]) == ("surat.pdf", 3)
    kept = [town.world.files.get(message["file"]["id"]) for message in sent]
    assert [file.data for file in kept if file] == [b"satu", b"dua", b"%PDF", b"RIFF"]


async def test_a_look_waits_for_a_change_and_tells_only_that(bot: Bot, ani: Person) -> None:
    sent = await bot.says(ani.id, "lama")
    await bot.says(ani.id, "lain")
    at = (await act(bot, "look", chats=[ani.id]))["at"]
    look = asyncio.create_task(act(bot, "look", chats=[ani.id], after=at, wait=2))
    await bot.call("editMessageText", chat_id=ani.id, message_id=sent["message_id"], text="baru")
    assert [message["text"] for message in (await look)["messages"]] == ["baru"]


async def test_troubles_and_the_state_can_be_had_from_outside(bot: Bot, ani: Person) -> None:
    await act(bot, "fault", trouble="429", method="sendMessage")
    await bot.answer("sendMessage", chat_id=ani.id, text="a", colour="red")
    await bot.answer("sendMessage", chat_id=ani.id, text="")
    state = await act(bot, "state")
    assert state["calls"] == [["sendMessage", "429"], ["sendMessage", "Bad Request: message text is empty"]]
    assert state["wrongs"] == ["sendMessage: Bad Request: message text is empty"]


async def test_nonsense_is_refused_with_the_reason(bot: Bot, town: Town) -> None:
    assert "error" in await act(bot, "dance")
    assert await act(bot, "say", **{"as": 1}, text="a") == {"error": "KeyError: 1"}
    async with bot.session.post(f"{town.api}/sim/say", data='{"as": 1}') as response:
        assert response.status == 400


async def test_a_crowd_speaks_in_turns(bot: Bot) -> None:
    people = (await act(bot, "crowd", people=2, count=3, text="banjir"))["people"]
    heard = [(update["message"]["from"]["id"], update["message"]["text"]) for update in await bot.hears()]
    assert heard == [(people[0], "banjir 0"), (people[1], "banjir 1"), (people[0], "banjir 2")]
