"""A bot under test as real processes: started, watched through /proc, ended."""

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
    """A running bot of one process or several; ``started``: seconds until all run and one polls."""

    processes: Sequence[Process]
    started: float

    @property
    def cpu(self) -> float:
        """Seconds of processor time so far, user and system."""
        return sum(self.each)

    @property
    def each(self) -> list[float]:
        """The same of each process."""
        return [_cpu(process) for process in self.processes]

    @property
    def memory(self) -> float:
        """MB resident now, of the largest."""
        return max(_status(process, "VmRSS") for process in self.processes)

    @property
    def peak(self) -> float:
        """MB resident at the most so far, of the largest."""
        return max(_status(process, "VmHWM") for process in self.processes)


def _cpu(process: Process) -> float:
    fields = _proc(process, "stat").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _status(process: Process, name: str) -> float:
    line = next(line for line in _proc(process, "status").splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024


def _proc(process: Process, name: str) -> str:
    return Path(f"/proc/{process.pid}/{name}").read_text("utf-8")


@asynccontextmanager
async def running(town: Town, arguments: Sequence[str], log: Path, count: int = 1) -> AsyncIterator[Bot]:
    """Start ``python -m`` with these arguments and wait for its first poll. Raises Failed."""
    began = time.monotonic()
    processes: list[Process] = []
    try:
        for number in range(count):
            with log.with_suffix(f".{number}").open("wb") as output:
                processes.append(
                    await asyncio.create_subprocess_exec(
                        sys.executable, "-m", *arguments, cwd=ROOT, stdout=output, stderr=output
                    )
                )
            async with asyncio.timeout(STARTS_WITHIN):
                await _runs(town, processes[-1], log.with_suffix(f".{number}"))
        yield Bot(processes, time.monotonic() - began)
    finally:
        for process in reversed(processes):
            await _ended(process)


async def _runs(town: Town, process: Process, log: Path) -> None:
    """Of several only the first polls; another says in its log that it runs."""
    while town.world.updates.polls == 0 or not (log.name.endswith(".0") or "running" in _words(log)):
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
