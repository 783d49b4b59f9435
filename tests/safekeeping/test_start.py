"""A start with a database that is damaged or gone is refused, and nothing empty takes its place."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.app import build
from bot.errors import StorageDown
from bot.settings import Settings
from storage.engine import sqlite_file


@pytest.fixture
async def settings(tmp_path: Path) -> Settings:
    """An office that has been started once."""
    storage = {"url": f"sqlite+aiosqlite:///{tmp_path}/aduan.db", "key_file": tmp_path / "aduan.key"}
    http = {"listen": "127.0.0.1:0"}
    made = Settings.model_validate({"telegram": {"token": "1:a"}, "storage": storage, "http": http})
    await starts(made)
    return made


async def starts(settings: Settings) -> None:
    app = await build(settings)
    await app.close()


def file_of(settings: Settings) -> Path:
    file = sqlite_file(settings.storage.url)
    assert file is not None
    return file


async def test_a_second_start_is_like_the_first(settings: Settings) -> None:
    await starts(settings)


@pytest.mark.parametrize("left", [None, b""])
async def test_without_the_database_that_was_there_it_makes_no_new_one(
    settings: Settings, left: bytes | None
) -> None:
    file = file_of(settings)
    file.unlink()
    if left is not None:
        file.write_bytes(left)
    with pytest.raises(StorageDown, match="is missing, and there was one"):
        await starts(settings)
    assert (file.read_bytes() if file.exists() else None) == left


async def test_who_means_it_deletes_the_lock_and_begins_anew(settings: Settings) -> None:
    file = file_of(settings)
    file.unlink()
    file.with_name("aduan.db.lock").unlink()
    await starts(settings)
    assert file.exists()


@pytest.mark.parametrize("at", ["head", "middle"])
async def test_a_damaged_database_is_left_as_it_is(settings: Settings, at: str) -> None:
    file = file_of(settings)
    with closing(sqlite3.connect(file)) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'events'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with file.open("r+b") as opened:
        opened.seek(0 if at == "head" else (page - 1) * size)
        opened.write(b"\xff" * 64)
    before = file.read_bytes()
    with pytest.raises(StorageDown, match="is damaged"):
        await starts(settings)
    assert file.read_bytes() == before
