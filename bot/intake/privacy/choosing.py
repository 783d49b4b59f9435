"""The buttons under /privasi, each with what it leads to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from bot.errors import Stale
from bot.intake.privacy import holdings, leaving, pages, petitioning
from bot.intake.visit import Visit
from bot.notices import Said


async def chosen(at: Visit, value: str) -> Said:
    """What a button says. Raises Stale for one there is no more."""
    if value.startswith(petitioning.BEGINS):
        return await petitioning.chosen(at, value.removeprefix(petitioning.BEGINS))
    if value not in _CHOICES:
        raise Stale("intake.failed.expired")
    return await _CHOICES[value](at)


async def _page(at: Visit) -> Said:
    return (pages.page(at),)


async def _fix(at: Visit) -> Said:
    return (pages.fix(at),)


_CHOICES: Final[dict[str, Callable[[Visit], Awaitable[Said]]]] = {
    "back": _page,
    "data": holdings.sent,
    "fix": _fix,
    "stop": leaving.stop,
    "stop-sure": leaving.stopped,
    "forget": leaving.forget,
    "forget-sure": leaving.forgotten,
    "ask": petitioning.kinds,
}
