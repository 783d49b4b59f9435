"""aiogram is imported lean and asked without its middlewares, and answers as it would."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED, SkipHandler
from aiogram.dispatcher.event.handler import FilterObject
from aiogram.types import CallbackQuery, Chat, Message, User

from handlers import routers
from handlers.filters import Instruction, command_of, sign_of
from handlers.routing import Stage, _told, by_sign, first_answer, stages

_LEAN = """
import handlers
from aiogram.types import Sticker, Update
built = [Sticker.__pydantic_complete__]
person = {"id": 1, "is_bot": False, "first_name": "Ani"}
chat = {"id": 1, "type": "private", "first_name": "Ani"}
message = {"message_id": 2, "date": 0, "chat": chat, "from": person, "text": "halo"}
press = {"id": "3", "from": person, "chat_instance": "4", "data": "x", "message": message}
told = Update.model_validate({"update_id": 5, "message": message | {"reply_to_message": message}})
pressed = Update.model_validate({"update_id": 6, "callback_query": press})
sticker = {"file_id": "a", "file_unique_id": "b", "type": "regular", "width": 1, "height": 1,
           "is_animated": False, "is_video": False}
print(built, told.message.reply_to_message.text, type(pressed.callback_query.message).__name__,
      Sticker.model_validate(sticker).width)
"""


def test_a_type_of_aiogram_is_built_when_it_is_first_used() -> None:
    """Symptom: starting took 2 s and 100 MB for validators of 600 types that no update has."""
    said = subprocess.run([sys.executable, "-c", _LEAN], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["[False]", "halo", "Message", "1"]


async def _aiograms(every: list[Router], event: Message, data: dict[str, Any]) -> Any:
    for router in every:
        said = await router.propagate_event("message", event, **data)
        if said is not UNHANDLED:
            return said
    return UNHANDLED


def _routers() -> list[Router]:
    """One that lets nothing in, one that skips, and one within it that needs what its filter found."""

    async def never(_message: Message) -> bool:
        return False

    async def finds(message: Message) -> dict[str, str] | bool:
        return {"found": message.text or ""} if (message.text or "").startswith("/") else False

    shut, outer, inner, last = (Router(name=name) for name in ("shut", "outer", "inner", "last"))
    shut.message.filter(never)
    inner.message.filter(finds)
    outer.include_router(inner)

    @shut.message()
    async def _shut(_message: Message) -> str:
        return "shut"

    @outer.message(finds)
    async def _skips(_message: Message, found: str) -> str:
        if found == "/skip":
            raise SkipHandler
        return f"outer {found}"

    @inner.message()
    async def _inner(_message: Message, found: str, who: str) -> str:
        return f"inner {found} {who}"

    @last.message()
    async def _last(message: Message) -> str | None:
        return message.text

    return [shut, outer, last]


async def test_handlers_are_asked_in_the_order_and_with_the_data_of_aiogram() -> None:
    made, data = _routers(), {"who": "Ani"}
    told = []
    for text in ("/help", "/skip", "halo", None):
        message = Message(message_id=1, date=datetime.now(UTC), chat=Chat(id=1, type="private"), text=text)
        said = await first_answer(stages(made, "message"), message, data)
        assert said == await _aiograms(made, message, data)
        told.append(said)
    assert told == ["outer /help", "inner /skip Ani", "halo", None]
    assert await first_answer(stages(made, "edited_message"), message, data) is UNHANDLED


ME = "aduan_bot"
ANI = User(id=1, is_bot=False, first_name="Ani")
PLACES = ("private", "group", "supergroup", "channel")


def _filters(found: Iterable[Stage]) -> Iterator[FilterObject]:
    for stage in found:
        yield from stage.filters
        yield from (one for way in stage.ways for one in way.filters)
        yield from _filters(stage.within)


def _message(text: str, place: str) -> Message:
    return Message(
        message_id=1, date=datetime.now(UTC), chat=Chat(id=1, type=place), from_user=ANI, text=text
    )


@pytest.mark.parametrize(
    "text", ["/lapor", "/tugas x", "/rekap@aduan_bot", "/lapor@lain", "/zzz", "halo", "/"]
)
@pytest.mark.parametrize("place", PLACES)
async def test_a_filter_says_of_a_message_what_it_told_by_its_sign(text: str, place: str) -> None:
    message = _message(text, place)
    command = command_of(message, ME)
    for kind in ("message", "edited_message"):
        for one in _filters(stages(routers(), kind)):
            told = _told(one, sign_of(message, ME))
            if told is not None:
                said = bool(await one.call(message, me=ME, command=command or Instruction("", "")))
                assert said is told, one.callback


@pytest.mark.parametrize("data", ["f1:1:desa:x", "t1:1:1:ambil", "f1", "", "zzz:1", "k1::::"])
@pytest.mark.parametrize("place", [*PLACES, None])
async def test_a_filter_says_of_a_press_what_it_told_by_its_sign(data: str, place: str | None) -> None:
    under = _message("x", place) if place else None
    press = CallbackQuery(id="1", from_user=ANI, chat_instance="2", data=data, message=under)
    for one in _filters(stages(routers(), "callback_query")):
        told = _told(one, sign_of(press, ME))
        if told is not None:
            assert bool(await one.call(press)) is told, one.callback


async def test_few_are_asked_about_what_a_resident_writes() -> None:
    left = by_sign(routers(), "message")(sign_of(_message("banjir", "private"), ME))
    assert len(list(_filters(left))) < 10 < len(list(_filters(stages(routers(), "message"))))
