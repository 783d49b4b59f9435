"""A database in a file, a key, and a clock that stands still until it is turned."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage import schema
from storage.database import Database
from storage.sealing import Seal
from tests.databases import address


@dataclass
class Stopped:
    now: datetime = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **ahead: float) -> None:
        self.now += timedelta(**ahead)


@pytest.fixture
def clock() -> Stopped:
    return Stopped()


@pytest.fixture
async def database(tmp_path: Path, clock: Stopped) -> AsyncIterator[Database]:
    url = address(tmp_path / "aduan.db")
    await schema.upgrade(url)
    database = Database(url, Seal(b"k" * 32), clock)
    yield database
    await database.close()
