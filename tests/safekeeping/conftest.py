"""An office with a few reports, and where its backups go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.regency import Regency
from bot.settings import Settings
from bot.tickets.verbs import Verb
from storage import keys
from tests.chain.conftest import opened
from tests.desk.conftest import kutim
from tests.desk.scene import BUDI, Scene

__all__ = ["kutim", "office"]

NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
IDENTITY = bytes(32)


@dataclass(frozen=True)
class Office:
    scene: Scene
    settings: Settings
    backups: Path


@pytest.fixture
async def office(tmp_path: Path, kutim: Regency) -> Office:
    scene = await opened(kutim, tmp_path / "data" / "aduan.db")
    key = tmp_path / "data" / "aduan.key"
    key.write_bytes(IDENTITY)
    key.chmod(0o600)
    url = f"sqlite+aiosqlite:///{scene.path}"
    await keys.unlock(url, key)
    for _ in range(3):
        ticket_id, _ = await scene.file()
        await scene.act(BUDI, Verb.REPLY, ticket_id, "kami periksa")
    storage = {"url": url, "key_file": key}
    backup = {"directory": tmp_path / "backups", "key_file": tmp_path / "backup.key"}
    settings = Settings.model_validate({"telegram": {"token": "1:a"}, "storage": storage, "backup": backup})
    return Office(scene, settings, tmp_path / "backups")
