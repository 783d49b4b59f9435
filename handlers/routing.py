"""The routers' handlers by kind of update, asked as aiogram asks them.

aiogram's own walk wraps every router and handler in middlewares, of which there are none here: 19 times for a
text in private, which costs more than all filters do. Filters and handlers are aiogram's own objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED, SkipHandler
from aiogram.dispatcher.event.handler import FilterObject, HandlerObject
from aiogram.types import TelegramObject


@dataclass(frozen=True, slots=True)
class Stage:
    """A router as one kind of update sees it: its own filters, its handlers, then the routers within."""

    filters: Sequence[FilterObject]
    handlers: Sequence[HandlerObject]
    within: Sequence[Stage]

    async def ask(self, event: TelegramObject, data: Mapping[str, Any]) -> Any:
        """What the first handler whose filters pass says; UNHANDLED where there is none."""
        known = await _passes(self.filters, event, data)
        if known is None:
            return UNHANDLED
        for handler in self.handlers:
            told = await _passes(handler.filters or (), event, known)
            if told is not None:
                try:
                    return await handler.call(event, **told)
                except SkipHandler:
                    continue
        return await first_answer(self.within, event, known)


async def first_answer(stages: Iterable[Stage], event: TelegramObject, data: Mapping[str, Any]) -> Any:
    """As ``Stage.ask``, of several one after another."""
    for stage in stages:
        said = await stage.ask(event, data)
        if said is not UNHANDLED:
            return said
    return UNHANDLED


def stages(routers: Iterable[Router], kind: str) -> list[Stage]:
    """The routers that have a handler for this kind of update, themselves or within."""
    found = []
    for router in routers:
        observer = router.observers[kind]
        stage = Stage(
            observer._handler.filters or (),  # aiogram shows them nowhere else
            observer.handlers,
            stages(router.sub_routers, kind),
        )
        if stage.handlers or stage.within:
            found.append(stage)
    return found


async def _passes(
    filters: Sequence[FilterObject], event: TelegramObject, data: Mapping[str, Any]
) -> Mapping[str, Any] | None:
    """``data`` with what the filters found, if all let the event through."""
    for one in filters:
        told = await one.call(event, **data)
        if not told:
            return None
        if isinstance(told, dict):
            data = {**data, **told}
    return data
