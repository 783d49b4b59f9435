"""What each letter becomes at Telegram."""

from __future__ import annotations

from typing import Any

import pytest

from bot.notices import Button, Media, Notice, Purpose, Toast
from bot.protocols import Letter
from bot.telegram import Api, TelegramCourier
from tests.telegram.conftest import FakeApi, ok, refuses

NO_PREVIEW = {"is_disabled": True}
ROWS = ((Button("Ambil", "t:1"), Button("Peta", url="https://x.id/")),)
KEYBOARD = {
    "inline_keyboard": [
        [{"text": "Ambil", "callback_data": "t:1"}, {"text": "Peta", "url": "https://x.id/"}],
    ]
}
HTML = {"parse_mode": "HTML"}


@pytest.fixture
def courier(api: Api) -> TelegramCourier:
    return TelegramCourier(api)


@pytest.mark.parametrize(
    ("letter", "method", "parameters"),
    [
        (
            Letter(Notice(5, "<b>a</b>")),
            "sendMessage",
            {"text": "<b>a</b>", "link_preview_options": NO_PREVIEW} | HTML,
        ),
        (
            Letter(Notice(5, "a", rows=ROWS, silent=True, protected=True), answers=9),
            "sendMessage",
            {
                "text": "a",
                "link_preview_options": NO_PREVIEW,
                "disable_notification": True,
                "protect_content": True,
                "reply_parameters": {"message_id": 9, "allow_sending_without_reply": True},
                "reply_markup": KEYBOARD,
            }
            | HTML,
        ),
        (
            Letter(Notice(5, "a", force_reply=True)),
            "sendMessage",
            {
                "text": "a",
                "link_preview_options": NO_PREVIEW,
                "reply_markup": {"force_reply": True, "selective": True},
            }
            | HTML,
        ),
        (
            Letter(Notice(5, "a", media=(Media("photo", "F"),))),
            "sendPhoto",
            {"photo": "F", "caption": "a"} | HTML,
        ),
        (Letter(Notice(5, media=(Media("voice", "F"),))), "sendVoice", {"voice": "F"}),
        (
            Letter(Notice(5, "a", media=(Media("photo", "F"), Media("video", "G")))),
            "sendMediaGroup",
            {
                "media": [
                    {"type": "photo", "media": "F", "caption": "a", "parse_mode": "HTML"},
                    {"type": "video", "media": "G"},
                ]
            },
        ),
        (
            Letter(Notice(5, location=(0.5, 117.5))),
            "sendLocation",
            {"latitude": 0.5, "longitude": 117.5},
        ),
        (
            Letter(Notice(5, "a", rows=ROWS), edits=8),
            "editMessageText",
            {"message_id": 8, "text": "a", "reply_markup": KEYBOARD, "link_preview_options": NO_PREVIEW}
            | HTML,
        ),
        (
            Letter(Notice(5, "a", media=(Media("photo", "F"),)), edits=8),
            "editMessageCaption",
            {"message_id": 8, "caption": "a", "reply_markup": {"inline_keyboard": []}} | HTML,
        ),
        (
            Letter(Notice(5, purpose=Purpose.UNBUTTONS), edits=8),
            "editMessageReplyMarkup",
            {"message_id": 8},
        ),
        (Letter(Notice(5, purpose=Purpose.DELETES), edits=8), "deleteMessage", {"message_id": 8}),
    ],
)
async def test_a_letter_is_one_call(
    telegram: FakeApi, courier: TelegramCourier, letter: Letter, method: str, parameters: dict[str, Any]
) -> None:
    await courier.send(letter)
    assert telegram.asked == [(method, {"chat_id": 5} | parameters)]


async def test_a_letter_is_known_by_the_messages_it_became(
    telegram: FakeApi, courier: TelegramCourier
) -> None:
    telegram.answers.extend([ok({"message_id": 3}), ok([{"message_id": 4}, {"message_id": 5}]), ok(True)])
    album = Notice(5, media=(Media("photo", "F"), Media("photo", "G")))
    assert await courier.send(Letter(Notice(5, "a"))) == (3,)
    assert await courier.send(Letter(album)) == (4, 5)
    assert await courier.send(Letter(Notice(5, "a"), edits=9)) == (9,)


async def test_an_edit_that_changes_nothing_is_done(telegram: FakeApi, courier: TelegramCourier) -> None:
    telegram.answers.append(
        refuses(400, "Bad Request: message is not modified: specified new message content is the same")
    )
    assert await courier.send(Letter(Notice(5, "a"), edits=9)) == (9,)


@pytest.mark.parametrize("purpose", [Purpose.UNBUTTONS, Purpose.DELETES])
@pytest.mark.parametrize(
    "said", ["to edit not found", "to delete not found", "can't be deleted for everyone"]
)
async def test_to_a_message_that_is_gone_there_is_nothing_to_do(
    telegram: FakeApi, courier: TelegramCourier, purpose: Purpose, said: str
) -> None:
    telegram.answers.append(refuses(400, f"Bad Request: message {said}"))
    assert await courier.send(Letter(Notice(5, purpose=purpose), edits=9)) == ()


@pytest.mark.parametrize(
    "said",
    [
        'Bad Request: can\'t parse entities: unsupported start tag "rahasia" at byte offset 0',
        "Bad Request: message is too long",
    ],
)
async def test_refused_markup_is_sent_once_more_without_it(
    telegram: FakeApi, courier: TelegramCourier, said: str
) -> None:
    telegram.answers.append(refuses(400, said))
    await courier.send(Letter(Notice(5, "<b>1 &lt; 2</b>")))
    assert [(asked["text"], asked.get("parse_mode")) for _, asked in telegram.asked] == [
        ("<b>1 &lt; 2</b>", "HTML"),
        ("1 < 2", None),
    ]


async def test_a_press_is_answered_once_and_a_failure_forgotten(
    telegram: FakeApi, courier: TelegramCourier
) -> None:
    telegram.answers.extend([ok(True), refuses(400, "Bad Request: query is too old"), "reset"])
    await courier.answer(Toast("p1", "a" * 300, alert=True))
    await courier.answer(Toast("p2"))
    await courier.answer(Toast("p3"))
    assert telegram.asked == [
        ("answerCallbackQuery", {"callback_query_id": "p1", "text": "a" * 199 + "…", "show_alert": True}),
        ("answerCallbackQuery", {"callback_query_id": "p2"}),
        ("answerCallbackQuery", {"callback_query_id": "p3"}),
    ]
