"""What was written is there after a power cut: the bytes of a file, and that it has its name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO


def settle(file: IO[bytes]) -> None:
    """On disk, not on its way there. Raises OSError."""
    file.flush()
    os.fsync(file.fileno())


def settle_names(directory: Path) -> None:
    """Make the names of new files last as long as what is in them. Raises OSError."""
    opened = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
