"""Who is told a number is noted elsewhere first: after a restore, those whose report is gone are asked.

A file for each day, only ever added to; a line for each report: its number, the keyed fingerprint of what
confirmed it, and sealed, who filed it and in which language they are answered.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final, NamedTuple

from storage.disk import settle, settle_names
from storage.sealing import BrokenSeal, Seal

_PLACE: Final = "journal"
_NAME: Final = "filed-%Y%m%d.jsonl"


class Filed(NamedTuple):
    """A report that gets its number; ``confirmed_by`` as in its ticket."""

    year: int
    serial: int
    confirmed_by: bytes
    chat: int
    language: str


class Journal:
    """In a directory on another disk than the database."""

    def __init__(self, directory: Path, seal: Seal) -> None:
        self._directory = directory
        self._seal = seal

    async def add(self, filed: Sequence[Filed], now: datetime) -> None:
        """On disk when this returns. Raises OSError."""
        lines = "".join(_line(self._seal, one) for one in filed)
        await asyncio.to_thread(self._write, now.date(), lines.encode())

    def read(self, since: date) -> Iterator[Filed]:
        """What was noted from a day on (UTC), as far as our key opens it; of one number the last is true."""
        for file in sorted(self._directory.glob("filed-*.jsonl")):
            if file.name >= since.strftime(_NAME):
                for line in file.read_bytes().splitlines():
                    if (one := _read(self._seal, line)) is not None:
                        yield one

    def _write(self, day: date, lines: bytes) -> None:
        self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = self._directory / day.strftime(_NAME)
        is_new = not file.exists()
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(opened, "ab") as out:
            out.write(b"\n" + lines)  # what a full disk or a crash cut off before must not take these along
            settle(out)
        if is_new:
            settle_names(self._directory)


def forget(directory: Path, before: date) -> None:
    """Delete the files of the days before."""
    for file in directory.glob("filed-*.jsonl"):
        if file.name < before.strftime(_NAME):
            file.unlink()


def _line(seal: Seal, one: Filed) -> str:
    number = f"{one.year}:{one.serial}"
    who = seal.close(json.dumps([one.chat, one.language]).encode(), _PLACE, number.encode())
    return json.dumps([number, one.confirmed_by.hex(), who.hex()]) + "\n"


def _read(seal: Seal, line: bytes) -> Filed | None:
    """None for a line that was cut off, or sealed with another key."""
    try:
        number, confirmed_by, who = json.loads(line)
        chat, language = json.loads(seal.open(bytes.fromhex(who), _PLACE, number.encode()))
    except (ValueError, TypeError, AttributeError, BrokenSeal):
        return None
    year, _, serial = number.partition(":")
    return Filed(int(year), int(serial), bytes.fromhex(confirmed_by), chat, language)
