"""A scene for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.regency import Regency
from tests.desk.scene import Scene, regency


@pytest.fixture(scope="session")
def kutim() -> Regency:
    return regency()


@pytest.fixture
async def scene(tmp_path: Path, kutim: Regency) -> AsyncIterator[Scene]:
    made = Scene(kutim, tmp_path / "aduan.db")
    yield made
    await made.database.close()
