"""Every type of object that an update can hold, each whole and in its place."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any, NamedTuple, get_args, get_origin

from aiogram.types import Message, Update
from pydantic import BaseModel

from tests.security.samples import Json, alias, of, required


class Step(NamedTuple):
    """A field of a type, on the way down from an update."""

    holder: type[BaseModel]
    field: str


def updates(chat: Json, sender: Json) -> Iterator[tuple[str, Json]]:
    """The name of each type, and a valid update in which one is there with all its fields."""
    for kind, way in _ways().items():
        value: Any = {alias(kind, name): of(kind, name) for name in kind.model_fields} | required(kind, 0)
        inside = kind
        for holder, name in reversed(way):
            held = _in_place(holder.model_fields[name].annotation, inside, value)
            value = ({} if holder is Update else required(holder, 0)) | {alias(holder, name): held}
            value |= {"chat": chat, "from": sender} if holder is Message else {}
            inside = holder
        yield kind.__name__, value


def _ways() -> dict[type[BaseModel], tuple[Step, ...]]:
    """The shortest way to each type."""
    found: dict[type[BaseModel], tuple[Step, ...]] = {}
    waiting: deque[tuple[type[BaseModel], tuple[Step, ...]]] = deque([(Update, ())])
    while waiting:
        holder, way = waiting.popleft()
        for name, field in holder.model_fields.items():
            for kind in _models(field.annotation):
                if kind not in found:
                    found[kind] = (*way, Step(holder, name))
                    waiting.append((kind, found[kind]))
    return found


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inside in get_args(annotation):
        yield from _models(inside)


def _in_place(annotation: Any, kind: type[BaseModel], value: Any) -> Any:
    """The value in as many lists as its field wants."""
    if annotation is kind:
        return value
    arm = next(inside for inside in get_args(annotation) if kind in set(_models(inside)))
    inner = _in_place(arm, kind, value)
    return [inner] if get_origin(annotation) is list else inner
