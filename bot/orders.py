"""Files that someone asked for: made after the answer is out, sent when they are there."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, Final, Self


class Make(StrEnum):
    """What is made. ``PAGE`` and ``BRIEF`` are messages, all others files."""

    PICTURE = "picture"
    WORKBOOK = "workbook"
    REPORT = "report"
    TABLE = "table"
    PAGE = "page"
    BRIEF = "brief"


MESSAGES: Final = frozenset({Make.PAGE, Make.BRIEF})


@dataclass(frozen=True, slots=True)
class Order:
    """Make this and send it to ``chat``; ``about`` says what of, in JSON's types.

    ``buttons``: whoever reads it there may press on. ``again``: how often making it has failed.
    """

    chat: int
    make: Make
    about: dict[str, Any] = field(default_factory=dict)
    language: str = "id"
    reply_to: int | None = None
    buttons: bool = True
    again: int = 0

    def to_dict(self) -> dict[str, Any]:
        """In JSON's types."""
        return {part.name: getattr(self, part.name) for part in fields(self)}

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> Self:
        """What ``to_dict`` wrote."""
        return cls(**raw | {"make": Make(raw["make"])})
