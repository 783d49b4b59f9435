"""Copies of the database: made while the bot works, closed with a key of their own, opened and examined."""

from __future__ import annotations

from storage.backup.closing import BadBackup, Closing, Opening
from storage.backup.copying import Manifest, NotCopied, NoTool, copied, dumped
from storage.backup.examining import Examined, examined

__all__ = [
    "BadBackup",
    "Closing",
    "Examined",
    "Manifest",
    "NoTool",
    "NotCopied",
    "Opening",
    "copied",
    "dumped",
    "examined",
]
