"""The routers' handlers by kind of update, asked as aiogram asks them.

aiogram's own walk wraps every router and handler in middlewares, of which there are none here, and asks some
forty filters. What an update shows at once, as a ``Sign``, says no to nearly all of them: only the others are
asked. Filters and handlers are aiogram's own objects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Final

from aiogram import Router
from aiogram.dispatcher.event.bases import UNHANDLED, SkipHandler
from aiogram.dispatcher.event.handler import FilterObject, HandlerObject
from aiogram.types import TelegramObject

from handlers.filters import Sign

_REMEMBERED: Final = 512
"""Signs whose handlers are known already; people write commands that nobody thought of."""

Ask = Callable[[Sign], Sequence["Stage"]]
"""The stages in which there is a handler for updates of this sign."""


@dataclass(frozen=True, slots=True)
class Way:
    """A handler and what has to let an update through to it."""

    filters: Sequence[FilterObject]
    handler: HandlerObject


@dataclass(frozen=True, slots=True)
class Stage:
    """A router as one kind of update sees it: its own filters, its handlers, then the routers within."""

    filters: Sequence[FilterObject]
    ways: Sequence[Way]
    within: Sequence[Stage]

    async def ask(self, event: TelegramObject, data: Mapping[str, Any]) -> Any:
        """What the first handler whose filters pass says; UNHANDLED where there is none."""
        known = await _passes(self.filters, event, data)
        if known is None:
            return UNHANDLED
        for way in self.ways:
            told = await _passes(way.filters, event, known)
            if told is not None:
                try:
                    return await way.handler.call(event, **told)
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
        ways = [Way(handler.filters or (), handler) for handler in observer.handlers]
        # aiogram shows a router's own filters nowhere else
        stage = Stage(observer._handler.filters or (), ways, stages(router.sub_routers, kind))
        if stage.ways or stage.within:
            found.append(stage)
    return found


def by_sign(routers: Iterable[Router], kind: str) -> Ask:
    """As ``stages``, of each sign only what can be for it."""
    return lru_cache(_REMEMBERED)(partial(_narrowed, stages(routers, kind)))


def _narrowed(every: Iterable[Stage], sign: Sign) -> list[Stage]:
    found = []
    for one in every:
        filters = _open(one.filters, sign)
        if filters is None:
            continue
        asked = ((_open(way.filters, sign), way.handler) for way in one.ways)
        ways = [Way(left, handler) for left, handler in asked if left is not None]
        stage = Stage(filters, ways, _narrowed(one.within, sign))
        if stage.ways or stage.within:
            found.append(stage)
    return found


def _open(filters: Iterable[FilterObject], sign: Sign) -> list[FilterObject] | None:
    """Those that have yet to be asked; None where one says no already."""
    told = [(one, _told(one, sign)) for one in filters]
    return None if any(says is False for _, says in told) else [one for one, says in told if says is None]


def _told(one: FilterObject, sign: Sign) -> bool | None:
    tells: Callable[[Sign], bool | None] | None = getattr(one.callback, "tells", None)
    return tells(sign) if tells is not None else None


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
