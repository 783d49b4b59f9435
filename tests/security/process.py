"""The bot as a real process in which things go wrong on purpose, with people's names in every error."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from dataclasses import dataclass, field
from pathlib import Path

from simulator.town import Town

ROOT = Path(__file__).parents[2]
WITHIN = 30.0

FLAWED = """
import warnings
from sqlalchemy import text
from bot.cli import main
from bot.intake import Intake
from bot.telegram import TelegramMembers
hear, holds = Intake.hear, TelegramMembers.holds
async def flawed(self, person, sent):
    if "KESALAHAN" in sent.text:
        warnings.warn(f"{person} {sent}")
        raise RuntimeError(f"{person} {sent}")
    if "PANGKALAN" in sent.text:
        statement = text("insert into counters values (:name, (select 1 from nowhere))")
        await (await self._tx.core()).execute(statement, {"name": f"{person} {sent}"})
    return await hear(self, person, sent)
Intake.hear = flawed
main()
"""


@dataclass
class Flawed:
    """``aduan run`` with a handler and a query that fail when someone writes the right word."""

    town: Town
    home: Path
    _process: Process | None = field(default=None, repr=False)

    async def starts(self, *, until_it_polls: bool = True) -> None:
        """Start it, logging all it can."""
        config = self.home / "config.toml"
        config.write_text(
            f'[telegram]\ntoken = "{self.town.token}"\napi_base_url = "{self.town.api}"\n'
            f'[storage]\nurl = "sqlite+aiosqlite:///{self.home}/aduan.db"\n'
            f'key_file = "{self.home}/aduan.key"\n',
            encoding="utf-8",
        )
        with (self.home / "log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-c", FLAWED, "run", "--config", str(config),
                cwd=ROOT, stderr=log, stdout=log,
                env={**os.environ, "ADUAN_LOG_LEVEL": "DEBUG", "ADUAN_HTTP__LISTEN": "127.0.0.1:0"},
            )  # fmt: skip
        async with asyncio.timeout(WITHIN):
            while until_it_polls and not self.town.world.updates.polls:
                await asyncio.sleep(0.02)

    async def says(self, words: str) -> None:
        """Wait for these words in its log."""
        async with asyncio.timeout(WITHIN):
            while words not in self.log:
                await asyncio.sleep(0.02)

    async def ends(self) -> int:
        """Ask it to end; its exit status."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self._process.wait(), WITHIN)

    async def has_ended(self) -> int:
        """Its exit status, when it ends by itself."""
        assert self._process is not None
        return await asyncio.wait_for(self._process.wait(), WITHIN)

    @property
    def log(self) -> str:
        """All that it wrote to either output."""
        return (self.home / "log").read_text(encoding="utf-8", errors="replace")
