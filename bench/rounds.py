"""One round of one bot: started afresh, warmed up, put under load, and what that cost."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from bench.crowd import Crowd
from bench.process import Bot, running
from bot.configuration import load_policy
from bot.settings import Settings
from simulator.town import Town
from storage.engine import sqlite_file

SETTLES: Final = 0.5
"""Seconds after the last answer in which what remains is written; their processor time counts."""

APART: Final = 0.03
"""Seconds between two texts of residents who write one at a time: one is answered when the next comes."""

KEPT_CALLS: Final = 1_000


@dataclass(frozen=True)
class Size:
    """How many residents write at once in a round, how many one at a time, and how many file a report."""

    writers: int
    singles: int
    reporters: int


@dataclass(frozen=True)
class Cost:
    """What a load cost: processor seconds of the bot and of the simulator, and seconds until all was said.

    ``waits``: how long each text waited for its answer, in seconds, the shortest first.
    """

    updates: int
    messages: int
    seconds: float
    bot: float
    simulator: float
    waits: Sequence[float] = ()

    @property
    def per_update(self) -> float:
        """Milliseconds of the bot's processor time."""
        return 1000 * self.bot / self.updates

    @property
    def pace(self) -> float:
        """Updates in a second."""
        return self.updates / self.seconds

    @property
    def simulator_share(self) -> float:
        """Per cent of a core that the simulator and the residents took; near 100 they were the bottleneck."""
        return 100 * self.simulator / self.seconds

    def wait(self, share: int) -> float:
        """Milliseconds within which ``share`` per cent had their answer."""
        return 1000 * self.waits[-(-len(self.waits) * share // 100) - 1]


@dataclass(frozen=True)
class Filing:
    """What whole reports cost; ``stored`` are bytes of the database file, ``peak`` is MB of memory."""

    reports: int
    cost: Cost
    peak: float
    stored: int


@dataclass(frozen=True)
class Round:
    """What a bot did in one round: memory in MB; ``started``: seconds from its start to its first answer.

    ``starting``: processor seconds until then, which tell more where the machine is busy.
    """

    started: float
    starting: float
    idle: float
    peak: float
    texts: Cost
    singles: Cost
    filing: Filing | None = None


async def echo(home: Path, size: Size, *tuned: str) -> Round:
    """The bare bot: as many texts to warm up as the other gets updates."""
    async with (
        Town(keep_calls=KEPT_CALLS) as town,
        running(town, ["bench.echo", town.token, town.api, *tuned], home / "echo.log") as bot,
    ):
        answered, starting = await _first_answer(town, bot), bot.cpu
        idle = await _idle(bot)
        crowd = Crowd(town, size.writers)
        await crowd.write()
        await crowd.write()
        texts = await _cost(town, bot, crowd.write())
        singles = await _cost(town, bot, Crowd(town, size.singles).write(APART))
        return Round(answered, starting, idle, bot.peak, texts, singles)


async def aduan(home: Path, size: Size, url: str, count: int = 1) -> Round:
    """``aduan run`` on a new database at ``url``, by ``count`` processes; everything stored, for good."""
    config = home / "config.toml"
    async with Town(keep_calls=KEPT_CALLS) as town:
        config.write_text(configured(town, home, url), "utf-8")
        arguments = ["bot.cli", "run", "--config", str(config)]
        async with running(town, arguments, home / "aduan.log", count) as bot:
            answered, starting = await _first_answer(town, bot), bot.cpu
            idle = await _idle(bot)
            crowd = Crowd(town, size.writers)
            await crowd.enter()
            texts = await _cost(town, bot, crowd.write())
            others = Crowd(town, size.singles)
            await others.enter()
            singles = await _cost(town, bot, others.write(APART))
            told = Round(answered, starting, idle, bot.peak, texts, singles)
            return replace(told, filing=await _filing(town, bot, url, size.reporters))


async def _first_answer(town: Town, bot: Bot) -> float:
    """Seconds from the start of the process to its first answer."""
    began = time.monotonic()
    await Crowd(town, 1).write()
    return bot.started + time.monotonic() - began


async def _filing(town: Town, bot: Bot, url: str, count: int) -> Filing:
    crowd, file = Crowd(town, count), sqlite_file(url)
    await crowd.enter()
    before = _stored(file) if file else 0
    cost = await _cost(town, bot, crowd.file())
    return Filing(count, cost, bot.peak, _stored(file) - before if file else 0)


async def _idle(bot: Bot) -> float:
    await asyncio.sleep(SETTLES)
    return bot.memory


async def _cost(town: Town, bot: Bot, load: Awaitable[list[float] | None]) -> Cost:
    await asyncio.sleep(SETTLES)
    world = town.world
    updates, messages = world.updates.last_id, len(world.delivered)
    began, busy, used = time.monotonic(), time.process_time(), bot.cpu
    waits = await load or []
    seconds, own = time.monotonic() - began, time.process_time() - busy
    await asyncio.sleep(SETTLES)
    return Cost(
        world.updates.last_id - updates,
        len(world.delivered) - messages,
        seconds,
        bot.cpu - used,
        own,
        sorted(waits),
    )


def _stored(file: Path) -> int:
    """Bytes in use in the database, what is still in its log included."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        pages, free, size = (
            int(connection.execute(f"PRAGMA {name}").fetchone()[0])
            for name in ("page_count", "freelist_count", "page_size")
        )
    return (pages - free) * size


def configured(town: Town, home: Path, url: str) -> str:
    """Caps as wide as they may be, so that the process and not the pace is what is measured."""
    offices = load_policy(Settings.model_validate({"telegram": {"token": town.token}})).opds
    bound = "\n".join(f"{code} = {town.group(f'Grup {code}').id}" for code in offices)
    return f"""
[telegram]
token = "{town.token}"
api_base_url = "{town.api}"
per_second = 1000
group_per_minute = 1000
[storage]
url = "{url}"
key_file = "{home}/aduan.key"
[http]
listen = "127.0.0.1:0"
[groups]
{bound}
"""
