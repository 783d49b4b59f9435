"""The end is not held up by what never answers."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.app import build
from simulator.town import Town
from tests.stories.desk import settings_of


async def test_a_connection_that_never_closes_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Symptom: a thread of the database's had died with its question, and the process waited for it."""
    async with Town() as town:
        app = await build(settings_of(town, tmp_path))
        closes = app.database.close
        monkeypatch.setattr("bot.app.running.CLOSES_WITHIN", 0.05)
        monkeypatch.setattr(app.database, "close", asyncio.Event().wait)
        async with asyncio.timeout(20):
            await app.close()
        await closes()
