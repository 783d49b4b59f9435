"""Both messenger libraries decode all that comes from here, and work against it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiogram
import pytest
import telegram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramMigrateToChat, TelegramRetryAfter
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    ReplyParameters,
    Update,
)
from telegram.error import ChatMigrated, Forbidden, RetryAfter

from simulator import files
from simulator.people import Person
from simulator.town import Town
from tests.simulator.driver import Bot, buttons

ALL_KINDS = [kind for kind in Update.model_fields if kind != "update_id"]


@pytest.fixture
async def listener(town: Town) -> AsyncIterator[aiogram.Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(town.api))
    async with aiogram.Bot(town.token, session=session) as bot:
        yield bot


@pytest.fixture
async def speaker(town: Town) -> AsyncIterator[telegram.Bot]:
    base = f"{town.api}/bot"
    async with telegram.Bot(town.token, base_url=base, base_file_url=f"{town.api}/file/bot") as bot:
        yield bot


async def everything_happens(bot: Bot, ani: Person, budi: Person) -> None:
    town = bot.town
    await bot.hears(allowed_updates=ALL_KINDS)
    await ani.says("/start <b>halo</b> 😀 http://lapor.go.id")
    await ani.sends_photo("foto")
    await ani.sends_album(2)
    await ani.sends_document()
    await ani.sends_video()
    await ani.sends_voice()
    await ani.sends_sticker()
    await ani.sends_location(0.5, 117.5)
    await ani.sends_contact()
    await ani.sends_raw(dice={"emoji": "🎲", "value": 3})
    await ani.edits(await ani.says("salah"), "benar")
    sent = await bot.says(ani.id, "<b>Pilih</b>", parse_mode="HTML", reply_markup=buttons(Kirim="k"))
    await ani.taps("Kirim")
    await ani.reacts(sent["message_id"])
    await bot.call("deleteMessage", chat_id=ani.id, message_id=sent["message_id"])
    await ani.presses("k", under=sent["message_id"])
    await ani.blocks_bot()
    group = town.group("Grup", [budi], admin=True, supergroup=False)
    await budi.inside(group).replies_to(await budi.inside(group).says("halo"), "ya")
    await group.adds(ani)
    await group.promotes(budi)
    await group.removes(ani)
    await budi.inside(group, anonymous=True).says("anonim")
    await group.migrates()
    await group.restricts_bot()
    channel = town.channel("Kanal")
    await channel.posts("pengumuman")
    await (await_group := town.group("Diskusi", admin=True)).forwards_from(channel, "pengumuman")
    await await_group.removes_bot()


async def test_both_libraries_decode_every_kind_of_update(bot: Bot, ani: Person, budi: Person) -> None:
    await everything_happens(bot, ani, budi)
    updates = await bot.hears()
    assert {kind for update in updates for kind in update} - {"update_id"} == {
        "message", "edited_message", "callback_query", "my_chat_member", "chat_member", "channel_post",
        "message_reaction",
    }  # fmt: skip
    for update in updates:
        kinds = set(update)
        assert set(Update.model_validate(update).model_dump(exclude_none=True)) == kinds
        assert set(telegram.Update.de_json(update, None).to_dict()) == kinds


async def test_no_field_is_unknown_to_aiogram(bot: Bot, ani: Person, budi: Person) -> None:
    await everything_happens(bot, ani, budi)
    for update in await bot.hears():
        decoded = Update.model_validate(update)
        [event] = [getattr(decoded, kind) for kind in update if kind != "update_id"]
        assert event.model_extra in (None, {}), update


async def test_aiogram_sends_edits_and_receives(listener: aiogram.Bot, town: Town, ani: Person) -> None:
    keyboard = InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text="Kirim", callback_data="k", style="success")]]
    )
    sent = await listener.send_message(ani.id, "<b>Halo</b>", parse_mode="HTML", reply_markup=keyboard)
    await listener.edit_message_text("Baru", chat_id=ani.id, message_id=sent.message_id)
    await listener.send_media_group(
        ani.id,
        [InputMediaDocument(media=BufferedInputFile(b"%PDF", f"{name}.pdf")) for name in "ab"],
        reply_parameters=ReplyParameters(message_id=sent.message_id),
    )
    await ani.says("halo")
    [update] = await listener.get_updates(timeout=1)
    assert update.message is not None
    assert update.message.text == "halo"
    assert [message.media for message in ani.screen] == [None, "document", "document"]
    assert town.wrongs == []


async def test_aiogram_understands_refusals(listener: aiogram.Bot, town: Town, ani: Person) -> None:
    group = town.group("Grup", supergroup=False)
    old = group.id
    new = await group.migrates()
    with pytest.raises(TelegramMigrateToChat) as moved:
        await listener.send_message(old, "a")
    assert moved.value.migrate_to_chat_id == new
    town.fails("429", seconds=3)
    with pytest.raises(TelegramRetryAfter):
        await listener.send_message(ani.id, "a")
    with pytest.raises(TelegramBadRequest, match="can't parse entities"):
        await listener.send_message(ani.id, "<x>", parse_mode="HTML")


async def test_python_telegram_bot_sends_files_and_reads_them(
    speaker: telegram.Bot, town: Town, ani: Person
) -> None:
    picture = files.picture("rekap")
    sent = await speaker.send_photo(ani.id, picture, caption="Rekap", protect_content=True)
    await speaker.send_media_group(
        ani.id, [telegram.InputMediaPhoto(picture), telegram.InputMediaPhoto(sent.photo[-1].file_id)]
    )
    file = await speaker.get_file(sent.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == picture
    assert [message.media for message in ani.screen] == ["photo"] * 3
    assert town.wrongs == []


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_python_telegram_bot_understands_refusals(
    speaker: telegram.Bot, town: Town, ani: Person
) -> None:
    group = town.group("Grup", supergroup=False)
    old = group.id
    new = await group.migrates()
    with pytest.raises(ChatMigrated) as moved:
        await speaker.send_message(old, "a")
    assert moved.value.new_chat_id == new
    town.fails("429", seconds=3)
    with pytest.raises(RetryAfter):
        await speaker.send_message(ani.id, "a")
    await ani.blocks_bot()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await speaker.send_message(ani.id, "a")


async def test_both_libraries_read_what_the_bot_may_ask_for(
    listener: aiogram.Bot, speaker: telegram.Bot, town: Town, budi: Person
) -> None:
    group = town.group("Grup", admins=[budi], admin=True)
    await speaker.set_my_commands([("lapor", "Buat laporan")])
    assert [command.command for command in await listener.get_my_commands()] == ["lapor"]
    for bot in (listener, speaker):
        await bot.get_me()
        await bot.get_chat(group.id)
        await bot.get_webhook_info()
        assert len(await bot.get_chat_administrators(group.id)) == 3
        assert (await bot.get_chat_member(group.id, budi.id)).status == "administrator"
        assert await bot.send_chat_action(budi.id, "typing")
