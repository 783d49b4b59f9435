"""Where a drill restores to: a directory that is gone afterwards, also after a drill that was killed."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_PREFIX: Final = "aduan-drill-"


@contextmanager
def place() -> Iterator[Path]:
    """An empty directory, held while it is in use; what killed drills left behind is gone before."""
    clear()
    home, held = _made()
    try:
        yield home
    finally:
        shutil.rmtree(home, ignore_errors=True)
        os.close(held)


def clear() -> None:
    """Delete the directories of drills that were killed: ours, and held by nobody."""
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):  # another account's, deleted meanwhile, or held by a drill that runs
            _delete(left)


def _delete(left: Path) -> None:
    held = os.open(left, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.fstat(held).st_uid == os.getuid():
            shutil.rmtree(left)
    finally:
        os.close(held)


def _made() -> tuple[Path, int]:
    """A directory and what holds it; made again if it was taken for an abandoned one before it was held."""
    while True:
        home = Path(tempfile.mkdtemp(prefix=_PREFIX))
        held = os.open(home, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(held, fcntl.LOCK_EX)
        if home.exists():
            return home, held
        os.close(held)
