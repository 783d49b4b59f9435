"""Disks after a power cut: what was synced is there, of the rest some of it or nothing."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.powercut.recording import Deed

SECTOR = 512


@dataclass
class File:
    """``safe`` is what the disk holds for certain, ``unsafe`` what was done since the last sync."""

    safe: bytearray = field(default_factory=bytearray)
    unsafe: list[Deed] = field(default_factory=list)

    def does(self, deed: Deed) -> None:
        if deed.kind == "s":
            for one in self.unsafe:
                _apply(self.safe, one)
            self.unsafe.clear()
        else:
            self.unsafe.append(deed)

    def found(self, chance: random.Random | None) -> bytes:
        """After a cut now; with ``chance``, each sector that was not synced is there or is not."""
        content = bytearray(self.safe)
        for deed in self.unsafe if chance is not None else ():
            for part in _sectors(deed):
                if chance is not None and chance.random() < 0.5:
                    _apply(content, part)
        return bytes(content)


@dataclass
class Disk:
    """The files of one directory. Names last: the directory is synced when a file is made (SQLite does)."""

    files: dict[str, File] = field(default_factory=dict)

    def does(self, deed: Deed) -> None:
        if deed.kind == "u":
            self.files.pop(deed.name, None)
        elif deed.kind != "m":
            self.files.setdefault(deed.name, File()).does(deed)

    def written_to(self, home: Path, chance: random.Random | None) -> None:
        """The image, without what never outlives its process."""
        for name, file in self.files.items():
            if not name.endswith("-shm"):
                (home / name).write_bytes(file.found(chance))


def cut(deeds: Iterable[Deed], moments: Iterable[int]) -> Iterator[tuple[int, Disk]]:
    """The disk as it is after each of these numbers of deeds."""
    wanted, disk = sorted(moments), Disk()
    for count, deed in enumerate(deeds, 1):
        disk.does(deed)
        while wanted and wanted[0] == count:
            yield wanted.pop(0), disk


def _apply(content: bytearray, deed: Deed) -> None:
    if deed.kind == "t":
        del content[deed.at :]
    length = deed.at + len(deed.content)
    if len(content) < length:
        content.extend(bytes(length - len(content)))
    content[deed.at : length] = deed.content


def _sectors(deed: Deed) -> Iterator[Deed]:
    if deed.kind != "w":
        yield deed
        return
    begin = 0
    while begin < len(deed.content):
        end = begin + SECTOR - (deed.at + begin) % SECTOR
        yield Deed("w", deed.name, deed.at + begin, deed.content[begin:end])
        begin = end
