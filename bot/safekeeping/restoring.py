"""A backup becomes a database again: opened, examined, and never over anything that is there."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from bot.errors import AduanError
from bot.safekeeping.keeping import backup_key
from bot.settings import Settings
from storage import key_file
from storage.backup import Examined, Manifest, Opening, examined
from storage.disk import settle, settle_names
from storage.sealing import Seal

NAMES: Final = {"sqlite": "aduan.db", "postgresql": "aduan.dump"}


class Occupied(AduanError):
    """There is a database already; the message says where. Name an empty directory."""


class Damaged(AduanError):
    """What came out cannot be read; ``faults`` say why. It was left where it is, under another name."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Restored:
    """A database that was examined, and may have faults; a dump of PostgreSQL is for its server to read.

    ``seals``: of the keys that are at hand.
    """

    file: Path
    manifest: Manifest
    examined: Examined | None
    seals: Sequence[Seal] = ()

    @property
    def seal(self) -> Seal | None:
        """The seal of its identities, where the key is at hand."""
        return _seal_of(self.seals, self.manifest)

    @property
    def made_at(self) -> datetime:
        """The moment it is of."""
        return datetime.fromisoformat(self.manifest.made_at)


async def restore(settings: Settings, backup: Path, directory: Path, keys: Sequence[Path] = ()) -> Restored:
    """Restore into ``directory``; ``keys``: identity keys beside the present one.

    Raises BadBackup, BadBackupKey, BadKey, Occupied, Damaged, OSError.
    """
    seals = _seals((settings.storage.key_file, *keys))
    manifest, file, part = _opened(backup, backup_key(settings, made=False), directory)
    found = None
    if manifest.kind == "sqlite":
        found = await examined(part, _seal_of(seals, manifest), datetime.fromisoformat(manifest.made_at))
        if not found.is_readable:
            raise Damaged(found.faults)
    part.rename(file)
    settle_names(directory)
    return Restored(file, manifest, found, seals)


def _opened(backup: Path, key: bytes, directory: Path) -> tuple[Manifest, Path, Path]:
    """What it says of itself, where its database will be, and where that is meanwhile."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    with backup.open("rb") as closed:
        opening = Opening(closed, key)
        manifest = Manifest.read(opening.manifest)
        file = directory / NAMES[manifest.kind]
        _refuse_occupied(file)
        part = file.with_name(f"restoring-{file.name}")
        _write(opening, part)
    return manifest, file, part


def _seals(files: Sequence[Path]) -> list[Seal]:
    return [keys.seal for file in files if (keys := key_file.read(file)) is not None]


def _seal_of(seals: Sequence[Seal], manifest: Manifest) -> Seal | None:
    return next((seal for seal in seals if manifest.key in seal.names), None)


def _refuse_occupied(file: Path) -> None:
    for one in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm", "-journal"))):
        if one.exists():
            raise Occupied(str(one))


def _write(opening: Opening, part: Path) -> None:
    part.unlink(missing_ok=True)
    made = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(made, "wb") as out:
        for piece in opening.data():
            out.write(piece)
        settle(out)
