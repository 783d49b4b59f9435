"""A backup or a drill as work for a process of its own: it takes its time, and the bot goes on."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from bot import beside
from bot.errors import AduanError
from bot.safekeeping import aside
from bot.settings import Settings

SECONDS: Final = 7_200
"""After so long it is given up."""


class Work(StrEnum):
    """What is done."""

    BACKUP = "backup"
    DRILL = "drill"


@dataclass(frozen=True, slots=True)
class Job:
    """One of them, as of ``now``."""

    work: Work
    settings: Settings
    now: datetime


class NotDone(AduanError):
    """It failed, or took too long; the message says at what, ``cause`` in a word (``causes``)."""

    def __init__(self, fault: str, cause: str = "unknown") -> None:
        super().__init__(fault)
        self.cause = cause


class Errands:
    """Starts the process, and reads what came of it."""

    def __init__(self, settings: Settings, environment: Mapping[str, str]) -> None:
        self._settings = settings
        self._environment = beside.passed_on(environment)

    async def do(self, work: Work, now: datetime) -> dict[str, Any]:
        """Figures of what was done. Raises NotDone."""
        try:
            ended = await beside.run(
                "bot.safekeeping", Job(work, self._settings, now), self._environment, SECONDS
            )
        except TimeoutError:
            raise NotDone("too slow", "slow") from None
        finally:
            await asyncio.to_thread(aside.clear)  # a process that was killed could not
        return _read(ended.out)


def _read(said: bytes) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(said.rpartition(b"\n")[2])
    except ValueError:
        raise NotDone("the process ended early") from None
    if "fault" in found:
        raise NotDone(found["fault"], found["cause"])
    return found
