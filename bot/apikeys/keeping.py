"""``aduan api-key``: keys by which other software files; each is shown once."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

from bot import clock
from bot.settings import Settings
from storage import api_keys, keys, schema
from storage.database import Database
from storage.faults import explained
from storage.transaction import Transaction

T = TypeVar("T")

_BYTES: Final = 24


class BadName(Exception):
    """``str()`` says what is wrong with the name."""


def add(settings: Settings, name: str) -> str:
    """A new key. Raises BadName."""
    written = f"ak_{secrets.token_urlsafe(_BYTES)}"

    async def work(tx: Transaction) -> None:
        if await api_keys.named(tx, name) is not None:
            raise BadName(f"there is a key of the name {name}: choose another")
        await api_keys.add(tx, name, written)

    _within(settings, work)
    return written


def revoke(settings: Settings, name: str) -> None:
    """The key is good no more, from the next call on. Raises BadName."""

    async def work(tx: Transaction) -> None:
        found = await api_keys.named(tx, name)
        if found is None:
            raise BadName(f"there is no key of the name {name}")
        found.revoked_at = found.revoked_at or tx.now

    _within(settings, work)


def listed(settings: Settings) -> list[str]:
    """A line for each: its name, since when, when it was last used."""

    async def work(tx: Transaction) -> list[str]:
        return [
            f"{key.name}: made {key.made_at:%Y-%m-%d}, "
            f"{f'last used {key.used_at:%Y-%m-%d}' if key.used_at else 'never used'}"
            f"{f', revoked {key.revoked_at:%Y-%m-%d}' if key.revoked_at else ''}"
            for key in await api_keys.every(tx.session)
        ]

    return _within(settings, work)


def _within(settings: Settings, work: Callable[[Transaction], Awaitable[T]]) -> T:
    """In one transaction, also while the bot runs."""

    async def everything() -> T:
        url = settings.storage.url
        with explained():
            await schema.upgrade(url)
            seal = await keys.unlock(url, settings.storage.key_file)
        database = Database(url, seal, clock.now)
        try:
            async with database.write() as tx:
                return await work(tx)
        finally:
            await database.close()

    return asyncio.run(everything())
