"""Troubles on demand: what can go wrong between the bot and Telegram."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """What goes wrong with a call."""

    RETRY = "429"
    SERVER_ERROR = "500"
    BAD_GATEWAY = "502"
    RESET_BEFORE = "reset before"
    RESET_AFTER = "reset after delivery"
    SLOW_AFTER = "slow after delivery"
    TRUNCATED = "truncated json"
    UNAUTHORIZED = "401"
    FORBIDDEN = "403"
    BAD_REQUEST = "400"

    @property
    def happens_after(self) -> bool:
        """The call was carried out, and the bot does not hear of it properly."""
        return self in {Trouble.RESET_AFTER, Trouble.SLOW_AFTER, Trouble.TRUNCATED}


@dataclass(slots=True, eq=False)
class Fault:
    """A rule: this trouble for calls of ``method`` to ``chat`` (any, when None), ``times`` times or for ever.

    ``seconds`` is what a 429 asks for or how slow the answer is, ``text`` the description of a 400 or 403.
    """

    trouble: Trouble
    method: str | None = None
    chat: int | None = None
    times: int | None = 1
    chance: float = 1.0
    seconds: float = 1.0
    text: str = ""
    hits: int = 0

    def matches(self, method: str, chat: object) -> bool:
        """Whether the rule speaks of such a call and is not used up."""
        if self.method not in (None, method) or (self.method is None and method == "getUpdates"):
            return False
        return self.times != 0 and (self.chat is None or str(self.chat) == str(chat))


class Faults:
    """The rules in force; the first that strikes counts."""

    def __init__(self, seed: int | None = None) -> None:
        self.rules: list[Fault] = []
        self._random = random.Random(seed)

    def add(self, fault: Fault) -> Fault:
        """Puts a rule in force."""
        self.rules.append(fault)
        return fault

    def clear(self) -> None:
        """Everything works again."""
        self.rules.clear()

    def strike(self, method: str, chat: object) -> Fault | None:
        """The fault that befalls this call, if any."""
        for fault in self.rules:
            if fault.matches(method, chat) and self._random.random() < fault.chance:
                fault.hits += 1
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None
