"""The desk's scene, in a database as the bot opens it: migrated, chained and guarded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.regency import Regency
from storage import chain, schema
from storage.chain import Verdict
from storage.database import Database
from tests.databases import address
from tests.desk.conftest import kutim
from tests.desk.scene import Scene

__all__ = ["kutim", "past"]


@pytest.fixture
async def past(tmp_path: Path, kutim: Regency) -> Scene:
    """No report yet."""
    return await opened(kutim, tmp_path / "past.db")


async def opened(regency: Regency, file: Path) -> Scene:
    url = address(file)
    await schema.upgrade(url)
    scene = Scene(regency, file)
    await chain.start(url, scene.database.seal, scene.now)
    return scene


async def verdict(database: Database, heads: Sequence[bytes] = ()) -> Verdict:
    async with database.read() as session:
        return await chain.check(await session.connection(), database.seal, heads)
