"""The whole history, read while the bot works, and what does not fit its chain."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Final

from bot.errors import StorageDown
from bot.settings import Settings
from storage import chain, key_file
from storage.engine import sqlite_file
from storage.faults import explained
from storage.key_file import BadKey

MOST: Final = 20
"""Faults that are told one by one."""

Bar = Callable[[int], Callable[[int], None]]


def verify(settings: Settings, heads: Sequence[str], bar: Bar) -> tuple[list[str], str]:
    """The faults, and what was looked at. Raises BadHead, BadKey, StorageDown."""
    return asyncio.run(_verify(settings, [chain.begin(head) for head in heads], bar))


async def _verify(settings: Settings, heads: Sequence[bytes], bar: Bar) -> tuple[list[str], str]:
    keys = key_file.read(settings.storage.key_file)
    if keys is None:
        raise BadKey(f"{settings.storage.key_file} is missing: only with it can the history be verified")
    file = sqlite_file(settings.storage.url)
    if file is not None and not await asyncio.to_thread(file.exists):
        raise StorageDown(f"{file} was not found")
    with explained():
        verdict = await chain.look(settings.storage.url, keys.seal, heads, bar)
    summary = (
        f"{verdict.events} events, {verdict.links} links, {verdict.erased} texts erased; head {verdict.head}"
    )
    more = len(verdict.faults) - MOST
    return [*verdict.faults[:MOST], *([f"and {more} more"] if more > 0 else [])], summary
