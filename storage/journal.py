"""Who is told a number is noted elsewhere first: after a restore, those whose report is gone are asked.

A file for each day, only ever added to; a line for each report: its number, the keyed fingerprint of what
confirmed it, and sealed, who filed it and in which language they are answered.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
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


class Noted(NamedTuple):
    """``closed``: how many lines more there are, sealed with a key that is not at hand."""

    filed: list[Filed]
    closed: int


class Journal:
    """In a directory on another disk than the database."""

    def __init__(self, directory: Path, seal: Seal) -> None:
        self._directory = directory
        self._seal = seal

    async def add(self, filed: Sequence[Filed], now: datetime) -> None:
        """On disk when this returns. Raises OSError."""
        lines = "".join(_line(self._seal, one) for one in filed)
        await asyncio.to_thread(self._write, now.date(), lines.encode())

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


def read(directory: Path, seals: Sequence[Seal], since: date) -> Noted:
    """What was noted from a day on (UTC), with whichever key; of one number the last is true."""
    found = Noted([], 0)
    for number, confirmed_by, who in _lines(directory, since):
        opened = _opened(seals, who, number)
        if opened is None:
            found = found._replace(closed=found.closed + 1)
            continue
        chat, language = json.loads(opened)
        year, _, serial = number.partition(":")
        found.filed.append(Filed(int(year), int(serial), confirmed_by, chat, language))
    return found


def forget(directory: Path, before: date) -> None:
    """Delete the files of the days before."""
    for file in directory.glob("filed-*.jsonl"):
        if file.name < before.strftime(_NAME):
            file.unlink()


def _line(seal: Seal, one: Filed) -> str:
    number = f"{one.year}:{one.serial}"
    who = seal.close(json.dumps([one.chat, one.language]).encode(), _PLACE, number.encode())
    return json.dumps([number, one.confirmed_by.hex(), who.hex()]) + "\n"


def _lines(directory: Path, since: date) -> Iterator[tuple[str, bytes, bytes]]:
    """Number, what confirmed it, and the sealed rest; without lines that were cut off."""
    for file in sorted(directory.glob("filed-*.jsonl")):
        if file.name >= since.strftime(_NAME):
            for line in file.read_bytes().splitlines():
                with suppress(ValueError, TypeError):
                    number, confirmed_by, who = json.loads(line)
                    yield str(number), bytes.fromhex(confirmed_by), bytes.fromhex(who)


def _opened(seals: Sequence[Seal], who: bytes, number: str) -> bytes | None:
    for seal in seals:
        with suppress(BrokenSeal):
            return seal.open(who, _PLACE, number.encode())
    return None
