"""Migrations make the tables that the code speaks of, and keep what is in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from storage import schema
from storage.engine import PRAGMAS, engine_of
from tests.databases import address


def url(home: Path) -> str:
    return address(home / "aduan.db")


async def test_migrations_and_tables_agree(tmp_path: Path) -> None:
    await schema.upgrade(url(tmp_path))
    engine = engine_of(url(tmp_path), read_only=True)
    async with engine.connect() as connection:
        assert await connection.run_sync(schema.differences) == []
    await engine.dispose()


@pytest.mark.sqlite("compares the file")
async def test_a_second_start_changes_nothing(tmp_path: Path) -> None:
    await schema.upgrade(url(tmp_path))
    before = (tmp_path / "aduan.db").read_bytes()
    await schema.upgrade(url(tmp_path))
    assert (tmp_path / "aduan.db").read_bytes() == before


@pytest.mark.sqlite("pragmas")
async def test_every_connection_has_the_pragmas(tmp_path: Path) -> None:
    engine = engine_of(url(tmp_path), read_only=False)
    async with engine.connect() as connection:
        found = {name: (await connection.execute(text(f"PRAGMA {name}"))).scalar_one() for name in PRAGMAS}
    await engine.dispose()
    assert found == PRAGMAS
