"""Files go both ways and keep their kind."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from simulator import files
from simulator.people import Person
from simulator.town import Town
from tests.simulator.driver import Bot

PICTURE = files.picture("uji")


async def upload(bot: Bot, method: str, parts: dict[str, Any], **files: bytes) -> Any:
    form = aiohttp.FormData({name: str(value) for name, value in parts.items()})
    for name, data in files.items():
        form.add_field(name, data, filename=f"{name}.jpg", content_type="image/jpeg")
    url = f"{bot.town.api}/bot{bot.town.token}/{method}"
    async with bot.session.post(url, data=form) as response:
        return await response.json()


async def test_a_photo_of_a_person_can_be_downloaded(bot: Bot, town: Town, ani: Person) -> None:
    await ani.sends_photo("jalan rusak")
    [update] = await bot.hears()
    file = await bot.call("getFile", file_id=update["message"]["photo"][-1]["file_id"])
    async with bot.session.get(f"{town.api}/file/bot{town.token}/{file['file_path']}") as response:
        data = await response.read()
    assert (data[:3], len(data)) == (b"\xff\xd8\xff", file["file_size"])


async def test_the_same_bytes_are_the_same_file(bot: Bot, ani: Person) -> None:
    for data in (PICTURE, PICTURE, files.picture("lain")):
        await ani.sends_photo(data=data)
    unique = [update["message"]["photo"][-1]["file_unique_id"] for update in await bot.hears()]
    assert (unique[0] == unique[1], unique[0] == unique[2]) == (True, False)


async def test_a_file_beyond_20_megabytes_cannot_be_downloaded(bot: Bot, ani: Person) -> None:
    await ani.sends_video(size=21 * 1024 * 1024)
    [update] = await bot.hears()
    error = await bot.error("getFile", file_id=update["message"]["video"]["file_id"])
    assert error == "Bad Request: file is too big"


async def test_an_upload_is_kept_and_sent_again_by_its_id(bot: Bot, ani: Person) -> None:
    answer = await upload(bot, "sendPhoto", {"chat_id": ani.id, "photo": "attach://a"}, a=PICTURE)
    fid = answer["result"]["photo"][-1]["file_id"]
    await bot.call("sendPhoto", chat_id=ani.id, photo=fid, caption="lagi")
    assert [message.media for message in ani.screen] == ["photo", "photo"]
    assert bot.town.wrongs == []


async def test_a_file_stays_of_its_kind(bot: Bot, ani: Person) -> None:
    await ani.sends_document()
    [update] = await bot.hears()
    fid = update["message"]["document"]["file_id"]
    error = await bot.error("sendPhoto", chat_id=ani.id, photo=fid)
    assert error == "Bad Request: can't use file of type Document as Photo"
    error = await bot.error("sendPhoto", chat_id=ani.id, photo="AgAC")
    assert error == "Bad Request: wrong file identifier/HTTP URL specified"


async def test_a_caption_is_shorter_than_a_text(bot: Bot, ani: Person) -> None:
    params = {"chat_id": ani.id, "caption": "a" * 1025}
    answer = await upload(bot, "sendPhoto", params, photo=PICTURE)
    assert answer["description"] == "Bad Request: message caption is too long"


async def test_an_album_of_the_bot_stays_together(bot: Bot, ani: Person) -> None:
    media = '[{"type":"photo","media":"attach://a","caption":"satu"},{"type":"photo","media":"attach://b"}]'
    params = {"chat_id": ani.id, "media": media, "protect_content": "true"}
    answer = await upload(bot, "sendMediaGroup", params, a=PICTURE, b=PICTURE)
    assert len({message["media_group_id"] for message in answer["result"]}) == 1
    assert [message.protected for message in ani.screen] == [True, True]
    assert bot.town.wrongs == []


@pytest.mark.parametrize("kinds", [["photo"], ["photo", "document"], ["photo"] * 11, ["voice", "voice"]])
async def test_an_album_of_the_wrong_size_or_mix_is_refused(bot: Bot, ani: Person, kinds: list[str]) -> None:
    media = [{"type": kind, "media": "x"} for kind in kinds]
    assert (await bot.answer("sendMediaGroup", chat_id=ani.id, media=media))["error_code"] == 400


async def test_what_is_no_picture_is_no_photo(bot: Bot, ani: Person) -> None:
    answer = await upload(bot, "sendPhoto", {"chat_id": ani.id}, photo=b"%PDF-1.4")
    assert answer["description"] == "Bad Request: IMAGE_PROCESS_FAILED"
