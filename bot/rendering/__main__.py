"""One file: a job comes in at standard input, its bytes go out at standard output."""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from typing import Final

from bot.rendering.making import made

POLITE: Final = 10
"""Whoever reports or answers a report goes first (nice)."""


def main() -> None:
    """Read, make, write."""
    os.nice(POLITE)
    job = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the bot that started this process
    sys.stdout.buffer.write(asyncio.run(made(job)))


if __name__ == "__main__":
    main()
