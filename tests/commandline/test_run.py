"""``aduan run``: how it starts, what stops it, and what it says then."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from simulator.town import Town
from tests.crash.process import Bot


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    async with Town() as town:
        config = f"""
            telegram = {{ token = "{town.token}", api_base_url = "{town.api}" }}
            storage = {{ url = "sqlite+aiosqlite:///{tmp_path}/aduan.db", key_file = "{tmp_path}/aduan.key" }}
        """
        yield Bot(town, tmp_path, config)


async def test_sigterm_ends_it_cleanly(bot: Bot) -> None:
    await bot.starts()
    assert await bot.is_ended() == 0


async def test_a_second_one_on_the_same_data_stops_at_once(bot: Bot) -> None:
    await bot.starts()
    second = Bot(bot.town, bot.home, bot.config)
    assert await second.fails_to_start() == 75
    assert "another aduan holds" in second.log
    assert await bot.is_ended() == 0


async def test_a_token_that_telegram_does_not_know_is_named(bot: Bot) -> None:
    bot.config = bot.config.replace(bot.town.token, "1:unknown")
    assert await bot.fails_to_start() == 2
    assert "telegram.token: Telegram does not know this token" in bot.log
    assert "1:unknown" not in bot.log


async def test_a_lost_key_is_named_and_no_new_one_is_made(bot: Bot) -> None:
    await bot.starts()
    await bot.is_ended()
    (bot.home / "aduan.key").unlink()
    assert await bot.fails_to_start() == 2
    assert f"storage.key_file: {bot.home}/aduan.key is missing" in bot.log
    assert not (bot.home / "aduan.key").exists()


async def test_the_key_of_another_database_is_refused(bot: Bot) -> None:
    await bot.starts()
    await bot.is_ended()
    (bot.home / "aduan.key").write_bytes(b"k" * 32)
    assert await bot.fails_to_start() == 2
    assert "storage.key_file: this is not the key" in bot.log


async def test_a_key_that_others_can_read_is_refused(bot: Bot) -> None:
    await bot.starts()
    await bot.is_ended()
    (bot.home / "aduan.key").chmod(0o644)
    assert await bot.fails_to_start() == 2
    assert "run chmod 600" in bot.log


async def test_it_waits_for_a_telegram_that_does_not_answer(bot: Bot) -> None:
    fault = bot.town.fails("502", "getMe", times=2)
    await bot.starts()
    assert fault.hits == 2
    assert await bot.is_ended() == 0
