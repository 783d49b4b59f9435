"""``python -m bench.start``: how soon ``aduan run`` answers on a large database, and on one of 1,000 tickets.

On copies of the databases of ``make size``, by turns; the night's work is marked as done.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Final

from bench import evening
from bench.crowd import Crowd
from bench.process import running
from bench.size import SMALL, office_asked_for, open_office
from simulator.town import Town

TIMES: Final = 5
FIGURES: Final = ("s to the first poll", "s to the first answer", "processor s until then", "MB then")


async def started(home: Path, turn: int) -> tuple[float, ...]:
    """The figures of one start; in each turn updates have numbers that the inbox does not know."""
    async with Town(keep_calls=1_000) as town:
        town.world.updates.last_id += 1_000 * turn
        config = home / "config.toml"
        config.write_text(evening.config(town, home), "utf-8")
        async with running(town, ["bot.cli", "run", "--config", str(config)], home / "aduan.log") as bot:
            began = time.monotonic()
            await Crowd(town, 1).write()
            return (bot.started, bot.started + time.monotonic() - began, bot.cpu, bot.memory)


async def measured(home: Path, sizes: list[int], copies: Path) -> None:
    """Print a row for each figure, the median of the starts."""
    found: dict[int, list[tuple[float, ...]]] = {size: [] for size in sizes}
    for size in sizes:
        await (await open_office(home / f"{size}", size)).database.close()
        (copies / f"{size}").mkdir()
        evening.marked(evening.copy(home / f"{size}", copies / f"{size}"), datetime.now(UTC))
    for turn in range(TIMES):
        for size in sizes:
            found[size].append(await started(copies / f"{size}", turn))
    print(f"{'median of ' + str(TIMES):<24}" + "".join(f"{size:>14,}" for size in sizes) + f"{'ratio':>10}")
    for name, *cells in zip(
        FIGURES, *(map(median, zip(*found[size], strict=True)) for size in sizes), strict=True
    ):
        print(f"{name:<24}" + "".join(f"{cell:>14.2f}" for cell in cells) + f"{cells[-1] / cells[0]:>10.2f}")


async def _run(home: Path, size: int) -> None:
    with tempfile.TemporaryDirectory(prefix="start-", dir=home) as copies:
        await measured(home, [SMALL, size], Path(copies))


def main() -> None:
    """Nothing is asserted: the output is the figure."""
    asyncio.run(_run(*office_asked_for("bench.start", __doc__)))


if __name__ == "__main__":
    main()
