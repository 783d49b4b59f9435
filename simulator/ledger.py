"""The book of all calls: what the bot asked, what it got, and what was wrong with it."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(slots=True, frozen=True)
class Call:
    """One call of a method: ``error`` describes a refusal, ``fault`` is a trouble made on purpose."""

    method: str
    params: dict[str, Any]
    at: datetime
    result: Any = None
    error: str | None = None
    fault: str | None = None


class Ledger:
    """Calls in their order, the newest ``keep`` of them, and every wrong ever done."""

    def __init__(self, keep: int | None = None) -> None:
        self.calls: deque[Call] = deque(maxlen=keep)
        self.wrongs: list[str] = []

    def record(self, call: Call) -> None:
        """Writes a call down."""
        self.calls.append(call)

    def wrong(self, method: str, what: str) -> None:
        """Writes down what no bot should have asked."""
        self.wrongs.append(f"{method}: {what}")

    def of(self, method: str) -> list[Call]:
        """The calls of one method."""
        return [call for call in self.calls if call.method == method]
