"""What each way of failing means, and that none of them tells a secret."""

from __future__ import annotations

import asyncio
import logging
import traceback

import aiohttp
import pytest
from aiohttp import web
from structlog.testing import capture_logs

from bot.errors import (
    AduanError,
    BadToken,
    Conflict,
    Flooded,
    Gone,
    Moved,
    NotSent,
    Rejected,
    Unknown,
    Unreachable,
)
from bot.notices import Media, Notice
from bot.protocols import Letter
from bot.telegram import Api, TelegramCourier
from bot.telegram.faults import translated
from bot.telegram.transport import told
from tests.telegram.conftest import TOKEN, FakeApi, Told, refuses

SECRET = "Ani dari Sangatta"


def html(status: int) -> web.Response:
    return web.Response(status=status, text=f"<html>{SECRET}</html>", content_type="text/html")


FAULTS: list[tuple[Told, type[AduanError]]] = [
    (refuses(403, "Forbidden: bot was blocked by the user"), Unreachable),
    (refuses(403, "Forbidden: bot was kicked from the supergroup chat"), Unreachable),
    (refuses(400, "Bad Request: chat not found"), Unreachable),
    (refuses(400, "Bad Request: not enough rights to send text messages to the chat"), Unreachable),
    (refuses(400, "Bad Request: have no write access to the chat"), Unreachable),
    (refuses(400, "Bad Request: not enough rights to send photos to the chat"), Rejected),
    (refuses(400, "Bad Request: not enough rights to manage pinned messages in the chat"), Rejected),
    (refuses(400, "Bad Request: message to edit not found"), Gone),
    (refuses(400, "Bad Request: message can't be edited"), Gone),
    (refuses(400, "Bad Request: there is no text in the message to edit"), Gone),
    (refuses(400, "Bad Request: BUTTON_DATA_INVALID"), Rejected),
    (refuses(400, f'Bad Request: wrong file "{SECRET}"'), Rejected),
    (refuses(401, "Unauthorized"), BadToken),
    (refuses(404, "Not Found"), BadToken),
    (refuses(409, "Conflict: terminated by other getUpdates request"), Conflict),
    (refuses(500, "Internal Server Error"), NotSent),
    (html(502), NotSent),
    (html(504), NotSent),
    (html(403), NotSent),
    (html(404), NotSent),
    (html(200), Unknown),
    ("silence", Unknown),
    ("reset", Unknown),
    ("truncated", Unknown),
]


@pytest.mark.parametrize(("answer", "meaning"), FAULTS, ids=lambda value: getattr(value, "__name__", None))
async def test_a_fault_is_named_by_what_it_means(
    telegram: FakeApi, api: Api, answer: Told, meaning: type[AduanError], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    telegram.answers.append(answer)
    with capture_logs() as logs, pytest.raises(AduanError) as caught:
        await TelegramCourier(api).send(Letter(Notice(5, SECRET)))
    assert type(caught.value) is meaning
    printed = "".join(traceback.format_exception(caught.value)) + caplog.text + str(logs)
    assert TOKEN not in printed
    assert SECRET not in printed


async def test_one_forbidden_photo_does_not_cut_a_group_off(telegram: FakeApi, api: Api) -> None:
    telegram.answers.append(refuses(400, "Bad Request: not enough rights to send photos to the chat"))
    with pytest.raises(Rejected, match="not enough rights"):
        await TelegramCourier(api).send(Letter(Notice(-5, media=(Media("photo", "F"),))))


@pytest.mark.parametrize(
    ("answer", "answered"), [(refuses(500, "Internal Server Error"), True), (html(502), False)]
)
async def test_only_telegrams_own_answer_counts_as_one(
    telegram: FakeApi, api: Api, answer: Told, answered: bool
) -> None:
    telegram.answers.append(answer)
    with pytest.raises(NotSent) as caught:
        await TelegramCourier(api).send(Letter(Notice(5, "a")))
    assert caught.value.answered is answered


async def test_a_flooded_chat_says_how_long(telegram: FakeApi, api: Api) -> None:
    telegram.answers.append(refuses(429, "Too Many Requests: retry after 7", retry_after=7))
    with pytest.raises(Flooded) as caught:
        await TelegramCourier(api).send(Letter(Notice(5, "a")))
    assert caught.value.after == 7


async def test_a_moved_group_says_where(telegram: FakeApi, api: Api) -> None:
    said = "Bad Request: group chat was upgraded to a supergroup chat"
    telegram.answers.append(refuses(400, said, migrate_to_chat_id=-1001))
    with pytest.raises(Moved) as caught:
        await TelegramCourier(api).send(Letter(Notice(-5, "a")))
    assert caught.value.to == -1001


async def test_nobody_listening_means_not_sent(telegram: FakeApi, api: Api) -> None:
    await telegram.server.close()
    with pytest.raises(NotSent) as caught:
        await api.call("sendMessage", {"chat_id": 5, "text": "a"})
    assert not caught.value.answered
    assert TOKEN not in "".join(traceback.format_exception(caught.value))


async def test_no_such_host_means_not_sent() -> None:
    api = Api(TOKEN, "http://no-such-host.invalid")
    with pytest.raises(NotSent) as caught:
        await api.call("sendMessage", {"chat_id": 5, "text": "a"})
    await api.close()
    assert TOKEN not in "".join(traceback.format_exception(caught.value))


async def test_what_cannot_be_encoded_is_rejected(api: Api) -> None:
    with pytest.raises(Rejected):
        await TelegramCourier(api).send(Letter(Notice(5, "\ud800")))


async def test_a_file_of_unknown_kind_is_rejected(telegram: FakeApi, api: Api) -> None:
    with pytest.raises(Rejected):
        await TelegramCourier(api).send(Letter(Notice(5, media=(Media("hologram", "F"),))))
    assert telegram.asked == []


async def test_a_connection_closed_while_idle_is_not_reused(telegram: FakeApi, api: Api) -> None:
    courier = TelegramCourier(api)
    await courier.send(Letter(Notice(5, "a")))
    for handler in telegram.server.runner.server.connections:
        handler.transport.abort()
    await asyncio.sleep(0.05)
    assert await courier.send(Letter(Notice(5, "b"))) == (77,)


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (aiohttp.ClientOSError(32, f"Can not write request body for https://x/bot{TOKEN}/"), NotSent),
        (aiohttp.ClientConnectionResetError("Cannot write to closing transport"), NotSent),
        (aiohttp.ConnectionTimeoutError("Connection timeout to host"), NotSent),
        (aiohttp.ServerDisconnectedError(), Unknown),
        (aiohttp.ClientOSError(104, "Connection reset by peer"), Unknown),
        (aiohttp.SocketTimeoutError("Timeout on reading data from socket"), Unknown),
        (aiohttp.ClientPayloadError("Response payload is not completed"), Unknown),
        (TimeoutError(), Unknown),
    ],
    ids=repr,
)
def test_only_what_was_written_whole_may_have_arrived(error: Exception, meaning: type[AduanError]) -> None:
    made, cause = told(error)
    made.__cause__ = cause
    assert type(translated(made)) is meaning
    assert TOKEN not in f"{made}{cause}"
