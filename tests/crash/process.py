"""The bot as a real process: started, killed, started again, and ended."""

from __future__ import annotations

import asyncio
import signal
from dataclasses import dataclass, field
from pathlib import Path

from simulator.town import Town
from tests.crash.lives import Life, born

POLLS_WITHIN = 60.0


@dataclass
class Bot:
    """``aduan run`` over the configuration in ``home``."""

    town: Town
    home: Path
    config: str
    _process: Life | None = field(default=None, repr=False)

    async def starts(self, **environment: str) -> None:
        """Start it and wait for its first poll; ``environment`` is added to that of the tests."""
        polls = self._polls()
        await self._launch(**environment)
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

    async def dies_at(self, failpoint: str, within: float = POLLS_WITHIN) -> None:
        """Start it so that it kills itself there, and wait until it has. Raises TimeoutError if it lives."""
        await self._launch(ADUAN_FAILPOINT=failpoint)
        await self.is_dead(within)

    async def is_dead(self, within: float = POLLS_WITHIN) -> None:
        """Wait until it has killed itself."""
        assert self._process is not None
        try:
            status = await asyncio.wait_for(self._process.wait(), within)
        except TimeoutError:
            self._process.kill()
            raise
        assert status == -signal.SIGKILL, self.log

    def is_told_to_end(self) -> None:
        """What a deployment sends first."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)

    async def is_gone(self) -> None:
        """Dead, if it was not."""
        if self._process is not None and self._process.returncode is None:
            await self.is_killed()

    async def is_ended(self) -> int:
        """End it as a deployment does; its exit status."""
        self.is_told_to_end()
        assert self._process is not None
        return await asyncio.wait_for(self._process.wait(), 40)

    async def does(self, *arguments: str, **environment: str) -> int:
        """Another command over the same configuration; its exit status."""
        path = self.home / "config.toml"
        path.write_text(self.config, encoding="utf-8")
        life = await born([*arguments, "--config", str(path)], self.home / "log", environment)
        return await asyncio.wait_for(life.wait(), POLLS_WITHIN)

    async def fails_to_start(self) -> int:
        """Start it where it cannot run; its exit status."""
        await self._launch()
        assert self._process is not None
        return await asyncio.wait_for(self._process.wait(), 40)

    @property
    def log(self) -> str:
        """All that it logged."""
        return (self.home / "log").read_text(encoding="utf-8", errors="replace")

    async def _launch(self, **environment: str) -> None:
        path = self.home / "config.toml"
        path.write_text(self.config, encoding="utf-8")
        told = {"ADUAN_LOG_LEVEL": "DEBUG", "ADUAN_HTTP__LISTEN": "127.0.0.1:0", **environment}
        self._process = await born(["run", "--config", str(path)], self.home / "log", told)

    def _polls(self) -> int:
        return self.town.world.updates.polls
