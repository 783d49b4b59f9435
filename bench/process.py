"""A bot under test as a real process: started, watched through /proc, ended."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from simulator.town import Town

ROOT: Final = Path(__file__).parents[1]
STARTS_WITHIN: Final = 60.0
ENDS_WITHIN: Final = 40.0
_TICKS: Final = os.sysconf("SC_CLK_TCK")


class Failed(Exception):
    """The bot ended by itself; its log says why."""


@dataclass(frozen=True)
class Bot:
    """A running bot; ``started`` is the seconds from the start of its process to its first poll."""

    process: Process
    started: float

    @property
    def cpu(self) -> float:
        """Seconds of processor time so far, user and system."""
        fields = self._proc("stat").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS

    @property
    def memory(self) -> float:
        """MB resident now."""
        return self._status("VmRSS")

    @property
    def peak(self) -> float:
        """MB resident at the most so far."""
        return self._status("VmHWM")

    def _status(self, name: str) -> float:
        line = next(line for line in self._proc("status").splitlines() if line.startswith(name))
        return int(line.split()[1]) / 1024

    def _proc(self, name: str) -> str:
        return Path(f"/proc/{self.process.pid}/{name}").read_text("utf-8")


@asynccontextmanager
async def running(town: Town, arguments: Sequence[str], log: Path) -> AsyncIterator[Bot]:
    """Start ``python -m`` with these arguments and wait for its first poll. Raises Failed."""
    began = time.monotonic()
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", *arguments, cwd=ROOT, stdout=output, stderr=output
        )
    try:
        async with asyncio.timeout(STARTS_WITHIN):
            await _polls(town, process, log)
        yield Bot(process, time.monotonic() - began)
    finally:
        await _ended(process)


async def _polls(town: Town, process: Process, log: Path) -> None:
    while town.world.updates.polls == 0:
        if process.returncode is not None:
            raise Failed(_words(log))
        await asyncio.sleep(0.01)


def _words(log: Path) -> str:
    return log.read_text("utf-8", "replace")


async def _ended(process: Process) -> None:
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), ENDS_WITHIN)
        except TimeoutError:
            process.kill()
