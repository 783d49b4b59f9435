"""What Telegram refuses, this server refuses, in the same words."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.people import Person
from simulator.town import Town
from tests.simulator.driver import Bot, Clock, buttons


async def test_a_wrong_token_is_unauthorized_and_an_unknown_method_not_found(bot: Bot, town: Town) -> None:
    async with bot.session.get(f"{town.api}/bot1:x/getMe") as response:
        assert (response.status, (await response.json())["description"]) == (401, "Unauthorized")
    assert await bot.answer("sendNonsense") == {"ok": False, "error_code": 404, "description": "Not Found"}
    assert town.wrongs == ["sendNonsense: unknown method"]


async def test_an_unknown_parameter_is_ignored_and_noted(bot: Bot, town: Town, ani: Person) -> None:
    await bot.says(ani.id, colour="red")
    assert town.wrongs == ["sendMessage: unknown parameter colour"]


@pytest.mark.parametrize(
    ("params", "what"),
    [
        ({"text": ""}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": " \n"}, "text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "a", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        ({"text": "\ud800"}, "strings must be encoded in UTF-8"),
        ({"text": "a", "reply_markup": buttons(A="é" * 33)}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "reply_markup": buttons(A="")}, "BUTTON_DATA_INVALID"),
        ({"text": "a", "reply_markup": "{"}, "can't parse reply_markup JSON object"),
        ({"text": "a", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "a", "message_thread_id": 7}, "message thread not found"),
    ],
)
async def test_a_message_that_telegram_would_not_take(
    bot: Bot, ani: Person, params: dict[str, Any], what: str
) -> None:
    assert await bot.error("sendMessage", chat_id=ani.id, **params) == f"Bad Request: {what}"


async def test_the_data_of_a_button_is_counted_in_bytes(bot: Bot, ani: Person) -> None:
    await bot.says(ani.id, reply_markup=buttons(A="é" * 32))
    error = await bot.error("sendMessage", chat_id=ani.id, text="a", reply_markup=buttons(A="é" * 32 + "a"))
    assert error == "Bad Request: BUTTON_DATA_INVALID"


async def test_a_button_leads_to_the_web_or_into_telegram(bot: Bot, ani: Person) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Buka", "url": "javascript:1"}]]}
    error = await bot.error("sendMessage", chat_id=ani.id, text="a", reply_markup=keyboard)
    assert error == "Bad Request: inline keyboard button URL 'javascript:1' is invalid: Wrong HTTP URL"


async def test_a_message_is_sent_without_a_lost_reply_when_asked_so(bot: Bot, ani: Person) -> None:
    await bot.says(ani.id, reply_parameters={"message_id": 99, "allow_sending_without_reply": True})
    assert ani.last.reply_to is None


async def test_a_stranger_cannot_be_written_to(bot: Bot, town: Town) -> None:
    stranger = town.person("Citra")
    assert await bot.error("sendMessage", chat_id=stranger.id, text="a") == (
        "Forbidden: bot can't initiate conversation with a user"
    )
    assert await bot.error("sendMessage", chat_id=12345, text="a") == "Bad Request: chat not found"


async def test_who_blocked_or_vanished_does_not_hear_the_bot(bot: Bot, ani: Person, budi: Person) -> None:
    await ani.blocks_bot()
    budi.vanishes()
    assert (
        await bot.error("sendMessage", chat_id=ani.id, text="a") == "Forbidden: bot was blocked by the user"
    )
    assert await bot.error("sendMessage", chat_id=budi.id, text="a") == "Forbidden: user is deactivated"


@pytest.mark.parametrize(("supergroup", "name"), [(True, "supergroup"), (False, "group")])
async def test_a_group_without_the_bot_refuses_it(bot: Bot, town: Town, supergroup: bool, name: str) -> None:
    group = town.group("Grup", supergroup=supergroup)
    await group.removes_bot()
    error = f"Forbidden: bot was kicked from the {name} chat"
    assert await bot.error("sendMessage", chat_id=group.id, text="a") == error
    await group.removes_bot(kicked=False)
    error = f"Forbidden: bot is not a member of the {name} chat"
    assert await bot.error("sendMessage", chat_id=group.id, text="a") == error


async def test_an_edit_must_change_something_of_its_own(bot: Bot, ani: Person, town: Town) -> None:
    sent = await bot.says(ani.id, "lama")
    heard = await ani.says("halo")
    where = {"chat_id": ani.id, "message_id": sent["message_id"]}
    assert (await bot.error("editMessageText", **where, text="lama")).startswith(
        "Bad Request: message is not modified: specified new message content and reply markup are exactly"
    )
    assert await bot.error("editMessageText", chat_id=ani.id, message_id=99, text="a") == (
        "Bad Request: message to edit not found"
    )
    assert town.wrongs == []
    error = await bot.error("editMessageText", chat_id=ani.id, message_id=heard.id, text="a")
    assert (error, len(town.wrongs)) == ("Bad Request: message can't be edited", 1)


async def test_an_edit_without_a_keyboard_takes_the_keyboard_away(bot: Bot, ani: Person) -> None:
    sent = await bot.says(ani.id, "lama", reply_markup=buttons(Kirim="k"))
    await bot.call("editMessageText", chat_id=ani.id, message_id=sent["message_id"], text="lama")
    assert (ani.buttons, ani.last.edited) == ([], True)


async def test_an_old_or_invented_press_cannot_be_answered(bot: Bot, ani: Person, clock: Clock) -> None:
    await bot.says(ani.id, reply_markup=buttons(Kirim="k"))
    await ani.taps("Kirim")
    [update] = await bot.hears()
    clock.passes(seconds=151)
    old = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await bot.error("answerCallbackQuery", callback_query_id=update["callback_query"]["id"]) == old
    assert await bot.error("answerCallbackQuery", callback_query_id="1") == old
    error = await bot.error("answerCallbackQuery", callback_query_id="1", text="a" * 201)
    assert error == "Bad Request: MESSAGE_TOO_LONG"


async def test_a_message_can_be_taken_back_for_two_days(bot: Bot, ani: Person, clock: Clock) -> None:
    [first, second] = [await bot.says(ani.id, text) for text in ("satu", "dua")]
    await bot.call("deleteMessage", chat_id=ani.id, message_id=first["message_id"])
    clock.passes(hours=49)
    error = await bot.error("deleteMessage", chat_id=ani.id, message_id=second["message_id"])
    assert error == "Bad Request: message can't be deleted for everyone"
    assert [message.text for message in ani.screen] == ["dua"]
