"""A pressed button is decoded by what it says; the message above it is ours and may be anything."""

from __future__ import annotations

from typing import Any

import pytest

from bot.configuration.locales import texts_of
from bot.errors import Undecodable
from bot.settings import Settings
from handlers import Dispatch, routers

ANI = {"id": 1, "is_bot": False, "first_name": "Ani"}
CHAT = {"id": 1, "type": "private", "first_name": "Ani"}


class _Nobody:
    """In no group, and nothing to look at."""

    async def holds(self, _chat: int, _person: int) -> bool:
        return False

    def forget(self, _chat: int, _person: int) -> None:
        return

    async def of(self, _file_id: str) -> int | None:
        return None


@pytest.fixture
def dispatch() -> Dispatch:
    service = Settings.model_validate({"telegram": {"token": "1:a"}}).service
    return Dispatch(routers(), _Nobody(), _Nobody(), texts_of(service), "aduan_bot")


def _press(message: Any) -> dict[str, Any]:
    query = {"id": "2", "from": ANI, "chat_instance": "3", "data": "f1:4:desa:skip"}
    return {"update_id": 5, "callback_query": query | ({"message": message} if message is not None else {})}


@pytest.mark.parametrize(
    "more",
    [
        {
            "text": "Di kecamatan mana?",
            "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]},
        },
        {"reply_markup": "a shape of next year", "entities": 7},
        {"photo": [{"no": "photo"}]},
    ],
    ids=["ours", "unknown", "damaged"],
)
async def test_what_stands_above_the_button_does_not_matter(dispatch: Dispatch, more: dict[str, Any]) -> None:
    raw = _press({"message_id": 6, "date": 7, "chat": CHAT} | more)
    prepared = await dispatch.prepare(raw)
    assert (prepared.event.message.message_id, prepared.event.message.chat.id) == (6, 1)
    assert (prepared.private, prepared.sign) == (True, ("private", None, "f1"))
    assert raw["callback_query"]["message"].keys() >= more.keys()  # what is stored stays whole


async def test_a_message_too_old_to_be_seen_still_has_a_place(dispatch: Dispatch) -> None:
    prepared = await dispatch.prepare(_press({"message_id": 6, "date": 0, "chat": CHAT}))
    assert prepared.event.message.chat.id == 1


@pytest.mark.parametrize("message", ["no message", {"message_id": 6, "date": 7}, {"chat": CHAT, "date": 7}])
async def test_a_press_from_nowhere_in_particular_is_put_aside(dispatch: Dispatch, message: Any) -> None:
    with pytest.raises(Undecodable):
        await dispatch.prepare(_press(message))


async def test_a_press_without_a_message_is_decoded(dispatch: Dispatch) -> None:
    prepared = await dispatch.prepare(_press(None))
    assert (prepared.private, prepared.sign.place) == (False, "")
