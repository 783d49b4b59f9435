"""Bots as processes, each forked from one that has imported everything; those are kept for later tests."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[2]

_idle: list[subprocess.Popen[str]] = []


class Life:
    """One process; ``returncode`` is None while it lives, and minus the signal that killed it."""

    def __init__(self, nursery: subprocess.Popen[str]) -> None:
        self.returncode: int | None = None
        self.pid = int(_of(nursery.stdout).readline())
        self._nursery = nursery
        threading.Thread(target=self._watch, daemon=True).start()

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    async def wait(self) -> int:
        while self.returncode is None:
            await asyncio.sleep(0.005)
        return self.returncode

    def _watch(self) -> None:
        self.returncode = int(_of(self._nursery.stdout).readline())
        _idle.append(self._nursery)


async def born(arguments: Sequence[str], log: Path, environment: Mapping[str, str]) -> Life:
    """``aduan`` with these arguments, its output at the end of ``log``."""
    nursery = _idle.pop() if _idle else _opened()
    asked: dict[str, Any] = {"arguments": arguments, "log": str(log), "environment": dict(environment)}
    _of(nursery.stdin).write(json.dumps(asked) + "\n")
    _of(nursery.stdin).flush()
    return await asyncio.to_thread(Life, nursery)


def _opened() -> subprocess.Popen[str]:
    asked = [sys.executable, "-m", "tests.crash.nursery"]
    return subprocess.Popen(asked, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _of(stream: IO[str] | None) -> IO[str]:
    assert stream is not None
    return stream
