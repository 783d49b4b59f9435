"""The desk's scene, and time that passes when told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from tests.desk.conftest import kutim, scene

__all__ = ["kutim", "scene"]


@dataclass
class Time:
    """What the wall shows, ``wrong`` seconds away from Telegram's, and what a stopwatch does."""

    passed: float = 0.0
    wrong: float = 0.0

    def wall(self) -> datetime:
        return self.telegram + timedelta(seconds=self.wrong)

    @property
    def telegram(self) -> datetime:
        return datetime(2026, 11, 25, 1, tzinfo=UTC) + timedelta(seconds=self.passed)

    def tick(self) -> float:
        return 1_000 + self.passed


@pytest.fixture
def time() -> Time:
    return Time()
