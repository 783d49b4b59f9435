"""``make scaling``: what a second and a third process add, each with as much of a processor as the first.

On few cores the processes, the database and the simulator take them from one another, which says nothing of
the office. So each process of the bot gets a small share of a core, and all else what is left.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from bench import rounds, surroundings
from bench.crowd import Crowd
from bench.databases import new_database
from bench.process import Bot, Failed, running
from bench.share import Unlimited, limited
from simulator.town import Town
from tests.databases import server

COUNTS: Final = (1, 2, 3)


@dataclass(frozen=True)
class Load:
    """``share`` of a core for each process; ``crowd``: residents who write, and who file."""

    share: float
    crowd: int


@dataclass(frozen=True)
class Pace:
    """In a second. ``busy``: per cent of its share that each used; ``beside``: of a core, the simulator."""

    texts: float
    reports: float
    busy: Sequence[float]
    beside: float


def main() -> None:
    """Nothing is asserted: the output is the figure."""
    options = _options()
    load = Load(options.share / 100, options.crowd)
    for name, words in surroundings.told().items():
        print(f"{name:<12} {words}")
    print(
        f"{'each':<12} {options.share:g} % of a core; {load.crowd} texts and {load.crowd} reports\n",
        flush=True,
    )
    if server.binary("initdb") is None:
        sys.exit("no PostgreSQL server is installed")
    try:
        with server.running("fsync=on", "synchronous_commit=on", "full_page_writes=on") as socket:
            found = asyncio.run(_measured(options.rounds, load, socket))
    except Unlimited as why:
        sys.exit(f"cannot limit here: {why}")
    except Failed as failed:
        sys.exit(f"a bot ended by itself:\n{failed}")
    _show(found)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("scaling", description=__doc__)
    parser.add_argument("--share", type=float, default=15.0, help="per cent of a core for each process")
    parser.add_argument("--crowd", type=int, default=300, help="how many residents write and file")
    parser.add_argument("--rounds", type=int, default=1, help="how often each is measured")
    return parser.parse_args()


async def _measured(times: int, load: Load, socket: Path) -> dict[int, list[Pace]]:
    found: dict[int, list[Pace]] = {count: [] for count in COUNTS}
    for _ in range(times):
        for count in COUNTS:
            with tempfile.TemporaryDirectory(prefix="aduan-scaling-") as home:
                url = await new_database(socket, f"scaling{count}")
                found[count].append(await _pace(Path(home), load, url, count))
    return found


async def _pace(home: Path, load: Load, url: str, count: int) -> Pace:
    config = home / "config.toml"
    async with Town(keep_calls=rounds.KEPT_CALLS) as town:
        config.write_text(rounds.configured(town, home, url), "utf-8")
        arguments = ["bot.cli", "run", "--config", str(config)]
        async with running(town, arguments, home / "aduan.log", count) as bot:
            writers, reporters = Crowd(town, load.crowd), Crowd(town, load.crowd)
            await writers.enter()
            await reporters.enter()
            with limited([process.pid for process in bot.processes], load.share):
                await asyncio.sleep(rounds.SETTLES)
                texts, _ = await _seconds(bot, writers.write())
                own = time.process_time()
                reports, used = await _seconds(bot, reporters.file())
                own = time.process_time() - own
    busy = [100 * one / reports / load.share for one in used]
    return Pace(load.crowd / texts, load.crowd / reports, busy, 100 * own / reports)


async def _seconds(bot: Bot, work: Awaitable[object]) -> tuple[float, list[float]]:
    """How long it took, and the processor seconds of each process."""
    began, used = time.monotonic(), bot.each
    await work
    return time.monotonic() - began, [now - then for now, then in zip(bot.each, used, strict=True)]


def _show(found: dict[int, list[Pace]]) -> None:
    heads = ("texts/s", "times", "reports/s", "times", "simulator, %")
    print(f"{'processes':<12}{''.join(f'{head:>14}' for head in heads)}   share used, %")
    one = _median(found[COUNTS[0]])
    for count, paces in found.items():
        texts, reports = _median(paces)
        figures = (texts, texts / one[0], reports, reports / one[1], paces[-1].beside)
        used = " ".join(f"{used:.0f}" for used in paces[-1].busy)
        print(f"{count:<12}{''.join(f'{figure:>14.2f}' for figure in figures)}   {used}")
    print(f"\nload of the machine at the end: {os.getloadavg()[0]:.1f}")


def _median(paces: Sequence[Pace]) -> tuple[float, float]:
    return median(one.texts for one in paces), median(one.reports for one in paces)


if __name__ == "__main__":
    main()
