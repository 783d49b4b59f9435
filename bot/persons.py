"""Someone as Telegram names them, for as long as an update is handled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

NOBODY: Final = frozenset({1087968824, 136817688, 777000})
"""Group Anonymous Bot, Channel Bot and Telegram itself: behind these ids may be anyone."""


@dataclass(frozen=True, slots=True)
class Person:
    """A Telegram account. ``language`` is the one set in their app, an IETF tag."""

    id: int
    name: str
    username: str | None = None
    language: str | None = None
