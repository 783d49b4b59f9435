"""The bot as a real process: started, killed, started again, and ended."""

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
POLLS_WITHIN = 60.0


@dataclass
class Bot:
    """``aduan run`` over the configuration in ``home``."""

    town: Town
    home: Path
    config: str
    _process: Process | None = field(default=None, repr=False)

    async def starts(self) -> None:
        """Start it and wait for its first poll."""
        polls = self._polls()
        await self._launch()
        assert self._process is not None
        async with asyncio.timeout(POLLS_WITHIN):
            while self._polls() == polls:
                assert self._process.returncode is None, self.log
                await asyncio.sleep(0.02)

    async def is_killed(self) -> None:
        """Kill it as a power cut would."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def is_ended(self) -> int:
        """End it as a deployment does; its exit status."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        return await asyncio.wait_for(self._process.wait(), 40)

    async def fails_to_start(self) -> int:
        """Start it where it cannot run; its exit status."""
        await self._launch()
        assert self._process is not None
        return await asyncio.wait_for(self._process.wait(), 40)

    @property
    def log(self) -> str:
        """All that it logged."""
        return (self.home / "log").read_text(encoding="utf-8", errors="replace")

    async def _launch(self) -> None:
        path = self.home / "config.toml"
        path.write_text(self.config, encoding="utf-8")
        with (self.home / "log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot.cli", "run", "--config", str(path),
                cwd=ROOT, stderr=log, stdout=log, env={**os.environ, "ADUAN_LOG_LEVEL": "DEBUG"},
            )  # fmt: skip

    def _polls(self) -> int:
        return self.town.world.updates.polls
