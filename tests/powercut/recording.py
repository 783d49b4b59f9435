"""What a process did to its files and what it sent, as ``recorder.c`` wrote it down."""

from __future__ import annotations

import shutil
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_HEAD = struct.Struct("<c32sQQ")
_SOURCE = Path(__file__).with_name("recorder.c")


@dataclass(frozen=True, slots=True)
class Deed:
    """``kind``: w(rite), t(runcate), s(ync), u(nlink) of a file, or m(essage) sent."""

    kind: str
    name: str
    at: int
    content: bytes


def compiler() -> str | None:
    """Where the C compiler is."""
    return shutil.which("cc") or shutil.which("gcc")


def built(home: Path) -> Path:
    """The recorder, compiled."""
    library = home / "recorder.so"
    asked = [
        str(compiler()),
        "-shared",
        "-fPIC",
        "-O1",
        "-o",
        str(library),
        str(_SOURCE),
        "-ldl",
        "-lpthread",
    ]
    subprocess.run(asked, check=True, capture_output=True)
    return library


def read(record: Path) -> list[Deed]:
    """All deeds in their order; the last may be cut off."""
    return list(_deeds(record.read_bytes()))


def _deeds(record: bytes) -> Iterator[Deed]:
    place = 0
    while place + _HEAD.size <= len(record):
        kind, name, at, length = _HEAD.unpack_from(record, place)
        place += _HEAD.size
        has = length if kind in (b"w", b"m") else 0
        yield Deed(kind.decode(), name.rstrip(b"\0").decode(), at, record[place : place + has])
        place += has
