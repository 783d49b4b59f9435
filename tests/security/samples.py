"""Valid updates of every kind that Telegram knows, made from aiogram's own models."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from aiogram.types import CallbackQuery, Message, Update
from pydantic import BaseModel

Json = dict[str, Any]

_SCALARS: dict[Any, Any] = {
    int: 7,
    str: "kata",
    bool: True,
    float: 1.5,
    Any: "apa saja",
    datetime: 1_790_000_000,
}
_DEEP = 4


def updates(chat: Json, sender: Json) -> Iterator[tuple[str, Json]]:
    """A name and a valid update without its id, for each kind of update, of message and of button press."""
    for kind in Update.model_fields:
        if kind not in ("update_id", "message", "edited_message"):
            yield kind, {kind: _at(of(Update, kind), chat, sender)}
    plain = {"message_id": 5, "date": 1_790_000_000, "chat": chat, "from": sender}
    for name in Message.model_fields:
        content = {alias(Message, name): of(Message, name)}
        for kind in ("message", "edited_message"):
            yield f"{kind}.{name}", {kind: plain | content | _at(content, chat, sender)}
    press = {"id": "9", "from": sender, "chat_instance": "1", "message": plain | {"text": "kartu"}}
    for name in CallbackQuery.model_fields:
        content = {alias(CallbackQuery, name): of(CallbackQuery, name)}
        yield f"callback_query.{name}", {"callback_query": content | press | {"data": "m1:help:"}}


def _at(event: Any, chat: Json, sender: Json) -> Any:
    """The same, in this chat and from this person."""
    places = {"chat": chat, "from": sender}
    return event | {key: places[key] for key in places if key in event} if isinstance(event, dict) else event


def alias(model: type[BaseModel], name: str) -> str:
    """What the Bot API calls a field."""
    return model.model_fields[name].alias or name


def of(model: type[BaseModel], name: str) -> Any:
    """A value for a field."""
    return _sample(model.model_fields[name].annotation, 0)


def _sample(kind: Any, depth: int) -> Any:
    if kind in _SCALARS:
        return _SCALARS[kind]
    origin, inside = get_origin(kind), get_args(kind)
    if origin in _MADE:
        return _MADE[origin](inside, depth)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return required(kind, depth + 1)
    return 60 if kind is timedelta else "kata"


def _either(inside: tuple[Any, ...], depth: int) -> Any:
    return _sample(next(one for one in inside if one is not type(None)), depth)


_MADE: dict[Any, Callable[[tuple[Any, ...], int], Any]] = {
    Annotated: lambda inside, depth: _sample(inside[0], depth),
    Literal: lambda inside, _depth: inside[0],
    Union: _either,
    types.UnionType: _either,
    list: lambda inside, depth: [_sample(inside[0], depth)],
    dict: lambda _inside, _depth: {},
}


def required(model: type[BaseModel], depth: int) -> Json:
    """Its required fields, and near the top those that may be missing as well."""
    return {
        field.alias or name: _sample(field.annotation, depth)
        for name, field in model.model_fields.items()
        if field.is_required() and depth <= _DEEP * 2
    } | {name: field.default for name, field in model.model_fields.items() if isinstance(field.default, str)}
