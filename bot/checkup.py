"""What ``aduan check`` looks at beyond the configuration itself."""

from __future__ import annotations

import asyncio

from bot.settings import Settings
from storage import keys


def faults_of(settings: Settings) -> list[str]:
    """Every fault that only the data can show, as ``key: sentence``."""
    try:
        asyncio.run(keys.inspect(settings.storage.url, settings.storage.key_file))
    except keys.BadKey as error:
        return [f"storage.key_file: {error}"]
    return []
