"""Files that people send: what Telegram says of them, and how they may be shown together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from bot.notices import Media

ALBUM_HOLDS: Final = 10
"""Files in one album (sendMediaGroup)."""

ALBUM_SETTLES: Final = timedelta(seconds=1.2)
"""An album comes as single updates without an end; its pieces follow each other faster than this."""


class FileKind(StrEnum):
    """The kinds of files that can come with a report, by Telegram's names."""

    PHOTO = "photo"
    VIDEO = "video"
    DOCUMENT = "document"
    VOICE = "voice"
    AUDIO = "audio"


CLEAN: Final = frozenset({FileKind.PHOTO})
"""Telegram itself takes the metadata from these; all others may say who made them, where and with what."""

_TOGETHER: Final = {FileKind.PHOTO: "seen", FileKind.VIDEO: "seen"}
"""An album holds photos and videos, or documents only, or audio only; a voice message stands alone."""


@dataclass(frozen=True, slots=True)
class File:
    """``file_id`` opens it for this bot, ``unique_id`` is the same for all. ``name`` may identify.

    ``look``: how a photo looks (``bot.looks``), where an officer's was fetched to see whether it is new.
    """

    kind: FileKind
    file_id: str
    unique_id: str
    name: str | None = None
    look: int | None = None

    @property
    def media(self) -> Media:
        """As a notice carries it."""
        return Media(self.kind, self.file_id)


def albums(files: Iterable[File]) -> list[tuple[Media, ...]]:
    """The files in as few messages as Telegram allows, in their order."""
    found: list[tuple[str, list[Media]]] = []
    for file in files:
        shelf = _TOGETHER.get(file.kind, file.kind)
        if found and found[-1][0] == shelf != FileKind.VOICE and len(found[-1][1]) < ALBUM_HOLDS:
            found[-1][1].append(file.media)
        else:
            found.append((shelf, [file.media]))
    return [tuple(media) for _, media in found]


def showable(files: Iterable[File], confidential: bool) -> tuple[list[File], list[File]]:
    """Which files officers may see, and which stay sealed because they could tell who reported."""
    everything = list(files)
    if not confidential:
        return everything, []
    return (
        [file for file in everything if file.kind in CLEAN],
        [file for file in everything if file.kind not in CLEAN],
    )
