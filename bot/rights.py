"""The rights that residents have over their data and that a person must decide about (UU 27/2022)."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Final


class Right(StrEnum):
    """What a resident asks for; everything else they do by themselves under /privasi."""

    ERASE = "erase"
    CORRECT = "correct"
    RESTRICT = "restrict"
    OTHER = "other"


DECIDED_WITHIN: Final = timedelta(hours=72)
"""Three times 24 hours, by the clock, holidays too (UU 27/2022)."""

REMINDED_BEFORE: Final = (timedelta(hours=24), timedelta(hours=6), timedelta(0))
"""How long before a petition is due the admins are reminded; the last says that it is overdue."""

AGAIN: Final = timedelta(hours=24)
"""How long after that they hear of it once more, until it is decided."""

REVEAL_LASTS: Final = timedelta(hours=24)
"""How long a second admin may agree that an identity is shown."""
