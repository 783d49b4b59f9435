"""Someone as Telegram names them, for as long as an update is handled."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """A Telegram account. ``language`` is the one set in their app, an IETF tag."""

    id: int
    name: str
    username: str | None = None
    language: str | None = None
