"""`aduan rotate-key`: a new key for all that is sealed, while nobody works with the database."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

from bot.errors import AduanError
from bot.settings import Settings
from storage import lock, schema
from storage.disk import settle, settle_names
from storage.faults import explained
from storage.rotating import Rotation


class Taken(AduanError):
    """There is a file already where the former key should go."""


Bar = Callable[[int], Callable[[int], None]]
"""Given the number of rows, what to tell of those that are done."""


def rotate(settings: Settings, bar: Bar, keep: Path | None) -> str:
    """What was done, in a sentence. Raises AlreadyRunning, StorageDown, BadKey, Taken."""
    return asyncio.run(_rotate(settings, bar, keep))


async def _rotate(settings: Settings, bar: Bar, keep: Path | None) -> str:
    url, path = settings.storage.url, settings.storage.key_file
    rotation = Rotation(url, path)
    try:
        with explained():
            async with lock.alone(url):
                await schema.upgrade(url)
                if keep is not None and path.exists():
                    _copy(path, keep)
                total = await rotation.total()
                await rotation.run(bar(total))
    finally:
        await rotation.close()
    damaged = f"; {rotation.broken} damaged values were left as they are" if rotation.broken else ""
    return f"{total} rows looked at, and all is sealed with the new key in {path}{damaged}"


def _copy(path: Path, keep: Path) -> None:
    """The former key, which alone opens the backups made until now, where nobody else can read it."""
    try:
        made = os.open(keep, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Taken(str(keep)) from None
    with os.fdopen(made, "wb") as file:
        file.write(path.read_bytes())
        settle(file)
    settle_names(keep.parent)
