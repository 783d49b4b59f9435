"""How photos look, fetched from Telegram."""

from __future__ import annotations

import asyncio
import io
from typing import Final

import structlog

from bot.looks import HEIGHT, WIDTH, look
from bot.telegram.api import Api

PATIENCE: Final = 4.0
"""Seconds in all: an officer waits meanwhile."""

_MOST_BYTES: Final = 2 * 1024 * 1024
_MOST_PIXELS: Final = 25_000_000

_log = structlog.get_logger(__name__)


class TelegramLooks:
    """The ``bot.protocols.Looks`` that downloads a photo (getFile) and forgets it at once."""

    def __init__(self, api: Api) -> None:
        self._api = api

    async def of(self, file_id: str) -> int | None:
        """The look of a photo; None when it could not be had, whatever the reason."""
        try:
            async with asyncio.timeout(PATIENCE):
                found = await self._api.call("getFile", {"file_id": file_id})
                if found.get("file_size", 0) > _MOST_BYTES:
                    return None
                data = await self._api.download(found["file_path"])
                return await asyncio.to_thread(_look, data)
        except Exception as error:  # a photo that cannot be looked at holds nobody up, whatever made it so
            _log.info("photo_not_looked_at", fault=type(error).__name__)
            return None


def _look(data: bytes) -> int | None:
    """Raises anything for what is no picture: a decoder may."""
    from PIL import Image  # takes a tenth of a second, and most runs never need it

    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as picture:
        if picture.width * picture.height > _MOST_PIXELS:
            raise ValueError("too large")
        grey = picture.convert("L").resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        return look(grey.tobytes())
