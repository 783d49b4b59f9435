"""The backups in a directory: their names, the newest, and which are kept."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bot.settings import Settings

_NAME: Final = re.compile(r"aduan-(\d{8}T\d{6}Z)\.backup", re.ASCII)
_STAMP: Final = "%Y%m%dT%H%M%SZ"


def name_of(made_at: datetime) -> str:
    """Under which a backup of this moment lies there."""
    return f"aduan-{made_at.astimezone(UTC).strftime(_STAMP)}.backup"


def made_at(file: Path) -> datetime | None:
    """When this backup was made; None for any other file."""
    found = _NAME.fullmatch(file.name)
    return datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC) if found else None


def every(directory: Path) -> list[Path]:
    """All backups there, the oldest first."""
    return sorted(file for file in directory.glob("aduan-*.backup") if made_at(file))


def newest(directory: Path) -> Path | None:
    """The last one made."""
    return next(reversed(every(directory)), None)


def kept(moments: Iterable[datetime], settings: Settings, now: datetime) -> set[datetime]:
    """The last of each of the latest days and weeks (local, ISO) that have one; none older than retention."""
    oldest, zone = settings.retention.backup.before(now), settings.service.zone
    new_first = sorted((one for one in moments if one >= oldest), reverse=True)
    local = [one.astimezone(zone) for one in new_first]
    by_day = _first(new_first, [one.date() for one in local], settings.backup.days)
    by_week = _first(new_first, [one.isocalendar()[:2] for one in local], settings.backup.weeks)
    return {*by_day, *by_week}


def tidy(directory: Path, settings: Settings, now: datetime) -> list[Path]:
    """Delete what is not kept; what was deleted."""
    files = {made: file for file in every(directory) if (made := made_at(file))}
    gone = [files[moment] for moment in files.keys() - kept(files, settings, now)]
    for file in gone:
        file.unlink()
    return gone


def _first(moments: Iterable[datetime], of: Sequence[Hashable], count: int) -> list[datetime]:
    """The first moment of each day or week they are of, for so many of these."""
    found: dict[Hashable, datetime] = {}
    for moment, one in zip(moments, of, strict=True):
        found.setdefault(one, moment)
    return list(found.values())[:count]
