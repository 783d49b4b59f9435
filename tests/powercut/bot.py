"""The real bot, every write, sync and send of which is written down."""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.crash.lives import ROOT
from tests.crash.process import Bot

AS_IT_IS = "from bot.cli import main; main()"
HASTY = "from storage import engine; engine.PRAGMAS['synchronous'] = 1; " + AS_IT_IS
"""With synchronous=NORMAL, which SQLite's documentation says may lose commits."""


@dataclass
class Recorded(Bot):
    """Killed in the end: what it did is in ``record``, and its own files count for nothing."""

    recorder: Path = Path()
    program: str = AS_IT_IS
    _own: asyncio.subprocess.Process | None = field(default=None, repr=False)

    @property
    def record(self) -> Path:
        return self.home / "record"

    async def starts(self, **environment: str) -> None:
        polls, path = self._polls(), self.home / "config.toml"
        path.write_text(self.config, encoding="utf-8")
        told = {
            "LD_PRELOAD": str(self.recorder),
            "RECORDED_DIRECTORY": str(self.home),
            "RECORD": str(self.record),
            **environment,
        }
        with (self.home / "log").open("ab") as log:
            self._own = await asyncio.create_subprocess_exec(
                sys.executable, "-c", self.program, "run", "--config", str(path),
                cwd=ROOT, stderr=log, stdout=log, env={**os.environ, **told},
            )  # fmt: skip
        async with asyncio.timeout(60):
            while self._polls() == polls:
                assert self._own.returncode is None, self.log
                await asyncio.sleep(0.02)

    async def is_killed(self) -> None:
        assert self._own is not None
        self._own.kill()
        await self._own.wait()

    async def is_gone(self) -> None:
        if self._own is not None and self._own.returncode is None:
            await self.is_killed()
