"""A private message, reduced to what a report can be made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sent:
    """``text`` is the message or the caption; ``answers`` is the id of the message it replies to."""

    message: int
    text: str = ""
    answers: int | None = None
    album: str | None = None
