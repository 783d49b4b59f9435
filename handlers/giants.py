"""Numbers that no column holds: Telegram sends none beyond 64 bits, and whoever makes up an update may."""

from __future__ import annotations

from typing import Any, Final

_LIMIT: Final = 2**63


def has_giant(value: Any) -> bool:
    """Whether such a number is anywhere in decoded JSON."""
    if isinstance(value, dict):
        return any(map(has_giant, value.values()))
    if isinstance(value, list):
        return any(map(has_giant, value))
    return isinstance(value, int) and not -_LIMIT <= value < _LIMIT
