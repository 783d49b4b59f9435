"""Stories can be told: people speak, press and read."""

from __future__ import annotations

import asyncio

import pytest

from simulator.people import Person
from simulator.town import Town
from simulator.view import NotSeen
from tests.simulator.driver import Bot, buttons


async def test_a_person_sees_what_stands_there_now(bot: Bot, ani: Person) -> None:
    sent = await bot.says(ani.id, "<b>Halo</b> Ani", parse_mode="HTML", protect_content=True)
    await bot.call("editMessageText", chat_id=ani.id, message_id=sent["message_id"], text="Sudah dikirim")
    assert not ani.sees("halo")
    assert ani.sees("sudah DIKIRIM")
    assert (ani.last.edited, ani.last.silent) == (True, False)


async def test_a_press_goes_to_the_newest_message_with_such_a_button(bot: Bot, ani: Person) -> None:
    await bot.says(ani.id, reply_markup=buttons(Kirim="lama"))
    [no, yes] = [
        {"text": text, "callback_data": data} for text, data in (("Tidak setuju", "tidak"), ("setuju", "ya"))
    ]
    await bot.says(ani.id, reply_markup={"inline_keyboard": [[no, yes]]})
    for words in ("setuju", "Tidak", "Kirim"):
        await ani.taps(words)
    assert [update["callback_query"]["data"] for update in await bot.hears()] == ["ya", "tidak", "lama"]


async def test_a_button_that_is_not_there_names_those_that_are(bot: Bot, ani: Person) -> None:
    await bot.says(ani.id, "Pilih", reply_markup=buttons(Kirim="k", Batal="b"))
    with pytest.raises(NotSeen, match=r"no button 'Ubah'.*\n.*Kirim.*Batal"):
        await ani.taps("Ubah")


async def test_a_press_returns_the_answer_within_the_patience(bot: Bot, town: Town, ani: Person) -> None:
    town.patience = 2
    await bot.says(ani.id, reply_markup=buttons(Kirim="k"))
    press = asyncio.create_task(ani.taps("Kirim"))
    [update] = await bot.hears(timeout=2)
    await bot.call("answerCallbackQuery", callback_query_id=update["callback_query"]["id"], text="Terkirim")
    assert (await press, ani.toast) == ("Terkirim", "Terkirim")


async def test_the_town_settles_after_every_action(town: Town, ani: Person) -> None:
    settled = []

    async def settle() -> None:
        settled.append(town.world.updates.count)

    town.settle = settle
    await ani.says("satu")
    await ani.sends_album(3)
    assert settled == [1, 4]


async def test_an_album_is_several_messages_with_one_caption(bot: Bot, ani: Person) -> None:
    await ani.sends_album(3, "jalan rusak")
    messages = [update["message"] for update in await bot.hears()]
    assert len({message["media_group_id"] for message in messages}) == 1
    assert [message.get("caption") for message in messages] == ["jalan rusak", None, None]


async def test_an_edit_of_a_person_is_an_update_of_its_own(bot: Bot, ani: Person) -> None:
    message = await ani.says("salah")
    await ani.edits(message, "benar")
    assert [
        update["edited_message"]["text"] for update in await bot.hears() if "edited_message" in update
    ] == ["benar"]


async def test_waiting_for_words_ends_when_they_come_or_tells_what_is_there(bot: Bot, ani: Person) -> None:
    wait = asyncio.create_task(ani.waits_for("diterima"))
    await bot.says(ani.id, "Laporan diterima")
    assert (await wait).text == "Laporan diterima"
    with pytest.raises(NotSeen, match="Laporan diterima"):
        await ani.waits_for("selesai", timeout=0.01)


async def test_a_reply_keyboard_stays_until_it_is_removed(bot: Bot, ani: Person) -> None:
    keyboard = {"keyboard": [[{"text": "Lokasi", "request_location": True}, "Lewati"]]}
    await bot.says(ani.id, reply_markup=keyboard)
    await bot.says(ani.id, "lagi")
    assert ani.keyboard == ["Lokasi", "Lewati"]
    await bot.says(ani.id, reply_markup={"remove_keyboard": True})
    assert ani.keyboard == []


async def test_who_blocked_the_bot_and_speaks_again_lets_it_answer(bot: Bot, ani: Person) -> None:
    await ani.blocks_bot()
    await ani.says("halo lagi")
    changes = [update["my_chat_member"] for update in await bot.hears() if "my_chat_member" in update]
    assert [change["new_chat_member"]["status"] for change in changes] == ["kicked", "member"]
    await bot.says(ani.id, "Selamat datang kembali")


async def test_a_forged_press_reaches_the_bot(bot: Bot, ani: Person) -> None:
    await bot.says(ani.id)
    await ani.presses("ambil:1:palsu")
    [update] = await bot.hears()
    assert update["callback_query"]["data"] == "ambil:1:palsu"


async def test_a_message_that_was_taken_back_cannot_be_replied_to(bot: Bot, ani: Person) -> None:
    message = await ani.says("salah kirim")
    await ani.deletes(message)
    error = await bot.error(
        "sendMessage", chat_id=ani.id, text="a", reply_parameters={"message_id": message.id}
    )
    assert error == "Bad Request: message to be replied not found"


async def test_a_press_under_a_message_that_is_gone_does_not_show_it(bot: Bot, ani: Person) -> None:
    sent = await bot.says(ani.id, reply_markup=buttons(Kirim="k"))
    await bot.call("deleteMessage", chat_id=ani.id, message_id=sent["message_id"])
    await ani.presses("k", under=sent["message_id"])
    [update] = await bot.hears()
    message = update["callback_query"]["message"]
    assert (message["message_id"], message["date"], "text" in message) == (sent["message_id"], 0, False)
