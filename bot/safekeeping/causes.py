"""Why a backup or a drill did not succeed, as the key of the words that an admin reads."""

from __future__ import annotations

from typing import Final

from bot.errors import AlreadyRunning, PortTaken, StorageDown
from bot.safekeeping.drill import Harmed, Nothing, Silent
from bot.safekeeping.keeping import BadBackupKey, Busy, NoDump, Uncopied, Unwritable
from bot.safekeeping.restoring import Damaged
from storage.backup import BadBackup
from storage.key_file import BadKey

UNKNOWN: Final = "unknown"

_CAUSES: Final[tuple[tuple[type[BaseException], str], ...]] = (
    (BadBackupKey, "key"),
    (BadKey, "key"),
    (Busy, "busy"),
    (Unwritable, "disk"),
    (Uncopied, "database"),
    (NoDump, "tool"),
    (StorageDown, "database"),
    (Nothing, "nothing"),
    (BadBackup, "damaged"),
    (Damaged, "damaged"),
    (Harmed, "damaged"),
    (Silent, "silent"),
    (AlreadyRunning, "busy"),
    (PortTaken, "busy"),
    (OSError, "disk"),
)
"""The first that fits."""


def named(error: BaseException) -> str:
    """The last word of ``safekeeping.cause.…``."""
    return next((cause for kind, cause in _CAUSES if isinstance(error, kind)), UNKNOWN)
