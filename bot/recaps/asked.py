"""Who asks where, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.recap.readers import Reader


@dataclass(frozen=True, slots=True)
class Asked:
    """``message`` is what they wrote, or the recap they pressed below, as ``press``."""

    chat: int
    reader: Reader
    language: str | None
    now: datetime
    message: int | None = None
    press: str | None = None
