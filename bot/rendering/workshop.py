"""Starts a process for each file, one at a time, and ends it when it takes too long."""

from __future__ import annotations

import asyncio
import pickle
import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Final

import structlog

from bot.errors import AduanError
from bot.orders import Order
from bot.protocols import Content
from bot.regency import Regency
from bot.rendering.job import Job, bare, file_name

SECONDS: Final = 300
"""After so long a file is given up."""

PASSED_ON: Final = ("PATH", "LANG", "TZ")
"""What a process is told of the environment, which may hold secrets."""

_log = structlog.get_logger(__name__)


class NotMade(AduanError):
    """The process failed, or was too slow."""


class Workshop:
    """Makes files from the database at ``url``. A process that ends takes all its memory with it."""

    def __init__(self, regency: Regency, url: str, environment: Mapping[str, str]) -> None:
        self._regency = regency
        self._url = url
        self._environment = {name: environment[name] for name in PASSED_ON if name in environment}

    async def make(self, order: Order, now: datetime) -> Content:
        """The file, as of ``now``. Raises NotMade."""
        job = pickle.dumps(Job(bare(self._regency), self._url, order, now))
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot.rendering"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=self._environment,
        )
        try:
            async with asyncio.timeout(SECONDS):
                data, said = await process.communicate(job)
        except TimeoutError:
            raise NotMade("too slow") from None
        finally:
            await _end(process)
        if process.returncode:
            _log.error("file_not_made", make=order.make, fault=_kind(said))
            raise NotMade("failed")
        return Content(file_name(order), data)


async def _end(process: asyncio.subprocess.Process) -> None:
    if process.returncode is None:
        process.kill()
        await process.wait()


def _kind(said: bytes) -> str:
    """The kind of the error alone: its words may quote a report."""
    return said.decode(errors="replace").strip().rpartition("\n")[2].partition(":")[0][:80]
