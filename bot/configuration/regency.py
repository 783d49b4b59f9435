"""Reads the regency's data from the directory that ``[policy]`` names, or from the pack that comes along."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from bot.pins import Locate, nowhere
from bot.policy import (
    CATEGORIES,
    HOLIDAYS,
    LINKS,
    OFFICES,
    PLACES,
    TEMPLATES,
    BadPolicy,
    Fault,
    Policy,
    parse_holidays,
    parse_links,
    parse_policy,
)
from bot.settings import Settings

KUTIM: Final = Path(__file__).parent.parent / "packs" / "kutim"


def load_policy(settings: Settings) -> Policy:
    """Read offices, categories, places, and links and templates where there are any. Raises BadPolicy."""
    return policy_in(settings.policy.directory or KUTIM)


def policy_in(directory: Path) -> Policy:
    """As ``load_policy``, of one directory. Raises BadPolicy."""
    faults: list[Fault] = []
    offices, categories, places = (_read(directory / name, faults) for name in (OFFICES, CATEGORIES, PLACES))
    links, templates = (_read_if_any(directory / name, faults) for name in (LINKS, TEMPLATES))
    if faults:
        raise BadPolicy(faults)
    policy = parse_policy(offices, categories, places, templates)
    return replace(policy, links=parse_links(links, policy)) if links else policy


def load_boundaries(settings: Settings, policy: Policy) -> Locate:
    """Read the boundaries, if ``[policy]`` names a file of them. Raises BadPolicy."""
    path = settings.policy.boundaries
    if path is None:
        return nowhere
    from bot.boundaries import parse_boundaries

    faults: list[Fault] = []
    text = _read(path, faults)
    if faults:
        raise BadPolicy(faults)
    return parse_boundaries(path.name, text, policy)


def load_holidays(settings: Settings) -> dict[date, str]:
    """Read the regency's own free days; a directory without ``holidays.csv`` has none. Raises BadPolicy."""
    path = (settings.policy.directory or KUTIM) / HOLIDAYS
    faults: list[Fault] = []
    text = _read(path, faults) if path.exists() else "date,kind,name\n"
    if faults:
        raise BadPolicy(faults)
    return parse_holidays(text)


def _read_if_any(path: Path, faults: list[Fault]) -> str:
    return _read(path, faults) if path.exists() else ""


def _read(path: Path, faults: list[Fault]) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        faults.append(
            Fault(path.name, "", "", f"cannot be read: {getattr(error, 'strerror', None) or error}")
        )
        return ""
