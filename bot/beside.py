"""A process of its own for work that takes long: the bot goes on, and its memory is free again afterwards."""

from __future__ import annotations

import asyncio
import pickle
import sys
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

PASSED_ON: Final = ("PATH", "LANG", "TZ")
"""What such a process is told of the environment, which may hold secrets."""


class Ended(NamedTuple):
    """Its exit status, and what it wrote to its two outputs."""

    status: int
    out: bytes
    err: bytes


def passed_on(environment: Mapping[str, str]) -> dict[str, str]:
    """The part of an environment that such a process may know."""
    return {name: environment[name] for name in PASSED_ON if name in environment}


async def run(module: str, job: Any, environment: Mapping[str, str], seconds: float) -> Ended:
    """Give ``job``, pickled, to ``python -m module``. Raises TimeoutError, and then the process is killed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", module),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env=environment,
    )
    try:
        async with asyncio.timeout(seconds):
            out, err = await process.communicate(pickle.dumps(job))
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return Ended(process.returncode or 0, out, err)
