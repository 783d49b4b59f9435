"""Numbers that neither a column nor JSON holds: Telegram sends none, and whoever makes up an update may."""

from __future__ import annotations

from typing import Any, Final

_LIMIT: Final = 2**63
"""Beyond it lies infinity too, and what is no number is not within it: JSON has neither."""


def has_giant(value: Any) -> bool:
    """Whether such a number is anywhere in decoded JSON."""
    waiting = [value]
    for one in waiting:  # which grows meanwhile: a call for each part would cost ten times as much
        if isinstance(one, dict):
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, (int, float)) and not -_LIMIT <= one < _LIMIT:
            return True
    return False
