"""``python -m bench.night``: how long residents wait while the night erases what is too old.

On a copy of the large database of ``make size``, with the real ``aduan run``: first an ordinary minute of
texts, then one day's worth of all that ``[retention]`` no longer keeps is erased beside them.
"""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bench import evening
from bench.crowd import Crowd
from bench.process import Bot, running
from bench.rounds import APART
from bench.size import office_asked_for, open_office
from simulator.town import Town
from storage import erasing

WRITERS: Final = 100
ORDINARY: Final = 60.0
"""Seconds of texts before the night."""

NIGHT_ENDS_WITHIN: Final = 3_600.0
DAYS: Final = 730
"""Over so many days the large office was seeded."""

_LOOKS: Final = 0.1


@dataclass
class Part:
    """What residents waited (seconds), and what the bot took: seconds of the processor, bytes of the log."""

    waits: list[float] = field(default_factory=list)
    seconds: float = 0.0
    cpu: float = 0.0
    wal: int = 0

    def wait(self, share: float) -> float:
        """Milliseconds within which ``share`` per cent had their answer."""
        ordered = sorted(self.waits)
        return 1000 * ordered[min(int(len(ordered) * share / 100), len(ordered) - 1)]


@dataclass
class Night:
    """Looks at the database from outside, as what is done is stored."""

    file: Path
    began: float = 0.0
    erased: float = 0.0
    swept: float = 0.0
    tidied: float = 0.0

    def look(self) -> bool:
        """Note what is over by now; whether all is."""
        now = time.monotonic() - self.began
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as connection:
            marks = dict(connection.execute("SELECT name, value FROM marks").fetchall())
            mail = connection.execute("SELECT 1 FROM inbox WHERE update_id < 0 LIMIT 1").fetchone()
            mail = mail or connection.execute("SELECT 1 FROM outbox WHERE id < 0 LIMIT 1").fetchone()
        if "retained_on" in marks and not self.erased:
            self.erased = now
        if self.erased and marks[erasing.LEFTOVER] == erasing.NOTHING and not self.swept:
            self.swept = now
        if not mail and not self.tidied:
            self.tidied = now
        return bool(self.swept and self.tidied) or now > NIGHT_ENDS_WITHIN


@asynccontextmanager
async def _measured(part: Part, bot: Bot, file: Path) -> AsyncIterator[None]:
    """The log is looked at again and again while it goes on."""

    async def watch() -> None:
        while True:
            part.wal = max(part.wal, _size(Path(f"{file}-wal")))
            await asyncio.sleep(_LOOKS)

    began, cpu, watching = time.monotonic(), bot.cpu, asyncio.create_task(watch())
    try:
        yield
    finally:
        watching.cancel()
        part.seconds, part.cpu = time.monotonic() - began, bot.cpu - cpu


async def _write(crowd: Crowd, part: Part, is_over: Callable[[], bool]) -> None:
    """Everybody writes, one after another, again and again."""
    while not is_over():
        part.waits += await crowd.write(APART)


async def measured(office: Path, size: int, home: Path) -> tuple[Part, Part, Night, tuple[int, int]]:
    """An ordinary minute, the night, its hours, and the bytes of the database before and after."""
    file = evening.copy(office, home)
    async with Town(keep_calls=1_000) as town:
        config = home / "config.toml"
        config.write_text(evening.config(town, home), "utf-8")
        now = datetime.now(UTC)
        evening.leave(file, now)
        before, night = _size(file), Night(file)
        async with running(town, ["bot.cli", "run", "--config", str(config)], home / "aduan.log") as bot:
            crowd, ordinary, busy = Crowd(town, WRITERS), Part(), Part()
            await crowd.enter()
            begins = time.monotonic()
            async with _measured(ordinary, bot, file):
                await _write(crowd, ordinary, lambda: time.monotonic() - begins > ORDINARY)
            evening.fall(file, now, size // DAYS)
            night.began = time.monotonic()
            async with _measured(busy, bot, file):
                await _write(crowd, busy, night.look)
    return ordinary, busy, night, (before, _size(file))


def told(file: Path, ordinary: Part, busy: Part, night: Night, bytes_: tuple[int, int]) -> str:
    """The figures."""
    with closing(sqlite3.connect(file)) as connection:
        erased = connection.execute(
            "SELECT json_extract(about, '$.what'), count(*) FROM events"
            " WHERE verb = 'erase' GROUP BY 1 ORDER BY 1"
        ).fetchall()
        free, page = (
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "page_size")
        )
    rows: list[tuple[str, Callable[[Part], float]]] = [
        ("texts", lambda one: len(one.waits)),
        *(
            (f"answer within, ms: {share:g} %", lambda one, share=share: one.wait(share))
            for share in (50, 95, 99)
        ),
        ("answer, ms: slowest", lambda one: one.wait(100)),
        ("processor, % of a core", lambda one: 100 * one.cpu / one.seconds),
        ("log at most, MB", lambda one: one.wal / 1e6),
    ]
    lines = [f"{'':<28}{'without':>12}{'at night':>12}"]
    lines += [f"{name:<28}{of(ordinary):>12,.0f}{of(busy):>12,.0f}" for name, of in rows]
    counted = ", ".join(f"{count:,} {what}" for what, count in erased)
    sizes = [f"{size / 1e6:,.0f}" for size in bytes_]
    lines.append(f"erased {counted} in {night.erased:.0f} s; mail tidied by {night.tidied:.0f} s,")
    lines.append(f"swept by {night.swept:.0f} s; processor {busy.cpu:.1f} s in {busy.seconds:.0f} s")
    lines.append(f"database {' MB before, '.join(sizes)} MB after, {free * page / 1e6:,.1f} MB of it free")
    return "\n".join(lines)


def _size(file: Path) -> int:
    return file.stat().st_size


async def _run(home: Path, size: int) -> None:
    await (await open_office(home / f"{size}", size)).database.close()
    with tempfile.TemporaryDirectory(prefix="night-", dir=home) as name:
        print(told(Path(name) / "aduan.db", *await measured(home / f"{size}", size, Path(name))))


def main() -> None:
    """Nothing is asserted: the output is the figure."""
    asyncio.run(_run(*office_asked_for("bench.night", __doc__)))


if __name__ == "__main__":
    main()
