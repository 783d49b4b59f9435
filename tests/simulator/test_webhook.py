"""A webhook gets each update once it takes it, in the order of its chat."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from simulator.people import Person
from simulator.pulse import Pulse
from simulator.town import Town
from tests.simulator.driver import Bot, buttons


class Receiver:
    """A receiver that answers what it was told to, and 200 afterwards."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[web.Response] = []
        self.url = ""
        self.pulse = Pulse()

    async def take(self, request: web.Request) -> web.Response:
        self.got.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.pulse.beat()
        return self.answers.pop(0) if self.answers else web.Response()

    async def has(self, count: int) -> list[dict[str, Any]]:
        while len(self.got) < count:
            assert await self.pulse.after(self.pulse.count, 3)
        return self.got


@pytest.fixture
async def receiver(town: Town) -> AsyncIterator[Receiver]:
    town.webhook.pace = 0.001
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/", receiver.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    yield receiver
    await runner.cleanup()


async def test_updates_come_with_the_secret_and_waiting_ones_first(
    bot: Bot, receiver: Receiver, ani: Person
) -> None:
    await ani.says("satu")
    await bot.call("setWebhook", url=receiver.url, secret_token="rahasia")
    await ani.says("dua")
    assert [update["message"]["text"] for update in await receiver.has(2)] == ["satu", "dua"]
    assert receiver.secrets == ["rahasia", "rahasia"]


async def test_a_refused_update_comes_again_before_the_next_of_its_chat(
    bot: Bot, town: Town, receiver: Receiver, ani: Person
) -> None:
    receiver.answers = [web.Response(status=500), web.Response(status=503, headers={"Retry-After": "3"})]
    await bot.call("setWebhook", url=receiver.url)
    await ani.says("satu")
    await ani.says("dua")
    texts = [update["message"]["text"] for update in await receiver.has(4)]
    assert texts == ["satu", "satu", "satu", "dua"]
    info = await bot.call("getWebhookInfo")
    assert info["last_error_message"].startswith("Wrong response from the webhook: 503")


async def test_a_press_does_not_wait_behind_the_messages_of_its_chat(
    bot: Bot, receiver: Receiver, town: Town, ani: Person
) -> None:
    await bot.says(ani.id, reply_markup=buttons(Kirim="k"))
    town.webhook.pace = 1
    receiver.answers = [web.Response(status=500, headers={"Retry-After": "9"})]
    await bot.call("setWebhook", url=receiver.url)
    await ani.says("satu")
    await receiver.has(1)
    await ani.taps("Kirim")
    assert "callback_query" in (await receiver.has(2))[1]


async def test_polling_is_refused_while_a_webhook_is_set(bot: Bot, receiver: Receiver, ani: Person) -> None:
    receiver.answers = [web.Response(status=500, headers={"Retry-After": "3600"})]
    await bot.call("setWebhook", url=receiver.url)
    error = await bot.error("getUpdates")
    assert error.startswith(
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook"
    )
    await ani.says("halo")
    await receiver.has(1)
    await bot.call("deleteWebhook")
    assert [update["message"]["text"] for update in await bot.hears()] == ["halo"]


async def test_a_method_in_the_answer_is_carried_out(bot: Bot, receiver: Receiver, ani: Person) -> None:
    reply = {"method": "sendMessage", "chat_id": ani.id, "text": "Diterima"}
    receiver.answers = [web.json_response(reply)]
    await bot.call("setWebhook", url=receiver.url)
    await ani.says("halo")
    assert (await ani.waits_for("diterima")).text == "Diterima"


@pytest.mark.parametrize("url", ["http://example.org/", "https://example.org:9000/", "ftp://127.0.0.1/"])
async def test_a_webhook_must_be_https_or_on_this_machine(bot: Bot, url: str) -> None:
    error = await bot.error("setWebhook", url=url)
    assert error == "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
