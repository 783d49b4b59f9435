"""A person's words set apart in as many blocks as Telegram needs to show them whole."""

from __future__ import annotations

from typing import Final

from bot.sanitise import cut, isolated, units
from bot.texts import Html, quoted

LATER: Final = 3600
"""UTF-16 units of a block that has a message to itself; a message holds 4,096."""


def blocks(text: str, first: int = LATER) -> list[Html]:
    """The whole text: a block of at most ``first`` UTF-16 units, the others of at most ``LATER``."""
    head, rest = _fitting(text, first)
    found = [quoted(head)]
    while rest:
        head, rest = _fitting(rest, LATER)
        found.append(quoted(head))
    return found


def _fitting(text: str, limit: int) -> tuple[str, str]:
    """``cut``, but as it is shown: lines that run from right to left are longer then."""
    room = limit
    head, rest = cut(text, room)
    while units(isolated(head)) > limit:
        room = room * 3 // 4
        head, rest = cut(text, room)
    return head, rest
