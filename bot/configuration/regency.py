"""Reads the regency's data from the directory that ``[policy]`` names, or from the pack that comes along."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from bot.policy import (
    CATEGORIES,
    HOLIDAYS,
    OFFICES,
    PLACES,
    BadPolicy,
    Fault,
    Policy,
    parse_holidays,
    parse_policy,
)
from bot.settings import Settings

KUTIM: Final = Path(__file__).parent.parent / "packs" / "kutim"


def load_policy(settings: Settings) -> Policy:
    """Read offices, categories and places. Raises BadPolicy."""
    directory = settings.policy.directory or KUTIM
    faults: list[Fault] = []
    offices, categories, places = (_read(directory / name, faults) for name in (OFFICES, CATEGORIES, PLACES))
    if faults:
        raise BadPolicy(faults)
    return parse_policy(offices, categories, places)


def load_holidays(settings: Settings) -> dict[date, str]:
    """Read the regency's own free days; a directory without ``holidays.csv`` has none. Raises BadPolicy."""
    path = (settings.policy.directory or KUTIM) / HOLIDAYS
    faults: list[Fault] = []
    text = _read(path, faults) if path.exists() else "date,kind,name\n"
    if faults:
        raise BadPolicy(faults)
    return parse_holidays(text)


def _read(path: Path, faults: list[Fault]) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        faults.append(
            Fault(path.name, "", "", f"cannot be read: {getattr(error, 'strerror', None) or error}")
        )
        return ""
